extension EMVMerchantCode {
  /// A code that would not be written, with everything that is wrong in it.
  package struct WriteError: Error, Hashable, Sendable {
    /// The faults, in the order of the text.
    package let findings: [ParsedPayload.Finding]
  }

  /// The text of a code: the objects as given, the checksum added.
  ///
  /// Written strictly: whatever reading would merely warn about is refused here.
  package static func text(_ elements: [EMVElement]) throws(WriteError) -> String {
    for element in elements where element.value.unicodeScalars.count > 99 {
      throw WriteError(findings: [ParsedPayload.Finding(.emvTooLong, element.offset)])
    }
    let body = elements.map(\.text).joined() + "6304"
    let text = body + CRC16.checksum(Array(body.utf8)[...]).hexadecimal
    if let refused = TextGuard.firstRefused(in: text) { throw WriteError(findings: [refused]) }
    let result = parse(Array(text.utf8))
    let findings = result.errors + result.warnings
    if !findings.isEmpty { throw WriteError(findings: findings) }
    return text
  }
}

extension UInt16 {
  /// Four upper-case digits.
  fileprivate var hexadecimal: String {
    let digits = String(self, radix: 16, uppercase: true)
    return String(repeating: "0", count: 4 - digits.utf8.count) + digits
  }
}
