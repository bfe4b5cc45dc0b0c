import Testing
import Wire

@testable import Host

@Suite struct FrozenToolsTests {
  private func tools(_ schemas: KeyValuePairs<String, JSON>) -> FrozenTools {
    FrozenTools(schemas.map { MCP.Tool(name: $0.key, inputSchema: $0.value) })
  }

  @Test func whatOnlyPeopleReadIsNotFrozen() {
    let published = tools([
      "a": [
        "type": "object", "title": "A", "description": "d",
        "properties": ["x": ["type": "integer", "default": 3, "examples": [1]]],
      ]
    ])
    let now = tools([
      "a": ["properties": ["x": ["description": "new", "type": "integer"]], "type": "object"]
    ])
    #expect(published == now)
    #expect(published.difference(to: now) == nil)
  }

  @Test func aMemberCalledLikeAnAnnotationStays() {
    let published = tools([
      "a": ["type": "object", "properties": ["title": ["type": "string", "title": "T"]]]
    ])
    #expect(published.json["a"]?["properties"]?["title"] == ["type": "string"])
    #expect(published.difference(to: tools(["a": ["type": "object", "properties": [:]]])) != nil)
    let data = tools(["a": ["enum": [["title": "kept"]], "const": ["default": 1]]])
    #expect(data.json["a"]?["enum"] == [["title": "kept"]])
    #expect(data.json["a"]?["const"] == ["default": 1])
  }

  @Test func everyDifferenceIsNamed() {
    let published = tools(["a": ["type": "object"], "b": ["type": "object"]])
    #expect(published.difference(to: tools(["a": ["type": "object"]])) == .missing("b"))
    #expect(
      published.difference(
        to: tools(["a": ["type": "object"], "b": ["type": "object"], "c": [:]]))
        == .undeclared("c"))
    #expect(
      published.difference(
        to: tools(["b": ["type": "object"], "a": ["type": "object", "required": ["x"]]]))
        == .changed("a"))
  }

  @Test func whatWasStoredReadsTheSame() {
    let published = tools(["b": ["type": "object", "title": "B"], "a": ["type": "object"]])
    #expect(FrozenTools(stored: published.json) == published)
    #expect(published.names == ["a", "b"])
    #expect(FrozenTools(stored: nil).names.isEmpty)
  }
}
