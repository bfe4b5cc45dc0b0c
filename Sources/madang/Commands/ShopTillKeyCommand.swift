import Crypto
import Wire

/// `madang shop till key`: what an owner needs to register this device as a till.
enum ShopTillKeyCommand: Command {
  static let words = ["shop", "till", "key"]
  static let group = CommandGroup.shop
  static let summary = LocalizedText(
    ko: "이 단말기의 공개 키를 봅니다.", en: "Shows this till's public key, to be registered.")
  static let examples = ["madang shop till key --as till1"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    var random = SystemRandom()
    let key = try DeviceKey.load(
      invocation.global.person, in: invocation.home, random: &random)
    let text = Hex.encode(key.publicKey.bytes)
    invocation.output.answer(["device": .string(text)], lines: [text])
    return .done
  }
}
