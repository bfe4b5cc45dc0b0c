import Glibc
import Wire

/// `madang wallet card link`: begins to link a card or account; on a terminal it asks for the code.
enum WalletCardLinkCommand: Command {
  static let words = ["wallet", "card", "link"]
  static let group = CommandGroup.money
  static let summary = LocalizedText(
    ko: "카드나 계좌를 연결합니다. 인증번호가 문자로 옵니다.",
    en: "Links a card or account; a code comes to its phone.")
  static let synopsis = "[NUMBER] --phone PHONE"
  static let options = [
    CommandOption(
      "--phone", value: "PHONE", ko: "은행에 등록된 휴대전화", en: "the phone on file at the bank"),
    CommandOption("--account", ko: "카드가 아니라 계좌", en: "a bank account instead of a card"),
  ]
  static let examples = [
    "madang wallet card link --phone 010-1234-5678 < number.txt",
    "madang wallet card link 9410123456780003 --phone 010-1234-5678",
    "madang wallet card link 11012345678000 --account --phone 010-1234-5678",
  ]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    guard let typed = invocation.options["--phone"] else {
      throw .fault(ShellFault(.usage, ["reason": "--phone is missing"]))
    }
    guard let phone = PhoneNumber(typed) else { throw .refused(Refusal(SMSError.numberInvalid)) }
    let link = try invocation.link()
    let number = try number(invocation)
    let sent = try link.call(
      FundingLinkMethod.self,
      .init(
        key: invocation.requestKey(),
        kind: invocation.options["--account"] == nil ? .card : .account, sourceNumber: number,
        phone: phone))
    let confirm = "madang wallet card confirm \(sent.challenge) CODE"
    invocation.output.answer(
      JSON(encoding: sent),
      lines: [
        Words.pick(
          invocation.language, ko: "\(sent.phone)(으)로 인증번호를 보냈습니다. 3분 안에: \(confirm)",
          en: "A code was sent to \(sent.phone). Within three minutes: \(confirm)")
      ])
    return .done
  }

  /// The number from the command line, or better from standard input.
  private static func number(_ invocation: Invocation) throws(ShellFailure) -> String {
    if let number = invocation.operands.first, number != "-" { return number }
    guard let line = StdioLines(descriptor: STDIN_FILENO).next() else {
      throw .fault(ShellFault(.usage, ["reason": "NUMBER is missing"]))
    }
    return String(decoding: line, as: UTF8.self)
  }
}
