/// What the daemon tells a connection without being asked; a shell that misses one reads again.
package enum ServerNotification {
  /// The name of the notice that a session changed; `{"session", "rev", "people", "ended"}`.
  package static let sessionChanged = "session.changed"
  /// The name of the notice that a message came; `{"message": InboxMessage}`.
  package static let inboxArrived = "inbox.arrived"
  /// The name of the notice that the person may do more or less; `{"tier"}`.
  package static let identityChanged = "identity.changed"
  /// The name of the notice that a bill changed; `{"bill": BillView}`.
  package static let billChanged = "bill.changed"
  /// The name of the notice that a program is still at work for a call of theirs; `{"app",
  /// "session", "feature", "progress", "total"?, "message"?}`.
  package static let sessionProgress = "session.progress"
  /// The name of the notice that a program asks them something for an agent's call;
  /// `{"question": QuestionView}`.
  package static let sessionAsked = "session.asked"
  /// The name of the notice that an agent of theirs waits for their word, or that a proposal is
  /// over; `{"proposal": ProposalView}`.
  package static let proposalChanged = "proposal.changed"
  /// The name of the notice that a deal changed; `{"deal", "status"}`.
  package static let dealChanged = "deal.changed"
  /// The name of the notice that a code of theirs changed; `{"code": CodeView}`.
  package static let codeChanged = "qr.changed"
}
