import Wire

/// `madang call`: one feature of an open session.
enum CallCommand: Command {
  static let words = ["call"]
  static let group = CommandGroup.everyday
  static let summary = LocalizedText(
    ko: "열린 자리의 기능 하나를 부릅니다.", en: "Calls one feature of an open session.")
  static let synopsis = "SESSION FEATURE [NAME=VALUE …]"
  static let options = [
    CommandOption("--seen", value: "REV", ko: "보고 있던 판", en: "the revision that was seen")
  ]
  static let examples = ["madang call s_1x9q cart.add item=bibim --json"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let session = SessionID(try invocation.operand(0, "SESSION"))
    let feature = try invocation.operand(1, "FEATURE")
    let arguments = try arguments(invocation.operands.dropFirst(2))
    let engine = try invocation.engine()
    // What confirms something is refused unless the newest page was seen: this shell's last one.
    let seen = try invocation.number("--seen") ?? engine.memory.rev(of: session)
    let reply = try engine.link.call(
      SessionCallMethod.self,
      .init(
        session: session, feature: feature, arguments: arguments, seenRev: seen,
        key: invocation.requestKey()))
    if reply.page != nil { try engine.enter(reply) }
    if invocation.output.isJSON {
      invocation.output.json(JSON(encoding: reply))
    } else {
      invocation.output.screen(engine.screen)
    }
    return .done
  }

  /// `name=value` words; a value that is JSON counts as such, anything else as text.
  static func arguments(_ words: ArraySlice<String>) throws(ShellFailure) -> JSONObject {
    var object = JSONObject()
    for word in words {
      guard let equals = word.firstIndex(of: "="), equals > word.startIndex else {
        throw .fault(ShellFault(.usage, ["reason": .string("\(word) is not NAME=VALUE")]))
      }
      let text = String(word[word.index(after: equals)...])
      object[String(word[..<equals])] = value(text)
    }
    return object
  }

  private static func value(_ text: String) -> JSON {
    do { return try JSON.parse(text) } catch { return .string(text) }
  }
}
