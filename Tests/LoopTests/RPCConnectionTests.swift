import Glibc
import JSONRPC
import Testing
import Wire

@testable import Loop

/// A connection served by a loop in the test's thread, and the raw other side.
private final class Bench {
  let loop: EventLoop
  let pair = SocketPair()
  let connection: RPCConnection
  var end: RPCConnection.End?
  private var splitter = FrameSplitter(byteLimit: 4 << 20)

  init(
    _ strictness: RPCConnection.Strictness = .answersGarbage, inFlightLimit: Int = 64,
    drainMilliseconds: Int64 = 5000
  ) throws {
    loop = try EventLoop()
    let channel = StreamChannel(
      loop, socket: pair.takeNear(), drainMilliseconds: drainMilliseconds)
    connection = RPCConnection(
      loop, channel, strictness: strictness, inFlightLimit: inFlightLimit)
    connection.onRequest = { [weak self] id, method, params in
      switch method {
      case "echo": self?.connection.answer(id, .success(.object(params)))
      case "hold": break
      default: self?.connection.answer(id, .failure(.methodNotFound(method)))
      }
    }
    connection.onEnd = { [weak self] in self?.end = $0 }
    try connection.start()
  }

  /// The next lines that reach the other side.
  func lines(_ count: Int) throws -> [String] {
    var found: [String] = []
    loop.run(until: {
      splitter.append(pair.readAvailable())
      while found.count < count, let line = takeLine() { found.append(line) }
      if found.count < count { loop.schedule(afterMilliseconds: 1) {} }
      return found.count == count || (end != nil && pair.isAtEnd)
    })
    return found
  }

  private func takeLine() -> String? {
    do {
      return try splitter.next().map { String(decoding: $0, as: UTF8.self) }
    } catch {
      Issue.record("\(error)")
      return nil
    }
  }

  func waitForEnd() -> RPCConnection.End? {
    loop.run(until: { end != nil })
    return end
  }
}

