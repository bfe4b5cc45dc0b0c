import Testing

@testable import QRCode

@Suite struct TextGuardTests {
  /// What is refused, scalar by scalar; the ranges are those of Unicode's code charts.
  private static func fault(_ value: UInt32) -> PayloadFault? {
    switch value {
    case 0x00...0x1F, 0x7F...0x9F, 0x2028, 0x2029, 0xFFF9...0xFFFB: .textControl
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: .textBidi
    default: nil
    }
  }

  /// The first look is at bytes: it may let nothing pass that is refused.
  @Test func everyCharacterIsJudgedByItself() {
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let found = TextGuard.firstRefused(in: "ab\(scalar)c")
      let expected = Self.fault(value).map { ParsedPayload.Finding($0, 2) }
      guard found != expected else { continue }
      Issue.record("U+\(String(value, radix: 16)): \(String(describing: found))")
    }
  }

  @Test func theFirstOneIsNamedByItsByte() {
    #expect(TextGuard.firstRefused(in: "국\u{2028}\u{7}") == .init(.textControl, 3))
    #expect(TextGuard.firstRefused(in: "…é—\u{202E}") == .init(.textBidi, 8))
    #expect(TextGuard.firstRefused(in: "…é—국수") == nil)
    #expect(TextGuard.firstRefused(in: "") == nil)
  }
}
