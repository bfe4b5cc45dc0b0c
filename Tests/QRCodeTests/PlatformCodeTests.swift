import Testing

@testable import QRCode

@Suite struct PlatformCodeTests {
  static let noodleHouse = PlatformCode.ShortID("N00D1E")!

  /// Text → what it must parse to and print as, or the fault and its offset.
  static let table: [(text: String, expect: String)] = [
    ("MD:T/N00D1E/7/1ABCD2345", "ok"),
    ("MD:T/N00D1E/1ABCD2345", "ok"),
    ("MD:I/N00D1E/COLA-500/0ZZZZZZZZ", "ok"),
    ("MD:S/N00D1E/0123456789ABCDEF/Z00000000", "ok"),
    ("MD:T/N00D1E/0123456789ABCDEF/Z00000000", "ok"),
    ("MD:T/N00D1E/0123456789ABCDEF/Z000000000", "platform.length@38"),
    ("MD:T/N00D1E/0123456789ABCDEFG/Z00000000", "platform.length@38"),
    ("MD:S/N00D1E/7/1ABCD2345", "platform.opaqueId@12"),
    ("MD:P/N00D1E/1ABCD2345", "platform.opaqueId@12"),
    ("MD:G/N00D1E/0123456789ABCDEU/1ABCD2345", "platform.opaqueId@12"),
    ("MD:X/N00D1E/7/1ABCD2345", "platform.kind@3"),
    ("MD:TT/N00D1E/7/1ABCD2345", "platform.kind@3"),
    ("MD:/N00D1E/7/1ABCD2345", "platform.kind@3"),
    ("MD:T/N00D1/7/1ABCD2345", "platform.shortId@5"),
    ("MD:T/N00D1EE/7/1ABCD2345", "platform.shortId@5"),
    ("MD:T/NOODLE/7/1ABCD2345", "platform.shortId@5"),
    ("MD:T/N00D1E//1ABCD2345", "platform.place@12"),
    ("MD:T/N00D1E/7 /1ABCD2345", "platform.place@12"),
    ("MD:T/N00D1E/a/1ABCD2345", "platform.place@12"),
    ("MD:T/N00D1E/국/1ABCD2345", "platform.place@12"),
    ("MD:T/N00D1E/7/1ABCD234", "platform.check@14"),
    ("MD:T/N00D1E/7/1ABCD23456", "platform.check@14"),
    ("MD:T/N00D1E/7/UABCD2345", "platform.check@14"),
    ("MD:T/N00D1E/7/1ABCDL345", "platform.check@14"),
    ("MD:T/N00D1E/7/1ABCD2345/", "platform.shape@24"),
    ("MD:T/N00D1E", "platform.shape@11"),
    ("MD:", "platform.shape@3"),
  ]

  @Test(arguments: table)
  func parsesExactlyWhatItPrints(text: String, expect: String) throws {
    let parsed = Payload.parse(text)
    #expect(parsed.kind == .platform)
    if expect == "ok" {
      guard case .platform(let code) = parsed.content else {
        Issue.record("\(text): \(parsed.errors)")
        return
      }
      #expect(code.text == text)
      #expect(parsed["shortId"] == "N00D1E")
    } else {
      #expect(parsed.errors.map { "\($0.code.rawValue)@\($0.offset)" } == [expect])
      #expect(!parsed.valid)
    }
  }

  @Test func longestCodeIsThirtyEightCharacters() throws {
    let code = try PlatformCode(
      kind: .login, shortID: PlatformCode.ShortID(number: .max),
      place: PlatformCode.Place(opaque: [UInt8](repeating: 0xFF, count: 10)),
      check: PlatformCode.Check(keyVersion: 31, bits: .max))
    #expect(code.text == "MD:L/ZZZZZZ/ZZZZZZZZZZZZZZZZ/ZZZZZZZZZ")
    #expect(code.text.utf8.count == PlatformCode.maximumCharacters)
    #expect(try PlatformCode(parsing: code.text) == code)
  }

  /// Prefix confusion, issue numbers and moved boundaries all change the checked bytes.
  @Test func checkedContentsNeverShareBytes() {
    var seen: [[UInt8]: String] = [:]
    for kind in PlatformCode.Kind.allCases {
      for place in [nil, "1", "12", "2", "1-2", "T"] {
        for issue: UInt32 in [1, 2, 0x0100_0000] {
          let content = PlatformCode.CheckedContent(
            kind: kind, shortID: Self.noodleHouse,
            place: place.flatMap(PlatformCode.Place.init), issueNumber: issue)
          let name = "\(kind) \(place ?? "-") \(issue)"
          #expect(seen.updateValue(name, forKey: content.bytes) == nil, "\(name)")
        }
      }
    }
    let bytes = PlatformCode.CheckedContent(
      kind: .place, shortID: Self.noodleHouse, place: PlatformCode.Place("12"), issueNumber: 258
    ).bytes
    #expect(bytes == Array("madang.code.1\0TN00D1E\u{2}12\0\0\u{1}\u{2}".utf8))
  }

  @Test func base32KeepsTheBitsOfEveryLength() {
    #expect(Crockford32.text(bytes: [0xFF]) == "ZW")
    #expect(Crockford32.text(bytes: []) == "")
    #expect(Crockford32.text(bits: 0b00001_00010, characters: 4) == "0012")
    #expect(Crockford32.bits("0012".utf8) == 34)
    #expect(Crockford32.bits("ZZZZZZZZZZZZ".utf8) == 1 << 60 - 1)
    #expect(Crockford32.bits("ZZZZZZZZZZZZZ".utf8) == nil)
    for refused in "ILOUilou abcz!".utf8 { #expect(Crockford32.value(of: refused) == nil) }
  }
}
