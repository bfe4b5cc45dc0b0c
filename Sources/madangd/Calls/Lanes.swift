import Wire

/// Who may change a session through its program now: one call at a time, the others in order.
///
/// A pure machine; its owner runs what it gives back.
struct Lanes {
  /// Changing calls of one session that may wait (architecture.md).
  static let queueLimit = 32

  /// What entering came to.
  enum Entry: Equatable {
    /// The lane is the caller's until `leave`.
    case entered
    /// Somebody is in it; the caller's turn comes later and the lane is then theirs.
    case waits
    /// Too many wait.
    case full
  }

  /// Occupied lanes, each with the turns of those who wait.
  private var waiting: [SessionID: [() -> Void]] = [:]

  /// Lanes that somebody is in.
  var occupiedCount: Int { waiting.count }

  /// Enters a lane, or takes a place in its queue.
  mutating func enter(_ session: SessionID, turn: @escaping () -> Void) -> Entry {
    guard let queue = waiting[session] else {
      waiting[session] = []
      return .entered
    }
    guard queue.count < Lanes.queueLimit else { return .full }
    waiting[session] = queue + [turn]
    return .waits
  }

  /// Leaves a lane; gives the turn of who is next and has the lane already.
  mutating func leave(_ session: SessionID) -> (() -> Void)? {
    guard var queue = waiting[session] else { preconditionFailure("nobody was in the lane") }
    guard !queue.isEmpty else {
      waiting[session] = nil
      return nil
    }
    let turn = queue.removeFirst()
    waiting[session] = queue
    return turn
  }
}
