import Glibc
import Wire

/// `madang id verify name`: has a provider say who this is.
enum IDVerifyNameCommand: Command {
  static let words = ["id", "verify", "name"]
  static let group = CommandGroup.tools
  static let summary = LocalizedText(
    ko: "인증 기관으로 실명을 확인합니다. 한 번이면 됩니다.",
    en: "Verifies the real name with a provider; once is enough.")
  static let synopsis = "[NAME=VALUE …] [--provider P]"
  static let options = [
    CommandOption(
      "--provider", value: "P", ko: "인증 기관(기본 sandbox-name)",
      en: "who is asked; sandbox-name where missing")
  ]
  static let examples = [
    "madang id verify name name=김민아 birth=1994-03-02",
    "madang id verify name --provider sandbox-social account=mina.kim passcode=-",
  ]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let link = try invocation.link()
    let begun = try link.call(
      IdentityStartMethod.self,
      .init(
        key: invocation.requestKey(),
        provider: invocation.options["--provider"] ?? "sandbox-name"))
    guard let verification = begun.verification else {
      invocation.output.answer(
        ["outcome": .string(IdentityOutcome.reused.rawValue), "provider": .string(begun.provider)],
        lines: ["\(IdentityOutcome.reused.rawValue)\t\(begun.provider)"])
      return .done
    }
    let result = try link.call(
      IdentityAskMethod.self,
      .init(
        key: invocation.freshKey(), verification: verification,
        answers: try answers(invocation, begun.asks)))
    invocation.output.answer(
      JSON(encoding: result),
      lines: ["\(result.outcome.rawValue)\t\(result.tier.rawValue)\t\(result.person)"])
    return .done
  }

  /// What is secret comes from standard input only: arguments can be read by others.
  private static let secrets: Set<String> = ["passcode"]
  /// Bytes of a secret.
  private static let secretByteLimit = 256

  private static func text(
    of name: String, _ given: String, _ invocation: Invocation
  ) throws(ShellFailure) -> String {
    guard secrets.contains(name) else { return given }
    guard given == "-", let bytes = Files.read(descriptor: STDIN_FILENO, limit: secretByteLimit)
    else {
      throw invocation.usage(
        ko: "\(name)=- 로 적고 표준 입력으로 주세요", en: "write \(name)=- and give it on standard input")
    }
    return String(String(decoding: bytes, as: UTF8.self).prefix { !$0.isNewline })
  }

  /// The answers to exactly what the provider asks.
  private static func answers(
    _ invocation: Invocation, _ asks: [String]
  ) throws(ShellFailure) -> [String: String] {
    let given = try CallCommand.arguments(invocation.operands[...])
    var answers: [String: String] = [:]
    for name in asks {
      guard let value = given[name] else {
        throw invocation.usage(ko: "\(name)=… 이(가) 필요합니다", en: "\(name)=… is missing")
      }
      answers[name] = try text(of: name, value.string ?? value.text, invocation)
    }
    return answers
  }
}
