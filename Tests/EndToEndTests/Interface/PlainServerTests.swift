import Loop
import Testing
import Wire

/// Every program is by itself an MCP server on standard input and output.
@Suite struct PlainServerTests {
  private static func meta(_ more: JSONObject = [:]) -> JSON {
    .object(
      ([
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientInfo": ["name": "test", "version": "1"],
        "io.modelcontextprotocol/clientCapabilities": [:],
      ] as JSONObject).merging(more))
  }

  private func ask(_ child: Child, _ id: Int64, _ method: String, _ params: JSONObject) throws
    -> JSON
  {
    let request: JSON = [
      "jsonrpc": "2.0", "id": .integer(id), "method": .string(method),
      "params": .object(params.merging(["_meta": Self.meta()])),
    ]
    try child.write(request.bytes + [0x0A])
    guard let line = try child.line() else { throw TestFault("the program ended") }
    let answer = try JSON.parse(line)
    #expect(answer["id"] == .integer(id))
    return answer
  }

  /// Program, a feature without needs, and words of its text.
  @Test(arguments: [
    ("TableOrder", "menu.open", ""), ("BillSplit", "", ""), ("Hello", "hello.open", "Greeting"),
  ]) func answersAnyClient(program: String, feature: String, words: String) throws {
    try World.with(startsDaemon: false) { world in
      let child = try world.process(program, [])
      let discovered = try ask(child, 1, "server/discover", [:])
      #expect(discovered.at("result.supportedVersions") == ["2026-07-28"])
      let tools = try ask(child, 2, "tools/list", [:]).at("result.tools")?.array ?? []
      #expect(!tools.isEmpty && tools.allSatisfy { $0["inputSchema"]?.object != nil })
      if !feature.isEmpty {
        let called = try ask(
          child, 3, "tools/call", ["name": .string(feature), "arguments": [:]])
        let text = called.at("result.content.0.text")?.string ?? ""
        #expect(!text.isEmpty && (words.isEmpty || text.contains(words)), "\(called.text)")
      }
      let unknown = try ask(child, 4, "tools/call", ["name": "no.such", "arguments": [:]])
      #expect(unknown.at("error.code") == -32602)
      child.closeInput()
      #expect(try child.waitForExit() == .exited(status: 0))
    }
  }
}
