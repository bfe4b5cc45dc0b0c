import Testing
import Wire

@testable import Host

/// Input schemas become forms, and what was typed becomes arguments again.
@Suite struct PlainServerTests {
  private static func server(_ schema: JSON, more: [String] = []) throws -> PlainServer {
    let tools =
      [MCP.Tool(name: "do", title: "Do it", description: "It does.", inputSchema: schema)]
      + more.map { MCP.Tool(name: $0, inputSchema: ["type": "object"]) }
    let text = """
      {"manifest": 1, "app_id": "a.b", "name": "Plain", "version": {"name": "1", "code": 1},
       "merchant": "plain", "program": {"runtime": "python3", "entry": "server.py"}}
      """
    let kept = try PlainManifest.text(
      text, tools: tools,
      interpreter: Manifest.Interpreter(path: "/usr/bin/python3.11", version: "3.11"),
      isPlain: true)
    let reading = Manifest.read(Array(kept.utf8), from: .store)
    #expect(reading.issues.isEmpty)
    // What publishing found out is nothing that a merchant may write.
    let asMerchant = Manifest.read(Array(kept.utf8))
    #expect(asMerchant.issues.map(\.code).contains("member.unknown"))
    let manifest = try #require(reading.manifest)
    return try #require(PlainServer(manifest))
  }

  private static func schema(_ property: JSON, required: Bool = false) -> JSON {
    [
      "type": "object", "properties": ["x": property], "required": required ? ["x"] : [],
      "$defs": ["Size": ["enum": ["S", "L"], "title": "Size"]],
    ]
  }

  /// A property, whether it is required, and its input without id and label.
  @Test(
    arguments: [
      (
        ["type": "string"], true,
        ["type": "textInput", "required": true, "limit": 500, "value": ""]
      ),
      (
        ["type": "string", "maxLength": 9, "default": "a"], false,
        ["type": "textInput", "limit": 9, "value": "a"]
      ),
      (
        ["type": "integer", "minimum": 2, "maximum": 8, "default": 3], false,
        ["type": "number", "minimum": 2, "maximum": 8, "step": 1, "value": 3]
      ),
      (
        ["type": "integer"], true,
        ["type": "textInput", "required": true, "limit": 40, "value": ""]
      ),
      (
        ["type": "number", "default": .double(1.5)], true,
        ["type": "textInput", "limit": 40, "value": "1.5"]
      ),
      (
        ["type": "boolean", "default": true], false,
        ["type": "toggle", "value": true]
      ),
      (
        ["anyOf": [["type": "string"], ["type": "null"]], "default": nil], false,
        ["type": "textInput", "limit": 500, "value": ""]
      ),
      (
        ["type": ["integer", "null"]], false,
        ["type": "textInput", "limit": 40, "value": ""]
      ),
    ] as [(JSON, Bool, JSON)])
  func input(_ property: JSON, required: Bool, expected: JSON) throws {
    let server = try Self.server(Self.schema(property, required: required))
    let form = try #require(server.start([:]))
    let body = try #require(form.json["body"]?.array)
    #expect(body.first?["text"] == "It does.")
    var input = try #require(body.dropFirst().first?.object)
    #expect(input["id"] == "x")
    input["id"] = nil
    input["label"] = nil
    #expect(JSON.object(input).canonical == expected.canonical)
    _ = try Page.read(form.json)
  }

  @Test func choicesKeepTheirValues() throws {
    let numbers: JSON = ["enum": [5, 10], "type": "integer", "default": 10]
    let server = try Self.server(Self.schema(numbers))
    let input = try #require(server.start([:])?.json["body"]?.array?[1])
    #expect(input["options"]?.array?.compactMap { $0["id"]?.string } == ["5", "10"])
    #expect(input["chosen"] == ["10"])
    #expect(server.arguments(["x": "5"], of: "do") == ["x": 5])
    #expect(server.arguments(["x": "7"], of: "do") == ["x": "7"])
    let titled: JSON = ["oneOf": [["const": "s", "title": "Small"], ["const": "l"]]]
    let sizes = try Self.server(Self.schema(titled)).start([:])?.json["body"]
    let titles = sizes?.array?[1]["options"]?.array?.compactMap { $0["title"]?.string }
    #expect(titles == ["Small", "l"])
    let referred = try Self.server(Self.schema(["$ref": "#/$defs/Size"], required: true))
    #expect(referred.start([:])?.json["body"]?.array?[1]["minimum"] == 1)
    let several: JSON = ["type": "array", "items": ["enum": ["a", "b", "c"]], "maxItems": 2]
    let many = try Self.server(Self.schema(several))
    #expect(many.start([:])?.json["body"]?.array?[1]["maximum"] == 2)
    #expect(many.arguments(["x": ["a", "c"]], of: "do") == ["x": ["a", "c"]])
    #expect(many.arguments(["x": []], of: "do") == [:])
  }

