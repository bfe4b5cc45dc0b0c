import JSONRPC

/// When the tools of a running server are looked at again, because it said that they changed;
/// pure. However often it says so, they are looked at once in a while, and not during a call: a
/// server that does one thing after another would not answer.
struct ToolsWatch: Equatable {
  /// The shortest time between two looks, in milliseconds.
  static let pauseMilliseconds: Int64 = 1000

  /// What to do next.
  enum Step: Equatable {
    case nothing
    /// Ask for the tools, then call `looked`.
    case look
    /// Call `waited` after so many milliseconds.
    case wait(milliseconds: Int64)
  }

  private enum State {
    case quiet
    /// To be done when the call is over.
    case due
    case waiting
    case looking
    /// They changed again meanwhile.
    case lookingAgain
  }

  private var state = State.quiet
  private var last: MonotonicTime?

  /// The server says that its tools changed.
  mutating func changed(isBusy: Bool, now: MonotonicTime) -> Step {
    switch state {
    case .quiet where isBusy:
      state = .due
      return .nothing
    case .quiet: return begin(now)
    case .looking:
      state = .lookingAgain
      return .nothing
    case .due, .waiting, .lookingAgain: return .nothing
    }
  }

  /// The server has answered a call.
  mutating func answered(now: MonotonicTime) -> Step { state == .due ? begin(now) : .nothing }

  /// The time of a `wait` is over.
  mutating func waited(isBusy: Bool, now: MonotonicTime) -> Step {
    guard state == .waiting else { return .nothing }
    state = .quiet
    return changed(isBusy: isBusy, now: now)
  }

  /// The tools were told, and are those of the release.
  mutating func looked(isBusy: Bool, now: MonotonicTime) -> Step {
    let isAgain = state == .lookingAgain
    state = .quiet
    return isAgain ? changed(isBusy: isBusy, now: now) : .nothing
  }

  private mutating func begin(_ now: MonotonicTime) -> Step {
    if let last, now - last < Self.pauseMilliseconds {
      state = .waiting
      return .wait(milliseconds: Self.pauseMilliseconds - (now - last))
    }
    last = now
    state = .looking
    return .look
  }
}
