import JSONRPC
import Testing

@testable import MiniProgramKit

@Suite("The server's side of MCP")
struct MCPServerTests {
  private func call(
    _ tool: String, _ arguments: JSON = [:], meta: JSON = hostMeta, more: JSONObject = JSONObject()
  ) throws -> JSON {
    var server = MCPServer(toys)
    let params: JSONObject = ["name": .string(tool), "arguments": arguments, "_meta": meta]
    return try ask(&server, MCP.Method.callTool, params.merging(more))
  }

  @Test("discover answers versions and our extension")
  func discover() throws {
    var server = MCPServer(toys)
    let answer = try ask(&server, MCP.Method.discover, ["_meta": plainMeta])
    let result = try (answer["result"] ?? .null).decode(MCP.DiscoverResult.self)
    #expect(result.supportedVersions == ["2026-07-28"])
    #expect(HostExtension.isDeclared(in: result.capabilities))
    #expect(answer["result"]?["_meta"]?[MCP.MetaKey.serverInfo]?["name"] == "Toys")
  }

  /// The names of a feature's reads come from what is read: an answer that came unasked is found,
  /// and one that was not looked at is named.
  @Test("answers that come unasked are read, or named as unread")
  func unread() throws {
    var server = MCPServer(toys)
    let declared = try ask(&server, MCP.Method.discover, ["_meta": plainMeta])["result"]?[
      "capabilities"]
    #expect(HostExtension.takesReadsAhead(declared))
    let first = DataRequest.get(collection: "names", key: "first").answerName
    let rows = DataRequest.query(RecordQuery("kim", limit: 2)).answerName
    let kim: JSON = ["value": "kim"]
    for (answers, unread) in [
      ([first: kim] as JSONObject, nil),
      ([first: kim, "other": ["value": 1]], ["other"]),
      (["other": kim, first: kim, "more": kim], ["other", "more"]),
    ] as [(JSONObject, [String]?)] {
      let result = try call("swallow", more: ["inputResponses": .object(answers)])["result"]
      #expect(result?["resultType"] == "complete")
      #expect(
        result?["_meta"]?[HostExtension.unreadKey] == unread.map { .array($0.map(JSON.string)) })
    }
    // One more is needed: everything is asked for again.
    let half = try call("read.twice", more: ["inputResponses": .object([first: kim])])["result"]
    #expect(half?["resultType"] == "input_required")
    #expect(Set(half?["inputRequests"]?.object?.keys ?? []) == [first, rows])
  }

  @Test("tools are listed in one order with deterministic schemas")
  func list() throws {
    var server = MCPServer(toys)
    let first = try ask(&server, MCP.Method.listTools, ["_meta": plainMeta])
    let second = try ask(&server, MCP.Method.listTools, ["_meta": hostMeta])
    #expect(first.bytes == second.bytes)
    let list = try (first["result"] ?? .null).decode(MCP.ToolList.self)
    #expect(list.tools.map(\.name).prefix(2) == ["echo", "read.twice"])
    #expect(
      list.tools.first?.inputSchema.text
        == #"{"type":"object","properties":{"text":{"type":"string","minLength":1,"maxLength":5,"#
        + #""description":"What"},"more":{"anyOf":[{"type":"string"},{"type":"array","#
        + #""items":{"type":"string"},"maxItems":50}],"description":"More"}},"required":["text"]}"#
    )
  }

  /// What is wrong with a request, and the code it is answered with.
  static let faults: [(method: String, params: JSONObject, code: Int64)] = [
    ("tools/list", [:], -32602),
    ("tools/list", ["_meta": ["io.modelcontextprotocol/protocolVersion": 5]], -32602),
    (
      "tools/list",
      [
        "_meta": [
          "io.modelcontextprotocol/protocolVersion": "2031-01-01",
          "io.modelcontextprotocol/clientCapabilities": [:],
        ]
      ], -32022
    ),
    ("tools/list", ["_meta": ["io.modelcontextprotocol/protocolVersion": "2026-07-28"]], -32602),
    ("tools/list", ["_meta": plainMeta, "cursor": "next"], -32602),
    ("tools/call", ["_meta": plainMeta], -32602),
    ("tools/call", ["_meta": plainMeta, "name": "nothing"], -32602),
    ("tools/call", ["_meta": plainMeta, "name": "echo", "arguments": []], -32602),
    ("tools/call", ["_meta": plainMeta, "name": "echo", "arguments": ["text": ""]], -32602),
    ("tools/call", ["_meta": plainMeta, "name": "echo", "arguments": ["text": "123456"]], -32602),
    ("tools/call", ["_meta": plainMeta, "name": "echo", "arguments": ["text": 5]], -32602),
    ("tools/call", ["_meta": plainMeta, "name": "host.only"], -32021),
    ("tools/call", ["_meta": hostMeta, "name": "endless", "requestState": "9"], -32602),
    ("tools/call", ["_meta": hostMeta, "name": "endless", "requestState": "8"], -32602),
    ("tools/call", ["_meta": hostMeta, "name": "endless", "requestState": 1], -32602),
    ("tools/call", ["_meta": hostMeta, "name": "endless", "inputResponses": []], -32602),
    ("ping", [:], -32601), ("resources/list", ["_meta": plainMeta], -32601),
    ("initialize", [:], -32602),
  ]

  @Test("every fault has its code", arguments: faults)
  func fault(_ fault: (method: String, params: JSONObject, code: Int64)) throws {
    var server = MCPServer(toys)
    let answer = try ask(&server, fault.method, fault.params)
    #expect(answer["error"]?["code"]?.integer == fault.code, "\(answer.text)")
  }

  @Test("a context that does not decode is named by its pointer")
  func badContext() throws {
    var meta = hostMeta.object ?? JSONObject()
    meta[HostExtension.callKey] = ["id": 5]
    let answer = try call("echo", ["text": "a"], meta: .object(meta))
    #expect(answer["error"]?["data"]?["pointer"] == "/id")
  }

  @Test("arguments at the byte limit are taken, one byte more is refused", arguments: [0, 1])
  func argumentBytes(_ excess: Int) throws {
    let frame = #"{"text":"a","x":""}"#.utf8.count
    let filler = String(
      repeating: "x", count: HostExtension.argumentsByteLimit - frame + excess)
    let answer = try call("echo", ["text": "a", "x": .string(filler)])
    #expect((answer["error"] != nil) == (excess == 1))
  }

  @Test("an answered read is not asked again, a dependent one is asked in the next round")
  func rounds() throws {
    let first = try call("read.twice")
    let requests = try #require(first["result"]?["inputRequests"]?.object)
    let get = DataRequest.get(collection: "names", key: "first")
    #expect(requests.keys == [get.answerName])
    #expect(first["result"]?["resultType"] == "input_required")
    let responses: JSONObject = [get.answerName: ["value": "list"]]
    let state = try #require(first["result"]?["requestState"])
    let second = try call(
      "read.twice", more: ["inputResponses": .object(responses), "requestState": state])
    let query = DataRequest.query(RecordQuery("list", limit: 2))
    #expect(second["result"]?["inputRequests"]?.object?.keys == [get.answerName, query.answerName])
    let rows = DataAnswer.rows([.init(key: "a", value: 1), .init(key: "b", value: 2)])
    let third = try call(
      "read.twice",
      more: [
        "inputResponses": .object(responses.merging([query.answerName: rows.wire])),
        "requestState": second["result"]?["requestState"] ?? .null,
      ])
    #expect(third["result"]?["_meta"]?[HostExtension.resultKey]?["page"]?["title"] == "list a1b2")
  }

  @Test(
    "a bill that is null is none, as one that is missing",
    arguments: [[:], ["bill": nil]] as [JSON])
  func noBill(_ wire: JSON) {
    #expect(DataAnswer(wire: wire, to: .bill(key: "k")) == .bill(.none))
  }

  @Test("a swallowed read is asked for nevertheless")
  func swallowed() throws {
    let first = try call("swallow")
    #expect(first["result"]?["resultType"] == "input_required")
    let plain = try call("swallow", meta: plainMeta)
    #expect(plain["result"]?["structuredContent"]?["page"]?["title"] == "nobody")
  }

  @Test("an answer of another kind is refused")
  func unfit() throws {
    let query = DataRequest.get(collection: "names", key: "first")
    let answer = try call("read.twice", more: ["inputResponses": [query.answerName: "text"]])
    #expect(answer["error"]?["code"] == -32602)
  }

  @Test("a refusal is a failed tool in the viewer's language")
  func declined() throws {
    let answer = try call("fails", meta: plainMeta)
    #expect(answer["result"]?["isError"] == true)
    #expect(answer["result"]?["content"]?.array?.first?["text"] == "No.")
  }

  @Test("state is sent only where it changed, and in canonical order")
  func state() throws {
    func run(_ state: JSON, _ word: String) throws -> JSON? {
      let context = CallContext(
        id: "c", now: Instant(milliseconds: 1), seed: 1,
        session: .init(id: SessionID("s"), kind: .customer, rev: 1, state: state, people: []),
        viewer: .init(id: nil, role: .system, tier: .visitor, lang: .korean), config: .null)
      let answer = try call(
        "counts", ["word": .string(word)], meta: .object(ProgramProcess.meta(context)))
      return answer["result"]?["_meta"]?[HostExtension.resultKey]
    }
    let before: JSON = ["seen": ["z": 1, "b": 2, "m": 3]]
    #expect(try run(before, "")?.object?.keys == ["page", "effects"])
    #expect(try run(.null, "")?.object?.keys == ["page", "effects"])
    let after = try #require(try run(before, "a"))
    #expect(after["state"]?.text == #"{"seen":{"a":1,"b":2,"m":3,"z":1}}"#)
    #expect(after["effects"]?.array?.first?["value"]?.text == #"{"a":1,"b":2,"m":3,"z":1}"#)
    #expect(try run("text", "a")?.object?.keys == nil)
  }

  @Test(
    "initialize begins the old era",
    arguments: [("2025-06-18", "2025-06-18"), ("2024-11-05", "2024-11-05"), ("1.0", "2025-11-25")])
  func legacy(_ asked: String, _ answered: String) throws {
    var server = MCPServer(toys)
    let hello = try ask(
      &server, "initialize",
      ["protocolVersion": .string(asked), "capabilities": [:], "clientInfo": ["name": "old"]])
    #expect(hello["result"]?["protocolVersion"]?.string == answered)
    #expect(
      server.answer(to: .notification(method: "notifications/initialized", params: [:])) == nil)
    #expect(try ask(&server, "ping", [:])["result"] == [:])
    let list = try ask(&server, "tools/list", [:])
    #expect(list["result"]?["tools"]?.array?.count == 8)
    #expect(list["result"]?.object?.keys == ["tools", "_meta"])
    let call = try ask(
      &server, "tools/call", ["name": "echo", "arguments": ["text": "hi", "more": ["a", "b"]]])
    #expect(call["result"]?["content"]?.array?.first?["text"] == "# hi\na\nb")
    #expect(call["result"]?.object?.keys.contains("resultType") == false)
    // A request that carries its version is still served as what it is.
    let modern = try ask(&server, "tools/list", ["_meta": plainMeta])
    #expect(modern["result"]?["resultType"] == "complete")
  }

  @Test("malformed lines are answered, answers and notifications are not")
  func malformed() throws {
    var server = MCPServer(toys)
    let garbage = server.answer(to: Message(line: Array("{".utf8)))
    guard case .errorResponse(nil, let error) = garbage else {
      Issue.record("no answer to garbage")
      return
    }
    #expect(error.code == -32700)
    #expect(server.answer(to: .response(id: .integer(1), result: [:])) == nil)
    let cancelled = Message.notification(method: MCP.Method.cancelled, params: ["requestId": 1])
    #expect(server.answer(to: cancelled) == nil)
  }
}
