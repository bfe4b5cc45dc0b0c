import Wire

/// `madang wallet mandate show`: what an app asks for; at a terminal it can be answered.
enum WalletMandateShowCommand: Command {
  static let words = ["wallet", "mandate", "show"]
  static let group = CommandGroup.money
  static let summary = LocalizedText(
    ko: "자동 결제의 내용을 보고, 터미널에서 허락하거나 거절합니다.",
    en: "Shows a mandate; at a terminal you may allow it or not.")
  static let synopsis = "MANDATE"
  static let examples = ["madang wallet mandate show md_7k2p"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let id = MandateID(try invocation.operand(0, "MANDATE"))
    let engine = try invocation.engine()
    let mandate = try engine.link.call(MandateShowMethod.self, .init(mandate: id))
    if mandate.status == .proposed, Shell.isInteractive(invocation) {
      return try FullScreen.run(engine, invocation) { () throws(ShellFailure) in
        engine.show(mandate)
      }
    }
    engine.show(mandate)
    if invocation.output.isJSON {
      invocation.output.json(JSON(encoding: mandate))
    } else {
      invocation.output.screen(engine.screen)
    }
    return .done
  }
}
