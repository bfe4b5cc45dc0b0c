import Glibc
import JSONRPC
import TestSupport
import Testing
import Wire

@testable import madangd

/// What one connection does wrong, what it hears, and that nobody else notices.
@Suite struct AbuseTests {
  /// Does something bad on a connection while a neighbour goes on as before.
  private func check(
    _ daemon: TestDaemon, sourceLocation: SourceLocation = #_sourceLocation,
    _ abuse: () throws -> Void
  ) throws {
    let neighbour = try TestClient.known(daemon, "neighbour")
    for round in 0..<2 {
      if round == 1 { try abuse() }
      #expect(
        try neighbour.ask("identity.show").result?["person"] == "p_tok_neighbour",
        sourceLocation: sourceLocation)
    }
    daemon.stop()
  }

  /// A line and what comes back; every one leaves the connection usable.
  @Test(arguments: [
    ("nonsense", -32700), ("{\"jsonrpc\":\"2.0\"", -32700), ("[1]", -32600), ("", -32700),
    ("{}", -32600), ("{\"jsonrpc\":\"2.0\",\"id\":1}", -32600),
    ("{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"hello\"}", -32600),
    ("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"hello\",\"params\":[]}", -32602),
    ("{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"hello\"}", -32700),
    (String(repeating: "[", count: 100_000), -32700), ("{\"a\":\"\u{0}\"}", -32700),
  ]) func malformedLines(line: String, code: Int) throws {
    let daemon = try TestDaemon()
    try check(daemon) {
      let client = try TestClient(daemon)
      client.send(line + "\n")
      guard case .message(.errorResponse(_, let error)) = try client.next() else {
        Issue.record("no error")
        return
      }
      #expect(error.code == Int64(code))
      #expect(try client.ask("hello", ["protocol": 1, "device": "tok_a"]).word == "ok")
    }
  }

  @Test func aLineOverTheLimitEndsItsConnection() throws {
    let daemon = try TestDaemon()
    try check(daemon) {
      let client = try TestClient.known(daemon)
      client.send([UInt8](repeating: UInt8(ascii: "x"), count: FrameSplitter.frameByteLimit + 2))
      guard case .message(.errorResponse(nil, _)) = try client.next() else {
        Issue.record("no error")
        return
      }
      // The rest of the line was never read, so the end may come as a reset.
      do {
        let next = try client.next()
        #expect(next == .closed)
      } catch {
        #expect(error as? TransportError == .disconnected)
      }
    }
  }

  @Test func halfALineAndGone() throws {
    let daemon = try TestDaemon()
    try check(daemon) {
      for _ in 0..<50 {
        let client = try TestClient(daemon)
        client.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"he")
      }
    }
  }

  @Test func aRequestInSinglePiecesOfBytes() throws {
    let daemon = try TestDaemon()
    try check(daemon) {
      let client = try TestClient(daemon)
      for byte in "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"identity.show\"}\n".utf8 {
        client.send([byte])
      }
      guard case .message(.errorResponse(.integer(1), let error)) = try client.next() else {
        Issue.record("no error")
        return
      }
      #expect(error.data?["code"] == "auth.hello_first")
    }
  }

  @Test func aStrangerWhoFloodsIsRefusedAndThenCutOff() throws {
    var limits = ClientLimits()
    limits.strangerRate = ClientLimits.Rate(burst: 3, perSecond: 0.001)
    limits.refusedInARow = 4
    let daemon = try TestDaemon(limits: limits)
    try check(daemon) {
      let client = try TestClient(daemon)
      var words: [String] = []
      for _ in 0..<8 {
        do { words.append(try client.ask("identity.show").word) } catch { words.append("closed") }
      }
      #expect(
        words.prefix(7) == [
          "auth.hello_first", "auth.hello_first", "auth.hello_first", "platform.busy",
          "platform.busy", "platform.busy", "platform.busy",
        ])
      #expect(words.last == "closed")
    }
  }

  @Test func callersHaveARateToo() throws {
    var limits = ClientLimits()
    limits.callerRate = ClientLimits.Rate(burst: 2, perSecond: 0.001)
    let daemon = try TestDaemon(limits: limits)
    let client = try TestClient.known(daemon)
    let words = try (0..<3).map { _ in try client.ask("identity.show").word }
    #expect(words == ["ok", "ok", "platform.busy"])
    daemon.stop()
  }

  @Test func requestsWithoutAnswersHaveALimit() throws {
    let daemon = try TestDaemon()
    try check(daemon) {
      let client = try TestClient.known(daemon)
      for _ in 0..<Peer.inFlightLimit { client.start("session.list") }
      daemon.waitForHeld(Peer.inFlightLimit)
      #expect(try client.ask("identity.show").word == "rpc.too_many_in_flight")
      daemon.release()
      #expect(try client.ask("identity.show").word == "ok")
    }
  }

  @Test(.timeLimit(TestRun.stuck)) func whoDoesNotReadNoticesLosesTheConnectionOnly() throws {
    let daemon = try TestDaemon()
    try check(daemon) {
      let deaf = try TestClient.known(daemon, "deaf")
      let other = try TestClient.known(daemon, "deaf")
      // About ten times what a socket and the outbound queue hold; nobody reads meanwhile.
      other.start("inbox.list", ["limit": 1000])
      while daemon.perform({ $0.daemon?.clients.isConnected(PersonID("p_tok_deaf")) ?? false }) {
        sched_yield()
      }
      for client in [deaf, other] { #expect(try untilClosed(client)) }
    }
  }

  private func untilClosed(_ client: TestClient) throws -> Bool {
    do {
      while true {
        switch try client.next() {
        case .message: continue
        case .closed: return true
        case .timedOut: return false
        }
      }
    } catch { return true }
  }

  @Test func manyConnectionsAtOnceAndTheirEnds() throws {
    let daemon = try TestDaemon()
    try check(daemon) {
      var clients: [TestClient] = []
      for index in 0..<200 { clients.append(try TestClient.known(daemon, "\(index)")) }
      #expect(daemon.perform { $0.daemon?.clients.count } == 201)
      for client in clients { client.start("identity.show") }
      for client in clients {
        guard case .message(.response) = try client.next() else {
          Issue.record("no answer")
          return
        }
      }
      clients = []
      while daemon.perform({ $0.daemon?.clients.count ?? 0 }) > 1 { sched_yield() }
    }
  }

  @Test func whoNeverSaysHelloIsCutOff() throws {
    var limits = ClientLimits()
    limits.helloMilliseconds = 30
    let daemon = try TestDaemon(limits: limits)
    let silent = try TestClient(daemon)
    let known = try TestClient.known(daemon)
    #expect(try silent.next() == .closed)
    #expect(try known.ask("identity.show").word == "ok")
    daemon.stop()
  }

  @Test func wrongProofsEndTheConnection() throws {
    let daemon = try TestDaemon()
    try check(daemon) {
      let client = try TestClient(daemon)
      for _ in 0..<Hello.failureLimit {
        #expect(
          try client.ask("hello", ["protocol": 1, "operator": "guess"]).word
            == "auth.operator_only")
      }
      #expect(try client.next() == .closed)
    }
  }
}
