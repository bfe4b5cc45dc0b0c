/// Refuses characters that make a text look like something it is not.
enum TextGuard {
  /// The first control or bidi character and its UTF-8 offset.
  static func firstRefused(in text: String) -> ParsedPayload.Finding? {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return nil }
    var offset = 0
    for scalar in text.unicodeScalars {
      if let fault = fault(of: scalar) { return ParsedPayload.Finding(fault, offset) }
      offset += UTF8.width(scalar)
    }
    return nil
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
