import JSONRPC
import Testing
import Wire

/// Malformed traffic on the socket gets its error or a closed connection, and nobody else notices.
@Suite struct TrafficTests {
  /// What is written → the JSON-RPC code of the answer, or nil where the connection just ends.
  static let table: [(bytes: [UInt8], code: Int64?)] = [
    (Array("nonsense\n".utf8), -32700), (Array("{}\n".utf8), -32600),
    (Array("[]\n".utf8), -32600), ([0xFF, 0xFE, 0x0A], -32700), ([0x00, 0x0A], -32700),
    (Array("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"wallet.balance\"}\n".utf8), 5),
    (Array("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"no.such\"}\n".utf8), nil),
    (Array("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"hello\",\"params\":[]}\n".utf8), -32602),
    (Array("{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"hello\"}\n".utf8), -32600),
    (Array((String(repeating: "[", count: 65) + "\n").utf8), -32700),
    (Array("{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"hello\"}\n".utf8), -32700),
    ([UInt8](repeating: 0x78, count: FrameSplitter.frameByteLimit + 2), -32600),
  ]

  @Test func nobodyElseNotices() throws {
    try World.with { world in
      let neighbour = try Caller(world, as: "neighbour")
      try neighbour.call(
        "wallet.topup", ["key": .string(Caller.newKey()), "amount": 1000, "currency": "KRW"])
      for (index, row) in Self.table.enumerated() {
        let socket = try RawSocket(world)
        socket.write(row.bytes)
        let answer = try socket.line().map { try JSON.parse($0) }
        if let code = row.code {
          #expect(answer?.at("error.code")?.integer == code, "row \(index): \(answer?.text ?? "")")
        } else {
          #expect(answer == nil || answer?["error"] != nil, "row \(index)")
        }
        #expect(try neighbour.call("wallet.balance")["available"] == 1000)
      }
      // Many half lines whose writers are gone, and many connections that never say anything.
      for _ in 0..<50 { try RawSocket(world).write(Array("{\"jsonrpc\":\"2.0\",\"id\"".utf8)) }
      let silent = try (0..<50).map { _ in try RawSocket(world) }
      #expect(try neighbour.call("wallet.balance")["available"] == 1000)
      #expect(silent.count == 50)
    }
  }
}
