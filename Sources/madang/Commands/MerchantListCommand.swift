import Wire

/// `madang merchant list`: the published apps.
enum MerchantListCommand: Command {
  static let words = ["merchant", "list"]
  static let group = CommandGroup.merchant
  static let summary = LocalizedText(ko: "올라온 앱을 봅니다.", en: "Lists the published apps.")
  static let examples = ["madang merchant list --json"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let result = try invocation.link().call(RegistryListMethod.self, .init())
    invocation.output.answer(
      JSON(encoding: result),
      lines: result.apps.map { app in
        [
          app.app.text, app.shortID, app.merchant.text, "\(app.version)",
          app.name.text(in: invocation.language), app.routes.joined(separator: ","),
        ].joined(separator: "\t")
      })
    return .done
  }
}
