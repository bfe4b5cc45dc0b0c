extension Named {
  /// Something that a program asks a person in the middle of a call.
  package enum Question {}
}

/// Something that a program asks a person in the middle of a call.
package typealias QuestionID = Identifier<Named.Question>

/// What a person says to a question (MCP, client/elicitation, "Response Actions").
package enum QuestionAction: String, Codable, Sendable, Hashable, CaseIterable {
  /// Here is what was asked for.
  case accept
  /// No.
  case decline
  /// Closed without an answer.
  case cancel
}

/// A question of a program as the host draws it.
package struct QuestionView: Codable, Sendable, Hashable {
  /// Which.
  package var question: QuestionID
  /// In which session; nil where the call opens one.
  package var session: SessionID?
  /// Which app asks.
  package var app: AppID
  /// Its registered name.
  package var name: LocalizedText
  /// The program's words; untrusted.
  package var message: String
  /// What is to be filled in.
  package var fields: [QuestionField]

  /// A question of a program.
  package init(
    question: QuestionID, session: SessionID?, app: AppID, name: LocalizedText, message: String,
    fields: [QuestionField]
  ) {
    self.question = question
    self.session = session
    self.app = app
    self.name = name
    self.message = message
    self.fields = fields
  }
}
