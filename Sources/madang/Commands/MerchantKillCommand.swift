import Wire

/// `madang merchant kill`: switches an app off at once.
enum MerchantKillCommand: Command {
  static let words = ["merchant", "kill"]
  static let group = CommandGroup.merchant
  static let summary = LocalizedText(
    ko: "앱을 바로 끕니다. 세션과 청구서는 남습니다.",
    en: "Switches an app off at once; its sessions and bills wait.")
  static let synopsis = "APP --reason TEXT"
  static let options = [
    CommandOption(
      "--reason", value: "TEXT", ko: "손님이 읽을 이유 한 문장", en: "why, in a sentence for customers")
  ]
  static let examples = ["madang merchant kill kr.co.noodlehouse.table --reason \"Wrong prices\""]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let app = AppID(try invocation.operand(0, "APP"))
    guard let reason = invocation.options["--reason"] else {
      throw .fault(ShellFault(.usage, ["reason": "--reason is missing"]))
    }
    let result = try invocation.link().call(
      RegistryKillMethod.self, .init(key: invocation.requestKey(), app: app, reason: reason))
    invocation.output.answer(
      JSON(encoding: result), lines: ["\(result.app)\tkilled\t\(result.sessions)"])
    return .done
  }
}