  /// A property, whether it is required, what was typed, and the arguments made of it.
  @Test(
    arguments: [
      (["type": "integer"], true, ["x": "12"], ["x": 12]),
      (["type": "integer"], true, ["x": "much"], ["x": "much"]),
      (["type": "integer"], true, ["x": ""], ["x": ""]),
      (["type": "integer"], false, ["x": ""], [:]),
      (["type": "number"], false, ["x": "2.5"], ["x": .double(2.5)]),
      (["type": "string"], false, ["x": ""], [:]),
      (["type": "string"], true, ["x": ""], ["x": ""]),
      (["type": "string", "default": "a"], false, ["x": ""], ["x": ""]),
      (["type": "string"], false, ["x": "12"], ["x": "12"]),
      (["type": "boolean"], false, ["x": false], ["x": false]),
      (["type": "object"], true, ["x": "{\"a\": [1]}"], ["x": ["a": [1]]]),
      (["type": "object"], true, ["x": "{a"], ["x": "{a"]),
      (["type": "string"], false, ["y": 1], ["y": 1]),
    ] as [(JSON, Bool, JSON, JSON)])
  func arguments(_ property: JSON, required: Bool, typed: JSON, expected: JSON) throws {
    let server = try Self.server(Self.schema(property, required: required))
    #expect(server.arguments(typed, of: "do") == expected)
  }

  @Test func severalToolsAreAList() throws {
    let server = try Self.server(Self.schema(["type": "string"]), more: ["ping", "pong"])
    let list = try #require(server.start([:]))
    let items = try #require(list.json["body"]?.array?.first?["items"]?.array)
    #expect(items.compactMap { $0["id"]?.string } == ["do", "ping", "pong"])
    #expect(items[0]["action"] == ["call": "madang.start", "arguments": ["tool": "do"]])
    #expect(items[1]["action"]?["call"] == "ping")
    #expect(server.start(["tool": "do"])?.title == "Do it")
    #expect(server.start(["tool": "madang.start"]) == nil)
    #expect(server.start(["tool": "other"]) == nil)
  }

  /// A result's content and structured content, and the nodes of the page.
  @Test(
    arguments: [
      ([["type": "text", "text": "hi\n"]], nil, ["text hi"]),
      ([["type": "text", "text": "7"]], ["result": 7], ["text 7"]),
      ([["type": "text", "text": "{\"a\": 1}"]], ["a": 1], ["facts a=1"]),
      (
        [["type": "text", "text": "[{\"n\": 1}]"]], ["result": [["n": 1], ["n": 2]]],
        ["table n;1;2", "text [{\"n\": 1}]"]
      ),
      (
        [["type": "text", "text": "a"], ["type": "text", "text": "b"]], ["result": ["a", "b"]],
        ["text a", "text b"]
      ),
      ([["type": "image", "mimeType": "image/png", "data": "AA=="]], nil, ["notice image/png"]),
      ([["type": "resource_link", "name": "n", "uri": "file:///x"]], nil, ["text n file:///x"]),
      ([], ["deep": ["a": ["b": 1]]], ["text deep", "text a", "facts b=1"]),
      ([["type": "hologram"]], nil, ["notice hologram"]),
      ([], nil, []),
    ] as [([JSON], JSON?, [String])])
  func content(_ content: [JSON], data: JSON?, expected: [String]) throws {
    var result = MCP.CallResult(text: "")
    result.content = content
    result.structuredContent = data
    let page = ContentPage.page(result, title: "t")
    #expect((page?.body ?? []).map(Self.sketch) == expected)
    if let page { _ = try Page.read(page.json) }
  }

  private static func sketch(_ node: PageNode) -> String {
    func text(_ text: LocalizedText) -> String { text.text(in: .english) }
    switch node {
    case .text(let words, _): return "text \(text(words))"
    case .notice(let words, _): return "notice \(text(words).split(separator: " ").last ?? "")"
    case .facts(let facts):
      return "facts " + facts.map { "\(text($0.label))=\(text($0.value))" }.joined(separator: ",")
    case .table(let header, let rows):
      return "table "
        + ([header] + rows).map { $0.map(text).joined(separator: ",") }
        .joined(separator: ";")
    default: return "\(node)"
    }
  }

  /// The longest content there is still gives a page that may be shown, and says that it was cut.
  @Test func endlessContentIsCut() throws {
    var result = MCP.CallResult(text: "")
    for text in ["가", "\u{1}", "\"", "e\u{301}"] {
      result.content = [MCP.textContent(String(repeating: text, count: 400_000))]
      let page = try #require(ContentPage.page(result, title: "t"))
      guard case .notice(_, .warning)? = page.body.last else {
        Issue.record("nothing says that the rest is missing")
        continue
      }
      _ = try Page.read(page.json)
    }
  }
}
