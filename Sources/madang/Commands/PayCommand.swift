import Wire

/// `madang pay`: pays a bill with the amount the person saw.
enum PayCommand: Command {
  static let words = ["pay"]
  static let group = CommandGroup.money
  static let summary = LocalizedText(
    ko: "청구서를 냅니다. 본 금액을 함께 적습니다.", en: "Pays a bill; the amount you saw must be named.")
  static let synopsis = "BILL --amount N"
  static let options = [
    CommandOption("--amount", value: "N", ko: "본 금액(최소 단위)", en: "what you saw, in minor units"),
    PINInput.option,
  ]
  static let examples = [
    "madang pay b_8s4k --amount 7000",
    "madang pay b_8s4k --amount 70000 --pin-file ~/pin",
    "madang pay b_8s4k --amount 7000 --key 0123456789abcdef   # ask again, never pay twice",
  ]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let bill = BillID(try invocation.operand(0, "BILL"))
    let engine = try invocation.engine()
    guard let amount = try invocation.number("--amount") else {
      if Shell.isInteractive(invocation) {
        return try FullScreen.run(engine, invocation) { () throws(ShellFailure) in
          try engine.open(bill: bill)
        }
      }
      try engine.open(bill: bill)
      var screen = engine.screen
      if invocation.output.mode == .accessible {
        screen.sealWord = try engine.link.call(PinShowMethod.self, .init()).sealWord
      }
      invocation.output.screen(screen)
      throw .fault(ShellFault(.usage, ["reason": "--amount is missing; nothing was paid"]))
    }
    let paid = try engine.link.call(
      BillPayMethod.self,
      .init(
        key: invocation.requestKey(), bill: bill, amount: amount, pin: try PINInput.pin(invocation))
    )
    let receipt = Receipt(bill: paid.bill, balance: paid.balance, head: paid.head)
    engine.push(.receipt(receipt))
    if invocation.output.isJSON {
      invocation.output.json(JSON(encoding: paid))
    } else {
      invocation.output.screen(engine.screen)
    }
    return .done
  }
}
