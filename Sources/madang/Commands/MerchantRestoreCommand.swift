import Wire

/// `madang merchant restore`: switches an app on again.
enum MerchantRestoreCommand: Command {
  static let words = ["merchant", "restore"]
  static let group = CommandGroup.merchant
  static let summary = LocalizedText(
    ko: "꺼 둔 앱을 다시 켭니다.", en: "Switches an app on again.")
  static let synopsis = "APP"
  static let examples = ["madang merchant restore kr.co.noodlehouse.table"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let app = AppID(try invocation.operand(0, "APP"))
    let result = try invocation.link().call(
      RegistryRestoreMethod.self, .init(key: invocation.requestKey(), app: app))
    invocation.output.answer(JSON(encoding: result), lines: ["\(result.app)\trestored"])
    return .done
  }
}
