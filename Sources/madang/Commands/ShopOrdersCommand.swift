import Wire

/// `madang shop orders`: the host's own list of a merchant's bills, program or not.
enum ShopOrdersCommand: Command {
  static let words = ["shop", "orders"]
  static let group = CommandGroup.shop
  static let summary = LocalizedText(
    ko: "가게의 청구서를 봅니다.", en: "Shows the bills of your shop, program or not.")
  static let synopsis = "[MERCHANT]"
  static let examples = ["madang shop orders noodlehouse --as owner"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let engine = try invocation.engine()
    let merchant = try merchant(invocation, engine)
    let bills = try engine.link.call(ShopBillsMethod.self, .init(merchant: merchant)).bills
    engine.push(.orders(bills))
    if invocation.output.isJSON {
      invocation.output.json(["bills": .array(bills.map { JSON(encoding: $0) })])
    } else {
      invocation.output.screen(engine.screen)
    }
    return .done
  }

  /// The merchant that is named, or the one the person works for.
  static func merchant(_ invocation: Invocation, _ engine: Engine) throws(ShellFailure)
    -> MerchantID
  {
    if let named = invocation.operands.first { return MerchantID(named) }
    let roles = try engine.link.call(IdentityShowMethod.self, .init()).roles
    guard let first = roles.first else { throw .refused(Refusal(AuthError.role)) }
    return first.merchant
  }
}
