import Testing
import Wire

@Suite struct JSONTests {
  /// Text → the compact text it reads as, or the kind and offset of what is wrong with it.
  private func check(_ text: String, _ expected: String) {
    #expect(outcome(Array(text.utf8)) == expected, "\(text.prefix(60))")
  }

  private func outcome(_ bytes: [UInt8]) -> String {
    do {
      let json = try JSON.parse(bytes)
      #expect(json.byteCount == json.bytes.count)
      return json.text
    } catch {
      return "\(error.kind.rawValue) \(error.offset)"
    }
  }

  @Test func readsWhatRFC8259Allows() {
    check(" null ", "null")
    check("[true,false,null]", "[true,false,null]")
    check("{\"a\" : 1 , \"b\":[ ]}", "{\"a\":1,\"b\":[]}")
    check("-0", "0")
    check("9223372036854775807", "9223372036854775807")
    check("-9223372036854775808", "-9223372036854775808")
    check("9223372036854775808", "9.223372036854776e+18")
    check("1.5e3", "1500.0")
    check("\"\\u00e9\\ud83c\\udf5c\\n\\/\"", "\"é🍜\\n/\"")
    check("\"국수\"", "\"국수\"")
    check("\"\\u0000\\u007f\"", "\"\\u0000\\u007f\"")
  }

  @Test func refusesEverythingElse() {
    check("", "empty 0")
    check("  ", "empty 2")
    check("nul", "syntax 3")
    check("[1,]", "syntax 3")
    check("{\"a\":1,}", "syntax 7")
    check("{\"a\":1,\"a\":2}", "duplicateKey 7")
    check("{a:1}", "syntax 1")
    check("01", "syntax 1")
    check("-", "syntax 1")
    check("1.", "syntax 2")
    check("1e", "syntax 2")
    check("+1", "syntax 0")
    check("1e999", "number 0")
    check("\"a", "syntax 2")
    check("\"\t\"", "syntax 1")
    check("\"\\x\"", "syntax 2")
    check("\"\\ud800\"", "encoding 7")
    check("\"\\udc00\"", "encoding 7")
    check("1 2", "trailingBytes 2")
    check("{} x", "trailingBytes 3")
    check("NaN", "syntax 0")
  }

  @Test func refusesBytesThatAreNoText() {
    #expect(outcome([0x22, 0xFF, 0x22]) == "encoding 1")
    #expect(outcome([0x22, 0xC0, 0x80, 0x22]) == "encoding 1")
    #expect(outcome([0x22, 0xED, 0xA0, 0x80, 0x22]) == "encoding 1")
    #expect(outcome([0xEF, 0xBB, 0xBF, 0x31]) == "syntax 0")
    #expect(outcome([0x22, 0x00, 0x22]) == "syntax 1")
  }

  @Test func nestsToItsLimitAndNoDeeper() {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    check(nested(JSON.depthLimit), nested(JSON.depthLimit))
    check(nested(JSON.depthLimit + 1), "depth \(JSON.depthLimit + 1)")
    check(nested(1_000_000), "depth \(JSON.depthLimit + 1)")
  }

  @Test func findsARepeatedKeyAmongManyQuickly() {
    let members = (0..<50_000).map { "\"k\($0)\":0" }.joined(separator: ",")
    #expect(outcome(Array("{\(members),\"k0\":1}".utf8)).hasPrefix("duplicateKey"))
  }

  @Test func canonicalFormIsOneForEqualValues() throws {
    let one = try JSON.parse("{\"b\":1.0,\"a\":{\"d\":[2,1],\"c\":null}}").canonical
    #expect(one.text == "{\"a\":{\"c\":null,\"d\":[2,1]},\"b\":1}")
    #expect(one.canonical == one)
  }

  private struct Everything: Codable, Equatable {
    var text: String
    var maybe: Int?
    var list: [Int8]
    var byName: [String: Double]
    var free: JSON
  }

  @Test func bridgesToCodableBothWays() throws {
    let value = Everything(
      text: "국수", maybe: nil, list: [1, -128], byName: ["a": 0.5], free: ["x": [nil, true]])
    let json = JSON(encoding: value)
    #expect(json["maybe"] == nil)
    #expect(try json.decode(Everything.self) == value)
  }

  @Test(arguments: [
    ("{\"text\":1}", "/text expected String, found integer"),
    ("{\"text\":\"a\",\"list\":[1,300]}", "/list/1 expected Int8, found integer"),
    ("{\"text\":\"a\",\"list\":[]}", "/byName missing"),
    ("[]", " expected Dictionary<String, JSON>, found array"),
  ]) func namesTheMemberThatDoesNotFit(text: String, expected: String) throws {
    do {
      _ = try JSON.parse(text).decode(Everything.self)
      Issue.record("decoded \(text)")
    } catch let error as DecodingError {
      let (pointer, reason) = error.pointerAndReason
      #expect("\(pointer) \(reason)" == expected)
    }
  }
}
