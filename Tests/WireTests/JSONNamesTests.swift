import Testing

@testable import Wire

/// Names of members: whole words of eight bytes, what is left of them, and letters composed in two
/// ways must all be told apart alike.
@Suite struct JSONNamesTests {
  /// Every length to beyond two words, at every distance from the end of the message.
  @Test(arguments: 0...20)
  func aRepeatedNameIsFoundAtEveryPlace(length: Int) throws {
    let name = String("abcdefghijklmnopqrstuvwxyz".prefix(length))
    let other = String(name.dropLast()) + "Z"
    for blanks in 0...9 {
      let end = String(repeating: " ", count: blanks)
      let twice = "{\"\(name)\":1,\"\(other)\":2,\"\(name)\":3}\(end)"
      #expect(
        throws: JSONError(kind: .duplicateKey, offset: 11 + length + other.utf8.count)
      ) {
        try JSON.parse(twice)
      }
      let once = "{\"\(name)\":1,\"\(other)\":2}\(end)"
      #expect(try JSON.parse(once).object?.members.count == 2, "\(once)")
    }
  }

  /// Swift compares texts by what a person reads, and so are names here.
  @Test(arguments: [
    ("é", "e\u{301}"), ("K", "\u{212A}"), ("한", "\u{1112}\u{1161}\u{11AB}"), ("a", "\\u0061"),
  ])
  func aNameWrittenOtherwiseIsTheSame(one: String, other: String) throws {
    for (first, second) in [(one, other), (other, one)] {
      let found = Result { () throws(JSONError) in
        try JSON.parse("{\"x\":0,\"\(first)\":1,\"\(second)\":2}")
      }
      guard case .failure(let error) = found else {
        Issue.record("\(first) and \(second) were taken for two")
        continue
      }
      #expect(error.kind == .duplicateKey)
    }
  }

  @Test func aNameIsFoundHoweverItIsComposed() throws {
    let object = try #require(try JSON.parse("{\"한\":1,\"e\u{301}\":2,\"ab\":3}").object)
    #expect(object["\u{1112}\u{1161}\u{11AB}"] == 1)
    #expect(object["é"] == 2)
    #expect(object.contains("ab") && !object.contains("ba") && !object.contains("abc"))
  }

  @Test func membersAreAddedInOrder() {
    var object = JSONObject(capacity: 1)
    object.add("a", 1)
    object.add("b", nil)
    object.add("c", .null)
    #expect(JSON.object(object).text == "{\"a\":1,\"c\":null}")
  }

  /// Blocks of eight bytes with each byte that must be escaped at each place.
  @Test func whatMustBeEscapedIsFoundAtEveryPlace() throws {
    for length in 1...19 {
      for place in 0..<length {
        for scalar in ["\"", "\\", "\u{0}", "\u{1F}", "\u{7F}", "\n", "국", "\u{80}", " ", "!"] {
          var letters = Array(repeating: "a", count: length)
          letters[place] = scalar
          let json = JSON.string(letters.joined())
          #expect(json.byteCount == json.bytes.count)
          #expect(try JSON.parse(json.bytes) == json, "\(json.text)")
          let isEscaped = json.bytes.count != letters.joined().utf8.count + 2
          #expect(isEscaped == !["국", "\u{80}", " ", "!"].contains(scalar))
        }
      }
    }
  }

  @Test func manyMembersHaveOneCanonicalForm() {
    for count in [2, 23, 24, 25, 60] {
      let names = (0..<count).map { "\($0 % 7)\($0)é" }
      let sorted = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      let object = JSON.object(JSONObject(names.map { ($0, JSON.double(1)) }))
      #expect(object.canonical.object?.keys == sorted)
      #expect(object.canonical.object?.members.allSatisfy { $0.value == 1 } == true)
    }
  }
}
