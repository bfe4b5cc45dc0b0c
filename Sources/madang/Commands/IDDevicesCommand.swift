import Wire

/// `madang id devices`: the devices that are this person.
enum IDDevicesCommand: Command {
  static let words = ["id", "devices"]
  static let group = CommandGroup.tools
  static let summary = LocalizedText(ko: "내 기기를 봅니다.", en: "Lists your devices.")
  static let examples = ["madang id devices --json"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let result = try invocation.link().call(IdentityDevicesMethod.self, .init())
    invocation.output.answer(
      JSON(encoding: result),
      lines: result.devices.map { device in
        let state =
          device.revoked.map { "revoked \($0.iso8601)" } ?? (device.current ? "this" : "")
        return "\(device.device)\t\(device.name ?? "")\t\(device.added.iso8601)\t\(state)"
      })
    return .done
  }
}
