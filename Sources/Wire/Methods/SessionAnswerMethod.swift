/// Answers what a program asks the caller while a call is under way; the call then goes on.
package enum SessionAnswerMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable {
    /// Which question.
    package var question: QuestionID
    /// Accept with content, decline or cancel.
    package var action: QuestionAction
    /// What was typed, by field; only with accept.
    package var content: JSONObject?

    /// What the caller sends.
    package init(question: QuestionID, action: QuestionAction, content: JSONObject? = nil) {
      self.question = question
      self.action = action
      self.content = content
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// What the call came to; nil where an agent made the call.
    package var page: PageReply?

    /// What the daemon answers.
    package init(page: PageReply? = nil) {
      self.page = page
    }
  }

  package static let name = "session.answer"
  package static let summary =
    "Answers what a program asks the caller while a call is under way; the call then goes on."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.session
  package static let example = MethodExample(
    params: ["question": "q_8h2k", "action": "accept", "content": ["size": "large"]],
    result: [
      "page": [
        "session": "s_1x9q", "app": "kr.co.noodlehouse.table", "name": "국수집", "rev": 1, "people": 1,
        "page": ["title": "국수집", "body": []], "ended": false,
      ]
    ])
}
