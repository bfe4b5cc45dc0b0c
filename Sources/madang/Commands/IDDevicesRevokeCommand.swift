import Wire

/// `madang id devices revoke`: a lost device gets in no more.
enum IDDevicesRevokeCommand: Command {
  static let words = ["id", "devices", "revoke"]
  static let group = CommandGroup.tools
  static let summary = LocalizedText(
    ko: "잃어버린 기기를 바로 막습니다.", en: "Shuts a lost device out at once.")
  static let synopsis = "DEVICE"
  static let examples = ["madang id devices revoke dev_7k2m9q"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let device = DeviceID(try invocation.operand(0, "DEVICE"))
    let result = try invocation.link().call(
      IdentityRevokeMethod.self, .init(key: invocation.requestKey(), device: device))
    invocation.output.answer(
      JSON(encoding: result), lines: ["\(result.device)\t\(result.revoked.iso8601)"])
    return .done
  }
}
