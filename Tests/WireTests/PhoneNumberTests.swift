import Testing
import Wire

@Suite struct PhoneNumberTests {
  @Test(
    arguments: [
      ("010-1234-5678", "01012345678"), ("010 1234 5678", "01012345678"),
      ("+82 10-1234-5678", "01012345678"), ("+82 010-1234-5678", "01012345678"),
      ("011-123-4567", "0111234567"), ("+1 555 010 0199", "+15550100199"),
      ("02-123-4567", nil), ("010-1234-567", "0101234567"), ("010-123-456", nil),
      ("010-1234-56789", nil), ("+0123456789", nil), ("+1234567", nil), ("+12345678", "+12345678"),
      ("+123456789012345", "+123456789012345"), ("+1234567890123456", nil), ("", nil),
      ("010-1234-567a", nil), ("010-1234-567８", nil),
    ] as [(String, String?)])
  func reads(typed: String, expected: String?) {
    #expect(PhoneNumber(typed)?.text == expected)
  }

  @Test func aLogNeverShowsTheMiddle() throws {
    #expect("\(try #require(PhoneNumber("010-1234-5678")))" == "010-****-5678")
    #expect(try #require(PhoneNumber("+15550100199")).masked == "+15****0199")
  }

  @Test func anotherFormOnTheWireIsAnError() {
    #expect(throws: DecodingError.self) { try JSON.string("112").decode(PhoneNumber.self) }
  }
}
