import Wire

/// `madang shop open`: a staff page.
enum ShopOpenCommand: Command {
  static let words = ["shop", "open"]
  static let group = CommandGroup.shop
  static let summary = LocalizedText(
    ko: "직원 화면을 엽니다.", en: "Opens a staff page, such as the kitchen's board.")
  static let synopsis = "APP FEATURE"
  static let examples = ["madang shop open kr.co.noodlehouse.table kitchen.board --as owner"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let app = AppID(try invocation.operand(0, "APP"))
    let feature = try invocation.operand(1, "FEATURE")
    let engine = try invocation.engine()
    if Shell.isInteractive(invocation) {
      return try FullScreen.run(engine, invocation) { () throws(ShellFailure) in
        try engine.openShop(app: app, feature: feature)
      }
    }
    try engine.openShop(app: app, feature: feature)
    invocation.output.screen(engine.screen)
    return .done
  }
}
