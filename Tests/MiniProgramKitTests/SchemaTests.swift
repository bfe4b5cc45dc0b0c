import MiniProgramKit
import Testing

@Suite("Schemas of arguments")
struct SchemaTests {
  static let schema = Schema(
    .text("text", "t", length: 1...3), .integer("number", "n", in: -1...5).optional,
    .flag("flag", "f").optional, .choice("choice", "c", most: 2).optional,
    .object("object", "o").optional, .integer("share-", "s", in: 0...9).many)

  /// Arguments and the pointer of the first fault; nil where there is none.
  static let cases: [(arguments: JSONObject, pointer: String?)] = [
    (["text": "abc"], nil), (["text": "국수집"], nil), (["text": "abcd"], "/text"),
    (["text": ""], "/text"), (["text": nil], "/text"), ([:], "/text"),
    (["text": "a", "number": -1], nil), (["text": "a", "number": 5], nil),
    (["text": "a", "number": 6], "/number"), (["text": "a", "number": -2], "/number"),
    (["text": "a", "number": .double(1.5)], "/number"), (["text": "a", "number": nil], nil),
    (["text": "a", "number": "1"], "/number"), (["text": "a", "flag": true], nil),
    (["text": "a", "flag": 1], "/flag"), (["text": "a", "choice": "x"], nil),
    (["text": "a", "choice": ["x", "y"]], nil),
    (["text": "a", "choice": ["x", "y", "z"]], "/choice"),
    (["text": "a", "choice": [1]], "/choice"), (["text": "a", "object": [:]], nil),
    (["text": "a", "object": []], "/object"), (["text": "a", "share-1": 9], nil),
    (["text": "a", "share-1": 9, "share-2": 10], "/share-2"), (["text": "a", "other": []], nil),
  ]

  @Test("each fault is found where it is", arguments: cases)
  func fault(_ example: (arguments: JSONObject, pointer: String?)) {
    #expect(Self.schema.fault(in: example.arguments)?.pointer == example.pointer)
  }

  @Test("many names become a pattern")
  func patterns() {
    let pattern = Self.schema.json["patternProperties"]?["^share-"]
    #expect(pattern?["maximum"] == 9)
    #expect(Self.schema.json["required"] == ["text"])
  }

  @Test("choices are one text, texts or nothing")
  func choices() throws {
    for (json, ids) in [
      ("a", ["a"]), (["a", "b"], ["a", "b"]), (nil, []), ("", []),
    ] as [(JSON, [String])] {
      #expect(try json.decode(Choices.self).ids == ids)
    }
    #expect(throws: DecodingError.self) { try JSON.integer(1).decode(Choices.self) }
  }
}
