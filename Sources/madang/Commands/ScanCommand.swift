import Glibc
import Wire

/// `madang scan`: the one way in.
enum ScanCommand: Command {
  /// Bytes that are read from standard input.
  static let inputByteLimit = 16 << 10

  static let words = ["scan"]
  static let group = CommandGroup.everyday
  static let summary = LocalizedText(
    ko: "코드를 스캔해 첫 화면을 엽니다.", en: "Scans a code and opens its first page.")
  static let synopsis = "TEXT|-"
  static let examples = [
    "madang scan MD:T/4K7ZQ2/3/1ABCDEFGH", "zbarimg -q --raw qr.png | madang scan -",
  ]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let payload = try payload(invocation)
    let engine = try invocation.engine()
    if Shell.isInteractive(invocation) {
      return try FullScreen.run(engine, invocation) { () throws(ShellFailure) in
        _ = try engine.open(code: payload)
      }
    }
    let role = try engine.open(code: payload)
    if let role, invocation.output.isJSON {
      invocation.output.json(["role": JSON(encoding: role)])
    } else {
      invocation.output.screen(engine.screen)
    }
    return .done
  }

  private static func payload(_ invocation: Invocation) throws(ShellFailure) -> String {
    let operand = try invocation.operand(0, "TEXT")
    guard operand == "-" else { return operand }
    guard let bytes = Files.read(descriptor: STDIN_FILENO, limit: inputByteLimit), !bytes.isEmpty
    else { throw .fault(ShellFault(.noInput, ["path": "-"])) }
    return String(String(decoding: bytes, as: UTF8.self).prefix { !$0.isNewline })
  }
}
