import Glibc
import Synchronization
import Wire

/// World time: what expiry, codes and a call's `now` go by. It never runs back (architecture.md,
/// "Two clocks"); deadlines and rate limits use the monotonic clock instead.
final class WorldClock: Sendable {
  /// What moves it.
  enum Mode: Sendable {
    /// The machine's clock.
    case real
    /// `advance` alone.
    case virtual
  }

  /// Where a virtual clock begins on fresh data: Monday 5 January 2026, noon in Seoul.
  static let virtualStart = Instant(milliseconds: 1_767_582_000_000)

  /// How far the machine may be behind the data's time before the log says so, in milliseconds.
  static let noticeableMilliseconds: Int64 = 60_000

  /// What moves it.
  let mode: Mode
  private let latest: Mutex<Instant>
  private let machineTime: @Sendable () -> Instant

  /// A clock that begins no earlier than the moment stored with the last commit.
  init(
    _ mode: Mode, stored: Instant?, machineTime: @escaping @Sendable () -> Instant = systemTime
  ) {
    self.mode = mode
    self.machineTime = machineTime
    let start =
      switch mode {
      case .real: machineTime()
      case .virtual: stored ?? Self.virtualStart
      }
    latest = Mutex(max(start, stored ?? start))
  }

  /// The present moment, never earlier than one told before; safe from any thread.
  var now: Instant {
    let machine = mode == .real ? machineTime() : nil
    return latest.withLock { latest in
      if let machine { latest = max(latest, machine) }
      return latest
    }
  }

  /// Moves a virtual clock forward.
  func advance(to moment: Instant) {
    precondition(mode == .virtual, "only a virtual clock is moved by hand")
    latest.withLock { latest in
      precondition(moment >= latest, "world time never runs back")
      latest = moment
    }
  }

  /// The machine's wall clock.
  @Sendable static func systemTime() -> Instant {
    var time = timespec()
    let status = clock_gettime(CLOCK_REALTIME, &time)
    precondition(status == 0, "Linux always has a wall clock")
    return Instant(
      milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }
}
