/// Waits until a session of the caller is newer than a revision; a slow watcher gets the newest
/// only.
package enum SessionWatchMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable {
    /// Which session.
    package var session: SessionID
    /// The revision that is known.
    package var rev: Int64
    /// How many people are known to be there; a change of that ends the wait too.
    package var people: Int?
    /// How long to wait at most, 0 to 25,000; 25,000 where missing.
    package var timeoutMs: Int64?

    /// What the caller sends.
    package init(session: SessionID, rev: Int64, people: Int? = nil, timeoutMs: Int64? = nil) {
      self.session = session
      self.rev = rev
      self.people = people
      self.timeoutMs = timeoutMs
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// Which session.
    package var session: SessionID
    /// Its revision now.
    package var rev: Int64
    /// How many people are in it.
    package var people: Int
    /// Whether it is over.
    package var ended: Bool

    /// What the daemon answers.
    package init(session: SessionID, rev: Int64, people: Int, ended: Bool) {
      self.session = session
      self.rev = rev
      self.people = people
      self.ended = ended
    }
  }

  package static let name = "session.watch"
  package static let summary =
    "Waits until a session of the caller is newer than a revision; a slow watcher gets the "
    + "newest only."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["session": "s_1x9q", "rev": 3],
    result: ["session": "s_1x9q", "rev": 4, "people": 2, "ended": false])
}
