import Glibc
import Wire

/// `madang id verify assertion`: gives the daemon what a provider signed elsewhere.
enum IDVerifyAssertionCommand: Command {
  /// Bytes of an assertion with its signature.
  static let fileByteLimit = 16_384

  static let words = ["id", "verify", "assertion"]
  static let group = CommandGroup.tools
  static let summary = LocalizedText(
    ko: "인증 기관이 서명한 확인서를 냅니다.", en: "Hands in what a provider has signed.")
  static let synopsis = "VERIFICATION FILE|- | --start PROVIDER"
  static let options = [
    CommandOption(
      "--start", value: "P", ko: "확인을 시작하고 번호를 받음",
      en: "begin with a provider; shows what to ask it")
  ]
  static let examples = [
    "madang id verify assertion --start my-bank --json",
    "madang id verify assertion v_8k2m signed.json",
  ]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let link = try invocation.link()
    if let provider = invocation.options["--start"] {
      let begun = try link.call(
        IdentityStartMethod.self, .init(key: invocation.requestKey(), provider: provider))
      invocation.output.answer(
        JSON(encoding: begun),
        lines: [
          [begun.verification?.text ?? "-", begun.provider, begun.nonce ?? "-"]
            .joined(separator: "\t")
        ])
      return .done
    }
    let verification = VerificationID(try invocation.operand(0, "VERIFICATION"))
    let signed = try read(try invocation.operand(1, "FILE"))
    guard let assertion = signed["assertion"]?.string, let signature = signed["signature"]?.string
    else {
      throw invocation.usage(
        ko: "파일에 assertion과 signature가 있어야 합니다",
        en: "the file needs the members assertion and signature")
    }
    let result = try link.call(
      IdentityConfirmMethod.self,
      .init(
        key: invocation.requestKey(), verification: verification, assertion: assertion,
        signature: signature))
    invocation.output.answer(
      JSON(encoding: result),
      lines: ["\(result.outcome.rawValue)\t\(result.tier.rawValue)\t\(result.person)"])
    return .done
  }

  private static func read(_ path: String) throws(ShellFailure) -> JSON {
    let bytes =
      path == "-"
      ? Files.read(descriptor: STDIN_FILENO, limit: fileByteLimit)
      : Files.read(path, limit: fileByteLimit)
    guard let bytes else { throw .fault(ShellFault(.noInput, ["path": .string(path)])) }
    do {
      return try JSON.parse(bytes)
    } catch {
      throw .fault(ShellFault(.badInput, ["reason": .string("\(path) is no JSON object")]))
    }
  }
}
