/// Refuses characters that make a text look like something it is not.
enum TextGuard {
  /// The first control or bidi character and its UTF-8 offset.
  static func firstRefused(in text: String) -> ParsedPayload.Finding? {
    let bytes = text.utf8Span.span
    // The refused characters are controls, DEL, or begin with one of the first bytes of their
    // blocks; a text without such bytes is decoded by nobody.
    var suspects: UInt8 = 0
    for index in bytes.indices { suspects |= isRefusedFirst(bytes[index]) }
    if suspects == 0 { return nil }
    var offset = 0
    for scalar in text.unicodeScalars {
      if let fault = fault(of: scalar) { return ParsedPayload.Finding(fault, offset) }
      offset += UTF8.width(scalar)
    }
    return nil
  }

  /// 1 where a byte is a refused character or the first byte of one, without a branch: C2 leads to
  /// U+0080…00BF, D8 to U+0600…063F, E2 to U+2000…2FFF and EF to U+F000…FFFF.
  @inline(__always)
  private static func isRefusedFirst(_ byte: UInt8) -> UInt8 {
    (byte < 0x20 ? 1 : 0) | (byte == 0x7F ? 1 : 0) | (byte == 0xC2 ? 1 : 0)
      | (byte == 0xD8 ? 1 : 0) | (byte == 0xE2 ? 1 : 0) | (byte == 0xEF ? 1 : 0)
  }

  private static func fault(of scalar: Unicode.Scalar) -> PayloadFault? {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F, 0x2028, 0x2029, 0xFFF9...0xFFFB: .textControl
    // Marks, embeddings, overrides and isolates of Unicode's bidirectional algorithm (UAX 9).
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: .textBidi
    default: nil
    }
  }
}
