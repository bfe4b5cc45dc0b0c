import Testing
import Wire

@testable import Host

/// The line of a call is written without a tree: it must read as the tree would.
@Suite struct CallParamsTests {
  private static let protocolMeta = MCP.requestMeta(
    client: MCP.Implementation(name: "madangd", version: "1"),
    capabilities: MCPClient.capabilities)
  private static let settings: JSON = [
    "menu": .array((0..<20).map { ["id": .integer($0), "name": "비빔 \"국수\""] })
  ]

  private static func context(_ config: JSON) -> JSON {
    [
      "id": "c_1", "session": ["state": ["a": [1, .double(2.5), nil]]], "config": config,
      "conflict": [:],
    ]
  }

  static let calls: [MCP.CallParams] = {
    var whole = MCP.CallParams(
      name: "a\"b", arguments: ["x": 1, "y": "\u{1}"],
      meta: [HostExtension.callKey: context(settings), "traceparent": "00-1-2-01"])
    whole.inputResponses = ["read-1": ["rows": []]]
    whole.requestState = "s\u{0}"
    return [
      whole, MCP.CallParams(name: "", arguments: nil, meta: nil),
      MCP.CallParams(name: "f", arguments: [:], meta: [HostExtension.callKey: context([:])]),
      MCP.CallParams(name: "f", arguments: nil, meta: [HostExtension.callKey: "no object"]),
    ]
  }()

  private func check(_ params: MCP.CallParams, meta: JSONObject, _ memo: inout JSONMemo) throws {
    let members = Array(JSON.object(meta).bytes.dropFirst().dropLast())
    let written = params.written(meta: members, settings: &memo, progressToken: 7)
    var expected = JSON(encoding: params).object ?? [:]
    expected["_meta"] = .object(
      meta.merging(params.meta?.object ?? [:]).merging([MCP.MetaKey.progressToken: 7]))
    #expect(String(decoding: written, as: UTF8.self) == JSON.object(expected).text)
  }

  @Test func theLineIsWhatTheTreeWouldWrite() throws {
    var memo = JSONMemo(path: HostExtension.configPath)
    // Twice: the second time the settings are known.
    for params in Self.calls + Self.calls {
      try check(params, meta: Self.protocolMeta, &memo)
      try check(params, meta: [:], &memo)
    }
  }
}
