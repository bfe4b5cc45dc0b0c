import JSONSchema
import Testing
import Wire

/// What a hostile schema or value cannot make the host do.
struct LimitTests {
  private func schema(_ text: String) throws -> JSONSchema {
    try JSONSchema(try JSON.parse(Array(text.utf8)))
  }

  private func pointer(_ text: String, _ value: String) throws -> String? {
    try schema(text).violation(in: try JSON.parse(Array(value.utf8))).map {
      "\($0.pointer) \($0.keyword)"
    }
  }

  @Test(arguments: [
    (
      #"{"type":"object","properties":{"a/b":{"items":{"maximum":3}}}}"#, #"{"a/b":[1,4]}"#,
      "/a~1b/1 maximum"
    ),
    (#"{"required":["size"]}"#, "{}", " required"),
    (#"{"anyOf":[{"type":"string"},{"minimum":5}]}"#, "3", " anyOf"),
    (#"{"properties":{"n":{"enum":["ㄱ",2]}}}"#, #"{"n":1}"#, "/n enum"),
  ])
  func theFirstViolationIsNamed(_ schema: String, _ value: String, _ expected: String) throws {
    #expect(try pointer(schema, value) == expected)
  }

  @Test(arguments: [
    (##"{"$ref":"#"}"##, "1"),
    (
      ##"{"$defs":{"a":{"allOf":[{"$ref":"#/$defs/a"},{"$ref":"#/$defs/a"}]}},"$ref":"#/$defs/a"}"##,
      "1"
    ),
    (
      ##"{"anyOf":[{"$ref":"#/$defs/b"},{"$ref":"#/$defs/b"}],"$defs":{"b":{"not":{"$ref":"#"}}}}"##,
      "1"
    ),
  ])
  func endlessReferencesEnd(_ schema: String, _ value: String) throws {
    #expect(try pointer(schema, value) == " $ref")
  }

  @Test func aPatternThatBacktrackersDieOfIsQuick() throws {
    let evil = #"{"pattern":"^(a+)+$"}"#
    #expect(try pointer(evil, "\"" + String(repeating: "a", count: 30_000) + "b\"") == " pattern")
    #expect(try pointer(evil, "\"" + String(repeating: "a", count: 30_000) + "\"") == nil)
  }

  @Test func theWorkOnOneValueIsLimited() throws {
    let inside =
      "["
      + Array(repeating: "1", count: JSONSchema.maximumSteps - 1).joined(
        separator: ",") + "]"
    let outside = "[1," + inside.dropFirst()
    #expect(try pointer(#"{"items":{"type":"integer"}}"#, inside) == nil)
    #expect(try pointer(#"{"items":{"type":"integer"}}"#, outside) == " $ref")
  }

  @Test func schemasHaveALargestSizeAndDepth() throws {
    func wide(_ count: Int) -> String {
      #"{"allOf":["# + Array(repeating: "{}", count: count).joined(separator: ",") + "]}"
    }
    _ = try schema(wide(JSONSchema.maximumNodes - 1))
    #expect(throws: SchemaFault.tooLarge) { try schema(wide(JSONSchema.maximumNodes)) }
    func deep(_ depth: Int) throws -> JSON {
      var value: JSON = [:]
      for _ in 0..<depth { value = .object(JSONObject([("not", value)])) }
      return value
    }
    _ = try JSONSchema(try deep(JSONSchema.maximumDepth - 1))
    #expect(throws: SchemaFault.tooDeep) { try JSONSchema(try deep(JSONSchema.maximumDepth)) }
  }

  @Test(arguments: [
    (#"{"type":"text"}"#, SchemaFault.malformed(pointer: "/type")),
    (#"{"properties":{"a":3}}"#, .malformed(pointer: "/properties/a")),
    (#"{"minLength":-1}"#, .malformed(pointer: "/minLength")),
    (#"{"$ref":"https://example.com/other"}"#, .unresolved(reference: "https://example.com/other")),
    (##"{"$ref":"#/$defs/none"}"##, .unresolved(reference: "#/$defs/none")),
    (#"{"pattern":"(?=a)"}"#, .pattern(pointer: "/pattern")),
    (#"{"pattern":"(a)\\1"}"#, .pattern(pointer: "/pattern")),
    (#"{"pattern":"(((a{1000}){1000}){1000})"}"#, .pattern(pointer: "/pattern")),
    (#"{"pattern":"["}"#, .pattern(pointer: "/pattern")),
  ])
  func whatIsNoSchemaIsRefused(_ text: String, _ fault: SchemaFault) {
    #expect(throws: fault) { try schema(text) }
  }
}
