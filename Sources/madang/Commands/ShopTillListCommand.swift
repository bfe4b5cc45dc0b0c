import Wire

/// `madang shop till list`: the tills and gates of a shop.
enum ShopTillListCommand: Command {
  static let words = ["shop", "till", "list"]
  static let group = CommandGroup.shop
  static let summary = LocalizedText(
    ko: "등록된 단말기를 봅니다.", en: "Lists the tills and gates of your shop.")
  static let synopsis = "[MERCHANT]"
  static let examples = ["madang shop till list --as owner"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let engine = try invocation.engine()
    let merchant = try ShopOrdersCommand.merchant(invocation, engine)
    let tills = try engine.link.call(ShopTillsMethod.self, .init(merchant: merchant)).tills
    invocation.output.answer(
      ["tills": .array(tills.map { JSON(encoding: $0) })], lines: tills.map(line))
    return .done
  }

  /// A till as one line: name, role, id, and since when it is refused.
  static func line(_ till: TillView) -> String {
    var cells = [till.till.text, till.merchant.text, till.role.rawValue, till.name]
    cells.append(till.removed?.iso8601 ?? "-")
    return cells.joined(separator: "\t")
  }
}
