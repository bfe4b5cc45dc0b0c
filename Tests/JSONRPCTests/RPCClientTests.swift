import Glibc
import JSONRPC
import Testing
import Wire

@Suite struct RPCClientTests {
  /// A server of three methods in the same thread.
  private func serve(_ message: Message) -> [Message] {
    guard case .request(let id, let method, let params) = message else { return [] }
    switch method {
    case "echo": return [.response(id: id, result: .object(params))]
    case "chatty":
      return [
        .notification(method: "n", params: ["a": 1]), .response(id: .integer(4711), result: 0),
        .response(id: id, result: "done"), .response(id: id, result: "again"),
        .request(id: .string("theirs"), method: "ping", params: [:]),
      ]
    case "silent": return []
    default: return [.errorResponse(id: id, error: .methodNotFound(method))]
    }
  }

  @Test func callsAreAnsweredRefusedOrGivenUp() throws {
    let client = RPCClient(LoopbackTransport(serving: serve))
    #expect(try client.call("echo", ["x": [1, 2]]) == ["x": [1, 2]])
    #expect(throws: RPCClient.Failure.refused(.methodNotFound("none"))) {
      _ = try client.call("none")
    }
    #expect(throws: RPCClient.Failure.deadline) { _ = try client.call("silent") }
    #expect(try client.call("chatty") == "done")
    #expect(try client.nextNotification(timeoutMilliseconds: 0)?.method == "n")
    #expect(try client.nextNotification(timeoutMilliseconds: 0) == nil)
    #expect(client.dropped.unknown == 1)
    #expect(client.dropped.duplicate == 1)
  }

  @Test func startedCallsMayBeWaitedForInAnyOrder() throws {
    let client = RPCClient(LoopbackTransport(serving: serve))
    let ids = try (0..<3).map { try client.start("echo", ["n": .integer($0)]) }
    for (number, id) in ids.enumerated().reversed() {
      #expect(try client.wait(for: id)["n"] == .integer(Int64(number)))
    }
    // Nobody answers twice: an id that was waited for is over.
    #expect(throws: RPCClient.Failure.deadline) { _ = try client.wait(for: ids[0]) }
    for _ in 0..<Peer.inFlightLimit { _ = try client.start("silent") }
    #expect(throws: RPCClient.Failure.tooManyInFlight) { _ = try client.start("silent") }
  }

  @Test func notificationsNobodyReadsAreBounded() throws {
    let transport = LoopbackTransport(serving: serve)
    let client = RPCClient(transport)
    for number in 0...RPCClient.notificationLimit {
      transport.push(.notification(method: "n", params: ["i": .integer(Int64(number))]))
    }
    _ = try client.call("echo")
    #expect(client.droppedNotifications == 1)
    #expect(try client.nextNotification(timeoutMilliseconds: 0)?.params["i"] == 1)
  }

  @Test func aMessageLongerThanAFrameIsNotSent() {
    let client = RPCClient(LoopbackTransport(serving: serve))
    let text = String(repeating: "x", count: FrameSplitter.frameByteLimit)
    #expect(throws: RPCClient.Failure.transport(.frameTooLong)) {
      _ = try client.call("echo", ["x": .string(text)])
    }
  }

  /// What a transport over a pipe receives from these bytes.
  private func receive(_ text: String) throws -> [String] {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    let bytes = Array(text.utf8)
    #expect(write(ends[1], bytes, bytes.count) == bytes.count)
    let transport = StdioTransport(input: ends[0], output: ends[1])
    #expect(try text.isEmpty || transport.receive(timeoutMilliseconds: 1000) != .timedOut)
    close(ends[1])
    defer { close(ends[0]) }
    var found: [String] = []
    while true {
      do {
        switch try transport.receive() {
        case .message(.notification(let method, _)): found.append(method)
        case .message: found.append("other")
        case .timedOut: found.append("timed out")
        case .closed: return found
        }
      } catch {
        return found + ["\(error)"]
      }
    }
  }

  @Test func stdioReadsLinesUntilTheEnd() throws {
    let line = #"{"jsonrpc":"2.0","method":"n"}"# + "\n"
    #expect(try receive(line) == [])
    #expect(try receive(line + line + "x\n" + line) == ["n", "other", "n"])
    #expect(try receive(line + "{") == ["truncated"])
    #expect(try receive("") == [])
  }

  @Test func waitingEndsInTime() throws {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    defer {
      close(ends[0])
      close(ends[1])
    }
    let transport = StdioTransport(input: ends[0], output: ends[1])
    #expect(try transport.receive(timeoutMilliseconds: 1) == .timedOut)
    try transport.send(.notification(method: "n", params: [:]))
    #expect(
      try transport.receive(timeoutMilliseconds: 1000)
        == .message(.notification(method: "n", params: [:])))
    #expect(throws: TransportError.system(call: "connect", errno: ENOENT)) {
      _ = try UnixSocketTransport(path: "/nowhere/at/all")
    }
  }
}
