import Wire

/// `madang shop till remove`: a till that was lost does nothing any more.
enum ShopTillRemoveCommand: Command {
  static let words = ["shop", "till", "remove"]
  static let group = CommandGroup.shop
  static let summary = LocalizedText(
    ko: "단말기 등록을 끝냅니다.", en: "Refuses a till from now on; its connections end.")
  static let synopsis = "TILL"
  static let examples = ["madang shop till remove till_5x2m --as owner"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let till = try invocation.link().call(
      ShopRemoveTillMethod.self,
      .init(key: invocation.requestKey(), till: TillID(try invocation.operand(0, "TILL"))))
    invocation.output.answer(JSON(encoding: till), lines: [ShopTillListCommand.line(till)])
    return .done
  }
}