@Suite struct RPCConnectionTests {
  @Test func requestsAreAnsweredAndGarbageToo() throws {
    let bench = try Bench()
    let table: [(line: String, answer: String)] = [
      (
        #"{"jsonrpc":"2.0","id":1,"method":"echo","params":{"x":1}}"#,
        #"{"jsonrpc":"2.0","id":1,"result":{"x":1}}"#
      ),
      ("garbage", #""id":null,"error":{"code":-32700"#),
      ("", #""id":null,"error":{"code":-32700"#),
      ("[]", #""id":null,"error":{"code":-32600"#),
      (#"{"jsonrpc":"2.0","id":"k","method":"none"}"#, #""id":"k","error":{"code":-32601"#),
      (#"{"jsonrpc":"2.0","id":2,"method":"echo","params":7}"#, #""id":2,"error":{"code":-32602"#),
      (#"{"jsonrpc":"2.0","id":{},"method":"echo"}"#, #""id":null,"error":{"code":-32600"#),
      (
        #"{"jsonrpc":"2.0","id":3,"method":"echo"}"#, #"{"jsonrpc":"2.0","id":3,"result":{}}"#
      ),
    ]
    for (line, answer) in table {
      bench.pair.write(line + "\n")
      let found = try bench.lines(1)
      #expect(found.first?.contains(answer) == true, "\(line) → \(found)")
    }
    #expect(bench.end == nil)
  }

  @Test func bytesArriveInAnyPieces() throws {
    let bench = try Bench()
    let text = #"{"jsonrpc":"2.0","id":1,"method":"echo","params":{"x":"줄"}}"# + "\n"
    for byte in text.utf8 {
      bench.pair.write([byte])
      var isServed = false
      bench.loop.schedule(afterMilliseconds: 0) { isServed = true }
      bench.loop.run(until: { isServed })
    }
    bench.pair.write(text + text)
    #expect(try bench.lines(3).count == 3)
  }

  @Test func aLineAtTheLimitPassesAndOneByteMoreEndsTheConnection() throws {
    let frame = #"{"jsonrpc":"2.0","id":1,"method":"none","params":{"x":""}}"#
    let room = FrameSplitter.frameByteLimit - frame.utf8.count
    func line(_ fill: Int) -> String {
      frame.replacing("\"\"", with: "\"" + String(repeating: "x", count: fill) + "\"") + "\n"
    }
    let fits = try Bench()
    try fits.writeFromThread(line(room))
    #expect(try fits.lines(1).first?.contains("-32601") == true)
    let over = try Bench()
    try over.writeFromThread(line(room + 1))
    #expect(try over.lines(1).first?.contains("-32600") == true)
    #expect(over.waitForEnd() == .frameTooLong)
  }

  @Test func towardsProgramsEveryGarbageEndsTheConnection() throws {
    for line in ["x", "{}", #"{"jsonrpc":"2.0","id":1,"method":"ping"}"#, "[]", "\u{0}"] {
      let bench = try Bench(.endsAtGarbage)
      bench.pair.write(line + "\n")
      guard case .garbage = bench.waitForEnd() else {
        Issue.record("\(line): \(String(describing: bench.end))")
        continue
      }
    }
  }

  @Test func noiseOfAProgramAtItsLimit() throws {
    let bench = try Bench(.endsAtGarbage)
    let line = #"{"jsonrpc":"2.0","method":"n"}"# + "\n"
    var count = 0
    bench.connection.onNotification = { _, _ in count += 1 }
    for round in 1...2 {
      bench.pair.write(String(repeating: line, count: RPCConnection.noiseLimit))
      bench.loop.run(until: { count == round * RPCConnection.noiseLimit })
      var isAnswered = false
      bench.connection.call("x", [:], deadlineMilliseconds: 60_000) { _ in isAnswered = true }
      bench.pair.write(#"{"jsonrpc":"2.0","id":\#(round),"result":1}"# + "\n")
      bench.loop.run(until: { isAnswered })
    }
    let stray = #"{"jsonrpc":"2.0","id":99,"result":1}"# + "\n"
    bench.pair.write(String(repeating: stray, count: RPCConnection.noiseLimit + 1))
    guard case .garbage = bench.waitForEnd() else {
      Issue.record("\(String(describing: bench.end))")
      return
    }
  }

  /// Few lines may be as much noise as many.
  @Test func noiseOfAProgramInBytes() throws {
    let bench = try Bench(.endsAtGarbage)
    var count = 0
    bench.connection.onNotification = { _, _ in count += 1 }
    let (head, tail) = (#"{"jsonrpc":"2.0","method":"n","params":{"p":""#, #""}}"#)
    let share = RPCConnection.noiseByteLimit / 16
    let padding = String(repeating: "x", count: share - head.utf8.count - tail.utf8.count)
    let line = head + padding + tail + "\n"
    for expected in 1...16 {
      bench.pair.write(line)
      bench.loop.run(until: { count == expected })
    }
    #expect(bench.end == nil)
    bench.pair.write(#"{"jsonrpc":"2.0","method":"n"}"# + "\n")
    guard case .garbage = bench.waitForEnd() else {
      Issue.record("\(String(describing: bench.end))")
      return
    }
  }

  @Test func aDeadlineCancelsAndTheLateAnswerIsDropped() throws {
    let bench = try Bench()
    var outcome: Result<JSON, RPCConnection.CallFailure>?
    bench.connection.call("slow", [:], deadlineMilliseconds: 1) { outcome = $0 }
    bench.loop.run(until: { outcome != nil })
    #expect(outcome == .failure(.deadline))
    let lines = try bench.lines(2)
    #expect(lines[0].contains(#""id":1,"method":"slow""#))
    #expect(lines[1].contains(#""method":"notifications/cancelled","params":{"requestId":1"#))
    var pong: Result<JSON, RPCConnection.CallFailure>?
    bench.connection.call("next", [:], deadlineMilliseconds: 60_000) { pong = $0 }
    bench.pair.write(#"{"jsonrpc":"2.0","id":1,"result":"late"}"# + "\n")
    bench.pair.write(#"{"jsonrpc":"2.0","id":2,"result":"first"}"# + "\n")
    bench.pair.write(#"{"jsonrpc":"2.0","id":2,"result":"second"}"# + "\n")
    bench.pair.write(#"{"jsonrpc":"2.0","id":77,"result":"never asked"}"# + "\n")
    bench.pair.write(#"{"jsonrpc":"2.0","id":77,"result":1,"error":1}"# + "\n")
    bench.loop.run(until: { bench.connection.dropped.total == 4 })
    #expect(pong == .success("first"))
    let dropped = bench.connection.dropped
    #expect(
      [dropped.late, dropped.duplicate, dropped.unknown, dropped.malformed] == [1, 1, 1, 1])
  }

  @Test func bothDirectionsAreBounded() throws {
    let bench = try Bench(inFlightLimit: 2)
    var failures: [RPCConnection.CallFailure] = []
    for _ in 0..<3 {
      bench.connection.call("x", [:], deadlineMilliseconds: 60_000) {
        if case .failure(let failure) = $0 { failures.append(failure) }
      }
    }
    #expect(failures == [.busy])
    for id in 1...3 {
      bench.pair.write(#"{"jsonrpc":"2.0","id":\#(id),"method":"hold"}"# + "\n")
    }
    #expect(try bench.lines(3)[2].contains("rpc.too_many_in_flight"))
    bench.pair.write(#"{"jsonrpc":"2.0","id":1,"method":"hold"}"# + "\n")
    #expect(try bench.lines(1)[0].contains("rpc.too_many_in_flight"))
    #expect(bench.connection.incomingCount == 2)
    bench.pair.closeFar()
    #expect(bench.waitForEnd() == .channel(.ended))
    #expect(failures == [.busy, .ended, .ended])
  }

  @Test func aRequestInFlightMayNotComeTwice() throws {
    let bench = try Bench()
    for _ in 0..<2 { bench.pair.write(#"{"jsonrpc":"2.0","id":9,"method":"hold"}"# + "\n") }
    #expect(try bench.lines(1)[0].contains("-32600"))
    bench.connection.answer(.integer(9), .success(1))
    bench.connection.answer(.integer(9), .success(2))
    bench.connection.answer(.integer(8), .success(3))
    bench.pair.write(#"{"jsonrpc":"2.0","id":9,"method":"echo"}"# + "\n")
    let lines = try bench.lines(2)
    #expect(
      lines == [
        #"{"jsonrpc":"2.0","id":9,"result":1}"#, #"{"jsonrpc":"2.0","id":9,"result":{}}"#,
      ])
  }

  @Test func aFloodThatNobodyReadsEndsOnlyItsOwnConnection() throws {
    let bench = try Bench(drainMilliseconds: 60_000)
    let other = SocketPair()
    let channel = StreamChannel(bench.loop, socket: other.takeNear())
    let neighbour = RPCConnection(bench.loop, channel, strictness: .answersGarbage)
    neighbour.onRequest = { id, _, _ in neighbour.answer(id, .success(true)) }
    try neighbour.start()
    let text = String(repeating: "x", count: 50_000)
    for _ in 0..<100 { bench.connection.notify("n", JSONObject([("x", .string(text))])) }
    #expect(bench.end == .outboundFull)
    other.write(#"{"jsonrpc":"2.0","id":1,"method":"a"}"# + "\n")
    var answer: [UInt8] = []
    bench.loop.run(until: {
      answer += other.readAvailable()
      if answer.isEmpty { bench.loop.schedule(afterMilliseconds: 1) {} }
      return !answer.isEmpty
    })
    #expect(String(decoding: answer, as: UTF8.self).contains(#""id":1,"result":true"#))
    neighbour.close()
  }

  @Test func anAnswerTooLongForAFrameBecomesAnError() throws {
    let bench = try Bench()
    bench.pair.write(#"{"jsonrpc":"2.0","id":1,"method":"hold"}"# + "\n")
    bench.loop.run(until: { bench.connection.incomingCount == 1 })
    let text = String(repeating: "x", count: FrameSplitter.frameByteLimit)
    bench.connection.answer(.integer(1), .success(.string(text)))
    #expect(try bench.lines(1)[0].contains("-32603"))
    var outcome: Result<JSON, RPCConnection.CallFailure>?
    bench.connection.call("x", ["x": .string(text)], deadlineMilliseconds: 1000) { outcome = $0 }
    #expect(outcome == .failure(.tooLong))
    #expect(bench.connection.outgoingCount == 0)
  }

  @Test func cancellingTellsTheOtherSide() throws {
    let bench = try Bench()
    var outcome: Result<JSON, RPCConnection.CallFailure>?
    let id = bench.connection.call("x", [:], deadlineMilliseconds: 60_000) { outcome = $0 }
    bench.connection.cancel(try #require(id), reason: "left")
    bench.connection.cancel(try #require(id), reason: "again")
    #expect(outcome == .failure(.cancelled))
    #expect(try bench.lines(2)[1].contains(#""requestId":1,"reason":"left""#))
  }
}

extension Bench {
  /// Writes more than the socket holds while the loop reads.
  fileprivate func writeFromThread(_ text: String) throws {
    let pair = Box(pair)
    var thread = pthread_t()
    let argument = Unmanaged.passRetained(Box((pair.value, text)))
    pthread_create(
      &thread, nil,
      { raw in
        guard let raw else { return nil }
        let box = Unmanaged<Box<(SocketPair, String)>>.fromOpaque(raw).takeRetainedValue()
        box.value.0.write(box.value.1)
        return nil
      }, argument.toOpaque())
    pthread_detach(thread)
  }
}
