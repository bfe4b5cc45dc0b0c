import Wire

/// `madang questions`: what programs ask this person and wait for.
enum QuestionsCommand: Command {
  static let words = ["questions"]
  static let group = CommandGroup.everyday
  static let summary = LocalizedText(
    ko: "앱이 답을 기다리는 질문을 봅니다.", en: "Lists what apps ask you and wait for.")
  static let examples = ["madang questions --json"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let result = try invocation.link().call(SessionQuestionsMethod.self, .init())
    invocation.output.answer(
      JSON(encoding: result), lines: result.questions.flatMap { lines($0, invocation.language) })
    return .done
  }

  /// One line for a question and one for each field.
  static func lines(_ question: QuestionView, _ language: Language) -> [String] {
    [
      [
        question.question.text, question.name.text(in: language).onOneLine,
        question.message.onOneLine,
      ].joined(separator: "\t")
    ]
      + question.fields.map { field in
        [
          "", field.name.onOneLine, field.kind.rawValue, field.isRequired ? "required" : "",
          (field.title ?? "").onOneLine,
          (field.options ?? []).map { $0.value.onOneLine }.joined(separator: "|"),
        ].joined(separator: "\t")
      }
  }
}
