/// What programs ask the caller and wait for, oldest first.
package enum SessionQuestionsMethod: Method {
  /// What the caller sends.
  package typealias Params = NoParams

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// The open questions.
    package var questions: [QuestionView]

    /// What the daemon answers.
    package init(questions: [QuestionView]) {
      self.questions = questions
    }
  }

  package static let name = "session.questions"
  package static let summary =
    "What programs ask the caller and wait for, oldest first."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.connection
  package static let example = MethodExample(
    params: [:],
    result: [
      "questions": [
        [
          "question": "q_8h2k", "session": "s_1x9q", "app": "kr.co.noodlehouse.table",
          "name": "국수집", "message": "Which size?",
          "fields": [
            [
              "name": "size", "kind": "choice", "isRequired": true,
              "options": [["value": "large", "title": "large"]],
            ]
          ],
        ]
      ]
    ])
}
