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
      "--wait", ko: "손님이 확인할 때까지 기다림", en: "wait until the customer has confirmed")
  ]
  static let examples = [
    "madang shop charge 401928374650192837 7000 --as cashier"
  ]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let engine = try invocation.engine()
    let digits = try invocation.operand(0, "CODE").filter { !$0.isWhitespace }
    guard let amount = Int64(try invocation.operand(1, "AMOUNT").filter { $0 != "," }) else {
      throw invocation.usage(ko: "AMOUNT는 정수여야 합니다", en: "AMOUNT needs a whole number")
    }
    var named = invocation
    named.operands = Array(invocation.operands.dropFirst(2))
    let merchant = try ShopOrdersCommand.merchant(named, engine)
    var code = try engine.link.call(
      ShopChargeMethod.self,
      .init(key: invocation.requestKey(), merchant: merchant, code: digits, amount: amount))
    while invocation.options["--wait"] != nil, code.status.isWaiting {
      code = try engine.link.call(QRWaitMethod.self, .init(code: code.code, rev: code.rev))
    }
    CodeLines.show(code, invocation)
    switch code.status {
    case .cancelled: return .declined
    case .expired: return .expired
    default: return .done
    }
  }
}
