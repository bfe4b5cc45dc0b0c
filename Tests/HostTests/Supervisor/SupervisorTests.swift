import JSONRPC
import Loop
import Testing
import Wire

@testable import Host

@Suite struct SupervisorTests {
  @Test func theFirstCallStartsAndTheNextFindsTheSameProcess() throws {
    let stage = try Stage(["count": #"text "$n""#])
    #expect(stage.call("count") == "1")
    #expect(stage.call("count") == "2")
    #expect(stage.source.startCount == 1)
    #expect(stage.supervisor.statuses.map(\.state) == [.idle])
    #expect(stage.events.map { $0.prefix(13) } == ["program.ready"])
    #expect(stage.supervisor.lastLayers == [])
    #expect(stage.call("none").contains("no tool"))
    stage.stop()
  }

  @Test func theRequestCarriesTheProtocolAndOurCall() throws {
    // The line itself is the answer, its quotes made single to fit a text.
    let stage = try Stage(["show": #"text "$(printf %s "$line" | tr '"' "'")""#])
    let line = stage.call("show", ["x": 1])
    for part in [
      "'name':'show'", "'arguments':{'x':1}",
      "'io.modelcontextprotocol/protocolVersion':'2026-07-28'",
      "'io.modelcontextprotocol/clientInfo':{'name':'test','version':'1'}",
      "'extensions':{'app.madang/host':{'version':1}}", "'app.madang/call':{'id':'c'}",
      "'traceparent':'00-00000000000000010000000000000002-0000000000000002-01'",
    ] { #expect(line.contains(part), "\(part) in \(line)") }
    stage.stop()
  }

  @Test func crashesAreToldAndTheProgramComesBack() throws {
    let stage = try Stage(["crash": "kill -9 $$", "exit": "exit 0", "ok": #"text "$n""#])
    #expect(stage.call("ok") == "1")
    #expect(stage.call("crash") == "crashed")
    #expect(stage.call("ok") == "1")
    #expect(stage.call("exit") == "crashed")
    #expect(stage.call("ok") == "1")
    #expect(stage.supervisor.statuses.map(\.crashCount) == [2])
    #expect(stage.call("crash") == "crashed")
    #expect(stage.call("crash") == "crashed")
    #expect(stage.call("crash") == "disabled")
    #expect(stage.call("ok") == "1")
    stage.stop()
  }

  @Test func everythingThatIsNoAnswerIsGarbage() throws {
    let stage = try Stage([
      "words": "echo hello", "request": #"echo '{"jsonrpc":"2.0","id":1,"method":"ping"}'"#,
      "long": "head -c 1048577 /dev/zero | tr '\\0' 'x'", "empty": "echo",
      "deep": "head -c 100000 /dev/zero | tr '\\0' '['; echo", "ok": #"text ok"#,
    ])
    for feature in ["words", "request", "long", "empty"] {
      #expect(stage.call(feature).hasPrefix("garbage"), "\(feature)")
      // Each is a different crash: five of them would be quarantine.
      #expect(stage.call("ok") == "ok", "\(feature)")
    }
    #expect(stage.call("deep").hasPrefix("garbage"))
    #expect(stage.call("ok") == "unavailable(retryAfterMilliseconds: nil)")
    #expect(stage.supervisor.statuses.map(\.state) == [.quarantined])
    #expect(stage.records.last?.condition == .quarantined)
    stage.supervisor.pardon(stage.release.key)
    #expect(stage.call("ok") == "ok")
    stage.stop()
  }

  @Test func answersTwiceLateOrToNobodyAreDropped() throws {
    let stage = try Stage([
      "twice": "text first; text second; say 4711 '{}'", "ok": #"text "$n""#,
      "late": "sleep 0.3; text late",
    ])
    #expect(stage.call("twice") == "first")
    #expect(stage.call("ok") == "2")
    #expect(stage.call("late", deadlineMilliseconds: 30) == "deadline")
    // Meanwhile another process serves; the first is used again when it has answered.
    #expect(stage.call("ok") == "1")
    #expect(stage.source.startCount == 2)
    #expect(stage.supervisor.statuses.map(\.crashCount) == [0])
    stage.stop()
  }

  @Test func aHangingCallDelaysNoOther() throws {
    let stage = try Stage(["hang": "exec sleep 600", "ok": "text ok"])
    let hanging = stage.start("hang")
    #expect(stage.call("ok") == "ok")
    #expect(stage.call("ok") == "ok")
    #expect(hanging.value == nil)
    #expect(stage.source.startCount == 2)
    stage.stop()
    #expect(hanging.value == "unavailable(retryAfterMilliseconds: nil)")
  }

  @Test func inputRequestsAreAnsweredAndTheStateComesBack() throws {
    let ask = #"""
      case "$line" in
      *'"inputResponses":{"k":7},"requestState":"s1"'*) text done ;;
      *) say "$id" '{"resultType":"input_required","inputRequests":{"k":{"method":"app.madang/get","params":{"key":"a"}}},"requestState":"s1"}' ;;
      esac
      """#
    let stage = try Stage([
      "ask": ask, "again": #"say "$id" '{"resultType":"input_required","requestState":"x"}'"#,
      "odd": #"say "$id" '{"resultType":"unheard"}'"#,
      "none": #"say "$id" '{"resultType":"complete"}'"#,
    ])
    var asked: [NamedInputRequest] = []
    let answer: Supervisor.Ask = { requests, reply in
      asked += requests
      // Later, as the core answers.
      stage.loop.schedule(afterMilliseconds: 1) {
        reply(JSONObject([("k", 7)]))
        reply(JSONObject([("k", 8)]))
      }
    }
    #expect(stage.call("ask", ask: answer) == "done")
    #expect(asked.map(\.name) == ["k"])
    #expect(asked.map(\.request.method) == ["app.madang/get"])
    #expect(stage.call("ask") == "cancelled")
    #expect(stage.call("again").contains("8 times"))
    #expect(stage.call("odd").contains("unheard is unknown"))
    #expect(stage.call("none").contains("content"))
    stage.stop()
  }

  @Test func whatWasPublishedMustStillBeOffered() throws {
    let table: [(frozen: [String], word: String)] = [
      (["a", "b"], "undeclared(\"c\")"), (["a", "b", "c", "d"], "missing(\"d\")"),
    ]
    for (frozen, word) in table {
      let stage = try Stage(["a": "text a", "b": "text b", "c": "text c"], frozen: frozen)
      #expect(stage.call("a").contains(word))
      stage.stop()
    }
  }

  @Test func startsThatFailAreToldToWhoeverWaits() throws {
    let silent = try Stage(["a": "text a"], prologue: "exit 3")
    #expect(silent.call("a") == "crashed")
    silent.stop()
    let refused = try Stage(["a": "text a"])
    refused.source.failure = .sandbox(.queueFull)
    #expect(refused.call("a").hasPrefix("sandbox"))
    refused.source.failure = nil
    #expect(refused.call("a") == "a")
    refused.source.failure = .unavailable(retryAfterMilliseconds: nil)
    withExtendedLifetime(refused) {}
  }

  @Test func programsOfTheOlderEraAreServed() throws {
    let stage = try Stage(
      ["old": #"say "$id" '{"content":[{"type":"text","text":"hi"}]}'"#],
      prologue: FakeServer.legacy)
    #expect(stage.call("old") == "hi")
    stage.stop()
  }

  @Test func stderrIsKeptToItsEndAndNeverParsed() throws {
    let stage = try Stage([
      "flood": "head -c 300000 /dev/zero | tr '\\0' 'e' >&2; printf last >&2; exit 1"
    ])
    #expect(stage.call("flood") == "crashed")
    let words = try #require(stage.supervisor.errorLogs(AppID("test.app")).first?.words.last)
    #expect(words.process == nil && words.total >= Int64(ErrorPipe.ringByteCount))
    let bytes = words.bytes
    #expect(bytes.count == ErrorPipe.ringByteCount)
    #expect(bytes.suffix(4) == Array("last".utf8)[...])
    stage.stop()
  }

  @Test func closingItsOutputIsItsEnd() throws {
    let stage = try Stage(["close": "exec sleep 600 >&-", "ok": "text ok"])
    #expect(stage.call("close") == "crashed")
    #expect(stage.call("ok") == "ok")
    stage.stop()
  }

  @Test func inspectingTellsTheToolsAndLeavesNothingRunning() throws {
    let stage = try Stage(["a": "text a", "b": "text b"])
    var found: Result<[MCP.Tool], ProgramFailure>?
    let bundle = Bundle(digest: "", directory: "/", files: [])
    stage.supervisor.inspect(bundle, entry: "x", limits: SandboxLimits()) { found = $0 }
    stage.loop.run(until: { found != nil })
    guard case .success(let tools) = found else {
      Issue.record("\(String(describing: found))")
      return
    }
    #expect(tools.map(\.name) == ["a", "b"])
    #expect(stage.source.endCount == 1)
    let silent = try Stage(["a": "text a"], prologue: "echo garbage; read x")
    found = nil
    silent.supervisor.inspect(bundle, entry: "x", limits: SandboxLimits()) { found = $0 }
    silent.loop.run(until: { found != nil })
    guard case .failure(.garbage) = found else {
      Issue.record("\(String(describing: found))")
      return
    }
  }
}
