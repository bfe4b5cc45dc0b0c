import JSONRPC
import Loop
import Testing
import Wire

@testable import Host

/// Servers that say that their tools have changed (basic/patterns/subscriptions, server/tools).
@Suite struct ToolsWatchTests {
  private func time(_ milliseconds: Int64) -> MonotonicTime {
    MonotonicTime(milliseconds: milliseconds)
  }

  @Test func howeverOftenItIsSaidTheyAreLookedAtOnceInAWhile() {
    var watch = ToolsWatch()
    #expect(watch.changed(isBusy: false, now: time(0)) == .look)
    #expect(watch.changed(isBusy: false, now: time(1)) == .nothing)
    #expect(watch.looked(isBusy: false, now: time(10)) == .wait(milliseconds: 990))
    #expect(watch.changed(isBusy: false, now: time(20)) == .nothing)
    #expect(watch.waited(isBusy: false, now: time(1000)) == .look)
    #expect(watch.looked(isBusy: false, now: time(1001)) == .nothing)
    #expect(watch.changed(isBusy: false, now: time(1999)) == .wait(milliseconds: 1))
    #expect(watch.waited(isBusy: false, now: time(2000)) == .look)
    #expect(watch.looked(isBusy: false, now: time(2001)) == .nothing)
    #expect(watch.waited(isBusy: false, now: time(9000)) == .nothing)
  }

  @Test func aCallUnderWayIsWaitedFor() {
    var watch = ToolsWatch()
    #expect(watch.answered(now: time(0)) == .nothing)
    #expect(watch.changed(isBusy: true, now: time(0)) == .nothing)
    #expect(watch.changed(isBusy: true, now: time(1)) == .nothing)
    #expect(watch.answered(now: time(2)) == .look)
    #expect(watch.changed(isBusy: true, now: time(3)) == .nothing)
    #expect(watch.looked(isBusy: true, now: time(4)) == .nothing)
    #expect(watch.answered(now: time(5)) == .wait(milliseconds: 997))
    #expect(watch.waited(isBusy: true, now: time(1002)) == .nothing)
    #expect(watch.answered(now: time(1003)) == .look)
  }

  /// `{what makes the server of which era}`.
  private static let eras = [FakeServer.telling, FakeServer.legacy]

  @Test(arguments: eras)
  func theSameToolsGoOn(prologue: String) throws {
    let stage = try Stage(
      [
        "change": "changed; text ok", "count": #"text "$lists""#,
        "listens": #"text "$listens""#,
      ], prologue: prologue)
    #expect(stage.call("count") == "1")
    #expect(stage.call("change") == "ok")
    // What was due was asked before the next call was sent.
    #expect(stage.call("count") == "2")
    #expect(stage.call("listens") == (prologue == FakeServer.legacy ? "0" : "1"))
    #expect(stage.source.startCount == 1)
    stage.stop()
  }

  /// `{what the server does to its tools, what whoever calls next is told}`.
  @Test(arguments: [
    (#"more=',{"name":"new","inputSchema":{"type":"object"}}'"#, "undeclared(\"new\")"),
    (#"schema=',"required":["x"]'"#, "changed("),
    (#"schema=',"description":"only words"'"#, "ok"),
  ])
  func otherToolsAreRefusedAsAtTheStart(deed: String, word: String) throws {
    for prologue in Self.eras {
      let stage = try Stage(
        ["change": "\(deed); changed; text done", "ok": "text ok"], prologue: prologue)
      #expect(stage.call("change") == "done")
      let next = stage.call("ok")
      #expect(next.contains(word), "\(next)")
      // A new process offers what was published.
      #expect(stage.call("ok") == "ok")
      let isSame = word == "ok"
      #expect(stage.source.startCount == (isSame ? 1 : 2))
      #expect(stage.events.contains { $0.hasPrefix("program.tools_changed") } == !isSame)
      stage.stop()
    }
  }

  /// A server that idles, and one that does not tell its tools when it is asked.
  @Test func aChangeBetweenCallsIsSeenToo() throws {
    let stage = try Stage(
      [
        "later": #"more=',{"name":"new","inputSchema":{}}'; text done; changed"#,
        "mute": #"more=garbage; changed; text done"#, "ok": "text ok",
      ], prologue: FakeServer.telling)
    #expect(stage.call("later") == "done")
    stage.loop.run(until: { stage.events.contains { $0.hasPrefix("program.tools_changed") } })
    #expect(stage.call("ok") == "ok")
    #expect(stage.call("mute") == "done")
    #expect(stage.call("ok").hasPrefix("garbage"))
    stage.stop()
  }

  @Test func noticesOfOtherStreamsMeanNothing() throws {
    let stage = try Stage(
      ["stray": "sub=4711; changed; text ok", "count": #"text "$lists""#],
      prologue: FakeServer.telling)
    #expect(stage.call("stray") == "ok")
    #expect(stage.call("count") == "1")
    stage.stop()
    // Who does not offer to tell is not asked to, and not heard.
    let silent = try Stage([
      "change": "changed; text ok", "count": #"text "$lists $listens""#,
    ])
    #expect(silent.call("change") == "ok")
    #expect(silent.call("count") == "1 0")
    silent.stop()
  }

  /// `{what ends the stream}`: by its answer, or by a notice of the server.
  @Test(arguments: [
    #"say "$sub" '{"resultType":"complete"}'"#,
    #"printf '{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":%s}}\n' "$sub""#,
  ])
  func aStreamThatTheServerEndsTellsNothing(end: String) throws {
    let stage = try Stage(
      ["end": "\(end); changed; text ok", "count": #"text "$lists""#],
      prologue: FakeServer.telling)
    #expect(stage.call("end") == "ok")
    #expect(stage.call("count") == "1")
    stage.stop()
  }

  @Test(arguments: eras)
  func aFloodIsBounded(prologue: String) throws {
    let stage = try Stage(
      [
        "some": "repeat 1000 changed; text ok", "many": "repeat 1001 changed; text ok",
        "count": #"text "$lists""#,
      ], prologue: prologue)
    #expect(stage.call("count") == "1")
    #expect(stage.call("some") == "ok")
    #expect(stage.call("count") == "2")
    #expect(stage.call("many").hasPrefix("garbage"))
    stage.stop()
  }
}
