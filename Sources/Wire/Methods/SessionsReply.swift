/// What methods answer that list sessions.
package struct SessionsReply: Codable, Sendable, Hashable {
  /// The sessions, newest first.
  package var sessions: [SessionSummary]

  /// The answer.
  package init(sessions: [SessionSummary]) {
    self.sessions = sessions
  }
}
