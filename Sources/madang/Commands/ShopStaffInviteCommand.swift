import QRCode
import Wire

/// `madang shop staff invite`: a code whose first scanner joins the staff.
enum ShopStaffInviteCommand: Command {
  static let words = ["shop", "staff", "invite"]
  static let group = CommandGroup.shop
  static let summary = LocalizedText(
    ko: "직원 초대 코드를 만듭니다.", en: "Makes a code whose first scanner joins the staff.")
  static let synopsis = "[MERCHANT] --role ROLE"
  static let options = [
    CommandOption(
      "--role", value: "ROLE", ko: "manager·cashier·kitchen·gate",
      en: "manager, cashier, kitchen or gate")
  ]
  static let examples = ["madang shop staff invite noodlehouse --role kitchen --as owner"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    guard let role = invocation.options["--role"].flatMap(Role.init) else {
      throw .fault(ShellFault(.usage, ["reason": "--role ROLE is missing"]))
    }
    let engine = try invocation.engine()
    let merchant = try ShopOrdersCommand.merchant(invocation, engine)
    let invitation = try engine.link.call(
      ShopInviteMethod.self,
      .init(key: invocation.requestKey(), merchant: merchant, role: role))
    invocation.output.answer(
      JSON(encoding: invitation),
      lines: CodePrinter.lines(invitation.payload, invocation.output)
        + [invitation.payload, invitation.expires.iso8601])
    return .done
  }
}
