import Wire

/// `madang shop refund`: gives back what a till took by a pay code.
enum ShopRefundCommand: Command {
  static let words = ["shop", "refund"]
  static let group = CommandGroup.shop
  static let summary = LocalizedText(
    ko: "계산대에서 받은 돈을 돌려줍니다.", en: "Gives back what a till took by a pay code.")
  static let synopsis = "TRANSFER --reason TEXT [--amount N]"
  static let options = [
    CommandOption("--reason", value: "TEXT", ko: "손님이 읽을 이유", en: "why; the customer reads it"),
    CommandOption("--amount", value: "N", ko: "금액(없으면 남은 전부)", en: "how much; all that remains"),
  ]
  static let examples = ["madang shop refund t_9 --reason returned --as cashier"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    guard let reason = invocation.options["--reason"] else {
      throw invocation.usage(ko: "--reason을 적으세요", en: "--reason is needed")
    }
    let done = try invocation.link().call(
      ShopRefundMethod.self,
      .init(
        key: invocation.requestKey(), transfer: TransferID(try invocation.operand(0, "TRANSFER")),
        amount: try invocation.number("--amount"), reason: reason))
    invocation.output.answer(
      JSON(encoding: done),
      lines: [
        [done.refund.text, done.amount.formatted, done.refunded.formatted, done.paid.formatted]
          .joined(separator: "\t")
      ])
    return .done
  }
}
