import Wire

/// `madang consent allow`: an app may see a field from now on.
enum ConsentAllowCommand: Command {
  static let words = ["consent", "allow"]
  static let group = CommandGroup.everyday
  static let summary = LocalizedText(
    ko: "앱에 한 가지를 보여 줍니다.", en: "Lets an app see one thing of you.")
  static let synopsis = "APP SCOPE"
  static let examples = ["madang consent allow kr.co.noodlehouse.table identity.nickname"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    try decide(.granted, invocation)
  }

  /// Notes a decision about one field of one app.
  static func decide(
    _ decision: ConsentDecision, _ invocation: Invocation
  ) throws(ShellFailure) -> ExitCode {
    let app = AppID(try invocation.operand(0, "APP"))
    let word = try invocation.operand(1, "SCOPE")
    let scope = word.hasPrefix("identity.") ? word : "identity." + word
    let result = try invocation.link().call(
      ConsentSetMethod.self,
      .init(key: invocation.requestKey(), app: app, scope: scope, decision: decision))
    invocation.output.answer(
      JSON(encoding: result),
      lines: ["\(result.app)\t\(result.scope)\t\(result.decision.rawValue)"])
    return .done
  }
}
