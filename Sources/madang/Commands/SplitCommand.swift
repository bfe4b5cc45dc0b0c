import Wire

/// `madang split`: the receipt action of that name.
enum SplitCommand: Command {
  static let words = ["split"]
  static let group = CommandGroup.money
  static let summary = LocalizedText(
    ko: "낸 청구서를 나눕니다.", en: "Splits a bill you have paid.")
  static let synopsis = "BILL"
  static let options = [
    CommandOption("--equal", ko: "똑같이", en: "everybody the same"),
    CommandOption("--by-item", ko: "먹은 대로", en: "by what each took"),
    CommandOption("--custom", value: "NAME=N,…", ko: "직접 정하기", en: "by amounts you name"),
  ]
  static let examples = [
    "madang split b_8s4k --equal", "madang split b_8s4k --custom 2=4000,3=3000",
  ]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let bill = BillID(try invocation.operand(0, "BILL"))
    let engine = try invocation.engine()
    try engine.open(receipt: bill, action: SplitSteps.action)
    if let way = try way(invocation) { try SplitSteps.run(way, engine) }
    invocation.output.screen(engine.screen)
    return .done
  }

  private static func way(_ invocation: Invocation) throws(ShellFailure) -> SplitSteps.Way? {
    if let custom = invocation.options["--custom"] {
      let shares = try CallCommand.arguments(custom.split(separator: ",").map(String.init)[...])
      return .custom(shares)
    }
    if invocation.options["--by-item"] != nil { return .byItem }
    return invocation.options["--equal"] != nil ? .equal : nil
  }
}
