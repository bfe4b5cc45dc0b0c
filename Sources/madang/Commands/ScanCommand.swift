import Glibc
import QRCode
import Wire

/// `madang scan`: the one way in.
enum ScanCommand: Command {
  /// Bytes that are read from standard input.
  static let inputByteLimit = 16 << 10
  /// Bytes of a picture that is read.
  static let pictureByteLimit = 32 << 20
  /// What the names of pictures end with.
  static let pictureEndings = [".png", ".pgm", ".ppm"]

  static let words = ["scan"]
  static let group = CommandGroup.everyday
  static let summary = LocalizedText(
    ko: "코드를 스캔해 첫 화면을 엽니다.", en: "Scans a code and opens its first page.")
  static let synopsis = "TEXT|IMAGE|-"
  static let examples = [
    "madang scan MD:T/4K7ZQ2/3/1ABCDEFGH", "madang scan codes/table-3.png",
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
    if case .code(let request) = engine.place {
      let code = request.code
      CodeLines.show(code, invocation)
    } else if let role, invocation.output.isJSON {
      invocation.output.json(["role": JSON(encoding: role)])
    } else {
      invocation.output.screen(engine.screen)
    }
    return .done
  }

  /// The one code of a picture; nil where the operand names no picture.
  private static func picture(_ path: String) throws(ShellFailure) -> String? {
    guard pictureEndings.contains(where: path.hasSuffix), Files.exists(path) else { return nil }
    guard let bytes = Files.read(path, limit: pictureByteLimit) else {
      throw .fault(ShellFault(.noInput, ["path": .string(path)]))
    }
    let readings: [QRReading]
    do {
      readings = try QRImageDecoder.decode(file: bytes)
    } catch {
      throw .fault(ShellFault(.badInput, ["reason": .string("\(path): \(error.rawValue)")]))
    }
    guard readings.count == 1 else {
      let reason = "\(path) shows \(readings.count) codes, not one"
      throw .fault(ShellFault(.badInput, ["reason": .string(reason)]))
    }
    return readings[0].text
  }

  private static func payload(_ invocation: Invocation) throws(ShellFailure) -> String {
    let operand = try invocation.operand(0, "TEXT")
    guard operand == "-" else { return try picture(operand) ?? operand }
    guard let bytes = Files.read(descriptor: STDIN_FILENO, limit: inputByteLimit), !bytes.isEmpty
    else { throw .fault(ShellFault(.noInput, ["path": "-"])) }
    return String(String(decoding: bytes, as: UTF8.self).prefix { !$0.isNewline })
  }
}
