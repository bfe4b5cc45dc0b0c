import Crypto
import Testing

/// Bytes as hex, their text, and whether the text must read back to them.
@Suite struct TextFormTests {
  @Test(arguments: [
    ("", ""), ("00", "00"), ("66", "cr"), ("666f", "csqg"), ("666f6f", "csqpy"),
    ("666f6f62", "csqpyrg"), ("666f6f6261", "csqpyrk1"), ("ffffffffff", "zzzzzzzz"),
  ])
  func base32(hex: String, text: String) throws {
    let bytes = try #require(Hex.decode(hex))
    #expect(Base32.encode(bytes) == text)
    #expect(Base32.encode(bytes, letterCase: .upper) == text.uppercased())
    #expect(Base32.decode(text) == bytes)
    #expect(Base32.decode(text.uppercased()) == bytes)
  }

  @Test func base32ReadsWhatPeopleMistake() {
    #expect(Base32.decode("OIl0") == Base32.decode("0110"))
  }

  @Test(arguments: ["u0", "0", "000", "zz", "0-", "é0", "0000000000000u"])
  func base32Refuses(text: String) {
    #expect(Base32.decode(text) == nil)
  }

  @Test(arguments: [
    ("", ""), ("66", "Zg"), ("666f", "Zm8"), ("666f6f", "Zm9v"), ("fbff", "-_8"),
  ])
  func base64URL(hex: String, text: String) throws {
    let bytes = try #require(Hex.decode(hex))
    #expect(Base64URL.encode(bytes) == text)
    #expect(Base64URL.decode(text) == bytes)
  }

  @Test(arguments: ["A", "Zh", "Zg==", "+/8", "Z g"])
  func base64URLRefuses(text: String) {
    #expect(Base64URL.decode(text) == nil)
  }

  @Test(arguments: ["0", "0g", "0x", " 00"])
  func hexRefuses(text: String) {
    #expect(Hex.decode(text) == nil)
  }

  @Test func everyFormReadsBackWhatItWrote() {
    var random = SeededRandom(seed: 7)
    for length in 0..<100 {
      let bytes = random.bytes(length)
      #expect(Hex.decode(Hex.encode(bytes)) == bytes)
      #expect(Base32.decode(Base32.encode(bytes)) == bytes)
      #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
    }
  }
}
