import Wire

/// `madang shop till add`: registers a till or a gate that belongs to the shop and to no person.
enum ShopTillAddCommand: Command {
  static let words = ["shop", "till", "add"]
  static let group = CommandGroup.shop
  static let summary = LocalizedText(
    ko: "계산대나 개찰구 단말기를 등록합니다.", en: "Registers a till or a gate by its public key.")
  static let synopsis = "KEY [MERCHANT] --role cashier|gate --name NAME"
  static let options = [
    CommandOption("--role", value: "ROLE", ko: "cashier나 gate", en: "cashier or gate"),
    CommandOption("--name", value: "NAME", ko: "단말기 이름", en: "what it is called"),
  ]
  static let examples = [
    "madang shop till add 9f86…0a08 noodlehouse --role cashier --name 'Till 1' --as owner"
  ]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let key = try invocation.operand(0, "KEY")
    guard let role = invocation.options["--role"].flatMap(Role.init),
      let name = invocation.options["--name"]
    else {
      throw invocation.usage(
        ko: "--role과 --name을 적으세요", en: "--role and --name are needed")
    }
    let engine = try invocation.engine()
    var named = invocation
    named.operands = Array(invocation.operands.dropFirst())
    let merchant = try ShopOrdersCommand.merchant(named, engine)
    let till = try engine.link.call(
      ShopAddTillMethod.self,
      .init(
        key: invocation.requestKey(), merchant: merchant, role: role, name: name, device: key))
    invocation.output.answer(JSON(encoding: till), lines: [ShopTillListCommand.line(till)])
    return .done
  }
}
