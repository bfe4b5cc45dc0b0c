import Glibc
import QRCode
import Wire

/// `madang qr decode`: the codes of a picture.
enum QRDecodeCommand: Command {
  static let words = ["qr", "decode"]
  static let group = CommandGroup.tools
  static let summary = LocalizedText(
    ko: "그림에서 QR 코드를 찾아 읽습니다.", en: "Finds and reads the QR codes of a picture.")
  static let synopsis = "IMAGE|-"
  static let examples = [
    "madang qr decode photo.png", "madang qr encode HELLO --png - | madang qr decode -",
  ]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let codes = try codes(invocation)
    invocation.output.answer(
      ["codes": .array(codes.map(json))],
      lines: codes.map { code in
        "\(code.text.onOneLine)\t\(code.version.number)\t\(code.level.letter)"
      })
    if !codes.isEmpty { return .done }
    let sentence = Words.pick(
      invocation.language, ko: "그림에서 코드를 찾지 못했습니다.", en: "There is no code in the picture.")
    Files.write(Array((sentence + "\n").utf8), descriptor: STDERR_FILENO)
    return .noInput
  }

  private static func codes(_ invocation: Invocation) throws(ShellFailure) -> [QRReading] {
    let path = try invocation.operand(0, "IMAGE")
    try invocation.checkOperands(1)
    let bytes = try bytes(path, invocation)
    do {
      return try QRImageDecoder.decode(file: bytes)
    } catch {
      throw unreadable(path, error, invocation)
    }
  }

  /// The picture's file; one that is there and yet not read is longer than is looked at.
  private static func bytes(
    _ path: String, _ invocation: Invocation
  ) throws(ShellFailure) -> [UInt8] {
    let isInput = path == "-"
    let limit = ScanCommand.pictureByteLimit
    let bytes =
      isInput
      ? Files.read(descriptor: STDIN_FILENO, limit: limit) : Files.read(path, limit: limit)
    if let bytes, !bytes.isEmpty { return bytes }
    let isThere = isInput || !Files.isDirectory(path) && access(path, R_OK) == 0
    if bytes == nil && isThere { throw unreadable(path, .tooLarge, invocation) }
    throw .fault(ShellFault(.noInput, ["path": .string(path)]))
  }

  private static func unreadable(
    _ path: String, _ fault: ImageError, _ invocation: Invocation
  ) -> ShellFailure {
    invocation.badInput(
      ko: "\(path): \(fault.sentence.text(in: .korean))",
      en: "\(path): \(fault.sentence.text(in: .english))")
  }

  private static func json(_ code: QRReading) -> JSON {
    [
      "text": .string(code.text), "version": .integer(Int64(code.version.number)),
      "level": .string(code.level.letter),
    ]
  }
}
