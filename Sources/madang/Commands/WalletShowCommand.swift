import Wire

/// `madang wallet show`: what the wallet holds.
enum WalletShowCommand: Command {
  static let words = ["wallet", "show"]
  static let group = CommandGroup.money
  static let summary = LocalizedText(ko: "지갑을 봅니다.", en: "Shows what the wallet holds.")
  static let examples = ["madang wallet show --json=available"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let engine = try invocation.engine()
    if invocation.output.isJSON {
      let balance = try engine.link.call(WalletBalanceMethod.self, .init())
      invocation.output.json(JSON(encoding: balance))
    } else {
      engine.push(.wallet(try engine.wallet()))
      invocation.output.screen(engine.screen)
    }
    return .done
  }
}
