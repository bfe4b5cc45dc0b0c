import Wire

/// `madang follow`: hears the posts of a shop, or no more; without a shop, those that are followed.
enum FollowCommand: Command {
  static let words = ["follow"]
  static let group = CommandGroup.everyday
  static let summary = LocalizedText(
    ko: "가게 소식을 받거나 그만 받습니다.", en: "Follows a shop's posts, or stops.")
  static let synopsis = "[MERCHANT] [--off]"
  static let options = [CommandOption("--off", ko: "그만 받기", en: "stop following")]
  static let examples = ["madang follow noodlehouse"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let link = try invocation.link()
    guard let merchant = invocation.operands.first else {
      let result = try link.call(FollowListMethod.self, .init())
      invocation.output.answer(
        JSON(encoding: result),
        lines: result.merchants.map { "\($0.merchant)\t\($0.since.iso8601)" })
      return .done
    }
    let result = try link.call(
      FollowSetMethod.self,
      .init(
        key: invocation.requestKey(), merchant: MerchantID(merchant),
        isFollowing: invocation.options["--off"] == nil))
    invocation.output.answer(
      JSON(encoding: result),
      lines: ["\(result.merchant)\t\(result.isFollowing ? "following" : "not following")"])
    return .done
  }
}
