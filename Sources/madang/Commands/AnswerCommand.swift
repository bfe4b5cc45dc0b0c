import Wire

/// `madang answer`: answers what a program asks in the middle of a call; the call then goes on.
enum AnswerCommand: Command {
  static let words = ["answer"]
  static let group = CommandGroup.everyday
  static let summary = LocalizedText(
    ko: "앱의 질문에 답하거나 거절합니다.", en: "Answers what an app asks, or declines.")
  static let synopsis = "QUESTION [NAME=VALUE …] [--decline|--cancel]"
  static let options = [
    CommandOption("--decline", ko: "답하지 않겠다고 말하기", en: "say no"),
    CommandOption("--cancel", ko: "답 없이 닫기", en: "close it without an answer"),
  ]
  static let examples = ["madang answer q_8h2k size=large"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let question = QuestionID(try invocation.operand(0, "QUESTION"))
    let content = try CallCommand.arguments(invocation.operands.dropFirst())
    let action: QuestionAction =
      if invocation.options["--decline"] != nil {
        .decline
      } else if invocation.options["--cancel"] != nil { .cancel } else { .accept }
    let engine = try invocation.engine()
    let result = try engine.link.call(
      SessionAnswerMethod.self,
      .init(
        question: question, action: action, content: action == .accept ? content : nil))
    if invocation.output.isJSON {
      invocation.output.json(JSON(encoding: result))
    } else if let reply = result.page, reply.page != nil {
      try engine.enter(reply)
      invocation.output.screen(engine.screen)
    }
    return .done
  }
}
