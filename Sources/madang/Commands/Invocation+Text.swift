import Glibc
import Wire

extension Invocation {
  /// Bytes of a text that is read from standard input: far more than any symbol carries, so that
  /// a text that is too long is said to be so by whoever judges it.
  static let textByteLimit = 1 << 20

  /// The text of an operand; `-` reads `input`, where one line end after the text is no part of it.
  func text(_ index: Int, input: Int32 = STDIN_FILENO) throws(ShellFailure) -> String {
    let operand = try operand(index, "TEXT")
    try checkOperands(1)
    guard operand == "-" else { return operand }
    guard var bytes = Files.read(descriptor: input, limit: Self.textByteLimit) else {
      throw badInput(
        ko: "표준 입력이 \(Self.textByteLimit)바이트보다 깁니다",
        en: "standard input is longer than \(Self.textByteLimit) bytes")
    }
    if bytes.last == 0x0A { bytes.removeLast() }
    if bytes.last == 0x0D { bytes.removeLast() }
    // Repaired text would have other offsets, and would be another text.
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw badInput(ko: "표준 입력이 UTF-8이 아닙니다", en: "standard input is not UTF-8")
    }
    return text
  }

  /// Refuses operands that nobody reads: a text with blanks that lost its quotes.
  func checkOperands(_ limit: Int) throws(ShellFailure) {
    guard operands.count > limit else { return }
    throw usage(
      ko: "쓰지 않는 인자입니다: \(operands[limit])", en: "nothing takes \(operands[limit])")
  }

  /// A failure of what was given to read.
  func badInput(ko korean: String, en english: String) -> ShellFailure {
    let reason = Words.pick(language, ko: korean, en: english)
    return .fault(ShellFault(.badInput, ["reason": .string(reason)]))
  }

  /// A failure of the command line.
  func usage(ko korean: String, en english: String) -> ShellFailure {
    let reason = Words.pick(language, ko: korean, en: english)
    return .fault(ShellFault(.usage, ["reason": .string(reason)]))
  }
}
