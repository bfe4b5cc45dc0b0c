import Wire

/// Prints codes and what becomes of them.
enum CodeLines {
  /// A code in the form that is asked for.
  static func show(_ code: CodeView, _ invocation: Invocation) {
    invocation.output.answer(JSON(encoding: code), lines: lines(code, invocation))
  }

  private static func lines(_ code: CodeView, _ invocation: Invocation) -> [String] {
    let symbol = code.payload.map { CodePrinter.lines($0, invocation.output) } ?? []
    let text = code.payload.map { [code.purpose == .pay ? grouped($0) : $0] } ?? []
    let amount = code.amount?.formatted
    let payee = code.payee?.text(in: invocation.language)
    let facts = [
      code.code.text, code.purpose.rawValue, code.status.rawValue, payee, amount,
      code.transfer?.text, code.device, code.expires.iso8601,
    ]
    return symbol + text + [facts.compactMap { $0?.onOneLine }.joined(separator: "\t")]
  }

  /// Digits as a person reads them out: `401 928 374 …`.
  private static func grouped(_ digits: String) -> String {
    stride(from: 0, to: digits.count, by: 3).map { start in
      String(digits.dropFirst(start).prefix(3))
    }.joined(separator: " ")
  }
}
