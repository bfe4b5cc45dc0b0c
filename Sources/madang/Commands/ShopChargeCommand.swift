import Wire

/// `madang shop charge`: a till takes money by a pay code.
enum ShopChargeCommand: Command {
  static let words = ["shop", "charge"]
  static let group = CommandGroup.shop
  static let summary = LocalizedText(
    ko: "손님의 결제 코드로 돈을 받습니다.", en: "Takes an amount by the code a customer shows.")
  static let synopsis = "CODE AMOUNT [MERCHANT]"
  static let options = [
    CommandOption(
      "--wait", ko: "손님이 확인할 때까지 기다림", en: "wait until the customer has confirmed"),
    CommandOption("--till", ko: "가게에 등록된 단말기로", en: "as a till that is registered"),
  ]
  static let examples = [
    "madang shop charge 401928374650192837 7000 --as cashier",
    "madang shop charge 401928374650192837 7000 noodlehouse --till --as till1",
  ]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let digits = try invocation.operand(0, "CODE").filter { !$0.isWhitespace }
    guard let amount = Int64(try invocation.operand(1, "AMOUNT").filter { $0 != "," }) else {
      throw invocation.usage(ko: "AMOUNT는 정수여야 합니다", en: "AMOUNT needs a whole number")
    }
    let (link, merchant) = try payee(invocation)
    var code = try link.call(
      ShopChargeMethod.self,
      .init(key: invocation.requestKey(), merchant: merchant, code: digits, amount: amount))
    while invocation.options["--wait"] != nil, code.status.isWaiting {
      code = try link.call(QRWaitMethod.self, .init(code: code.code, rev: code.rev))
    }
    CodeLines.show(code, invocation)
    switch code.status {
    case .cancelled: return .declined
    case .expired: return .expired
    default: return .done
    }
  }

  /// Who asks and for whom: a till names its merchant, a person may leave that to their role.
  private static func payee(
    _ invocation: Invocation
  ) throws(ShellFailure) -> (DaemonLink, MerchantID) {
    if invocation.options["--till"] != nil {
      return (try invocation.tillLink(), MerchantID(try invocation.operand(2, "MERCHANT")))
    }
    let engine = try invocation.engine()
    var named = invocation
    named.operands = Array(invocation.operands.dropFirst(2))
    return (engine.link, try ShopOrdersCommand.merchant(named, engine))
  }
}
