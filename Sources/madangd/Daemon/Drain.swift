import Loop
import Wire

/// How far a daemon has come in stopping.
enum Drain: Equatable {
  /// It serves.
  case serving
  /// It takes nothing new and finishes what is under way.
  case draining
  /// It stops its programs.
  case stoppingPrograms
  /// It writes what it has and leaves.
  case leaving

  /// How long what is under way may take before the daemon stops nevertheless, in milliseconds.
  static let limitMilliseconds: Int64 = 10_000
}

extension Daemon {
  /// Begins to stop; told again, it stops waiting for what is under way.
  func beginDrain(reason: String) {
    log.info(
      "daemon.draining",
      ["reason": .string(reason), "unanswered": .integer(Int64(unansweredCount))])
    switch drain {
    case .serving:
      drain = .draining
      listener?.close()
      endWaits()
      loop.schedule(afterMilliseconds: Drain.limitMilliseconds) { [unowned self] in
        hurry()
      }
      answeredOne()
    case .draining, .stoppingPrograms: hurry()
    case .leaving: break
    }
  }

  /// Goes on once nobody waits any more.
  func answeredOne() {
    guard drain == .draining, unansweredCount == 0 else { return }
    drain = .stoppingPrograms
    stopPrograms { [unowned self] in leave() }
  }

  private func hurry() {
    guard drain != .leaving else { return }
    log.warning("daemon.hurried", ["unanswered": .integer(Int64(unansweredCount))])
    leave()
  }

  /// Everything submitted before is committed first: the core works in order.
  private func leave() {
    guard drain != .leaving else { return }
    drain = .leaving
    let end = LoopBound { [unowned self] in
      clients.closeAll()
      loop.stop()
    }
    core.submit { core, _ in
      try core.willStop()
      return { end.value() }
    } failed: { _ in
      end.value()
    }
  }
}
