import JSONRPC
import Loop
import Testing
import Wire

@testable import Host

/// A server of the older era that asks by itself in the middle of a call (2025-11-25,
/// client/elicitation).
@Suite struct ServerQuestionsTests {
  /// Answers every question with its number, at the next turn of the loop.
  private func answering(
    _ stage: Stage, _ asked: @escaping (NamedInputRequest) -> Void = { _ in }
  ) -> Supervisor.Ask {
    { requests, reply in
      for request in requests { asked(request) }
      stage.loop.schedule(afterMilliseconds: 1) {
        reply(
          JSONObject(
            requests.map {
              ($0.name, ["action": "accept", "content": ["n": .string($0.name)]])
            }))
      }
    }
  }

  private func accepted(_ id: String, _ name: String) -> String {
    "{'jsonrpc':'2.0','id':'\(id)','result':{'action':'accept','content':{'n':'\(name)'}}}"
  }

  @Test func aQuestionIsAskedAndItsAnswerGoesBack() throws {
    let stage = try Stage(
      [
        "once": #"ask q1 "Which?"; hear; text "$(quoted "$reply")""#,
        "hello": #"text "$(quoted "$hello")""#,
      ], prologue: FakeServer.legacy)
    var asked: [NamedInputRequest] = []
    #expect(
      stage.call("once", ask: answering(stage) { asked.append($0) })
        == accepted("q1", "question1"))
    #expect(asked.map(\.request.method) == ["elicitation/create"])
    #expect(asked.first?.request.params["message"] == "Which?")
    #expect(asked.first?.request.params["requestedSchema"]?["type"] == "object")
    // Declared is what is done, and nothing else.
    let hello = stage.call("hello")
    #expect(hello.contains("'capabilities':{'elicitation':{'form':{}},"), "\(hello)")
    #expect(!hello.contains("sampling") && !hello.contains("roots"))
    stage.stop()
  }

  /// `{request, what of the answer comes back}`.
  @Test(arguments: [
    (#"{"jsonrpc":"2.0","id":5,"method":"ping"}"#, "{'jsonrpc':'2.0','id':5,'result':{}}"),
    (#"{"jsonrpc":"2.0","id":"r","method":"roots/list"}"#, "'id':'r','error':{'code':-32601,"),
    (
      #"{"jsonrpc":"2.0","id":1,"method":"sampling/createMessage","params":{"maxTokens":1}}"#,
      "'id':1,'error':{'code':-32601,"
    ),
    (#"{"jsonrpc":"2.0","id":1,"method":"tools/call"}"#, "'error':{'code':-32601,"),
    (
      #"{"jsonrpc":"2.0","id":1,"method":"elicitation/create","params":{"mode":"url","url":"x"}}"#,
      "'error':{'code':-32602,"
    ),
  ])
  func everyOtherRequestHasAnAnswer(request: String, words: String) throws {
    let stage = try Stage(
      ["send": #"printf '%s\n' '\#(request)'; hear; text "$(quoted "$reply")""#],
      prologue: FakeServer.legacy)
    let answer = stage.call("send")
    #expect(answer.contains(words), "\(answer)")
    #expect(stage.supervisor.statuses.map(\.crashCount) == [0])
    stage.stop()
  }

  /// The newer era knows no requests of servers (basic/transports/stdio).
  @Test func theNewerEraAsksNothingByItself() throws {
    let stage = try Stage(["once": #"ask q1 "Which?"; hear; text no"#])
    #expect(stage.call("once", ask: answering(stage)).hasPrefix("garbage"))
    stage.stop()
  }

  @Test func questionsOfOneCallAtTheirLimit() throws {
    let stage = try Stage(
      [
        "often": "repeat 8 one; text $i", "oftener": "repeat 9 one; text $i",
        "ok": #"text "$$ $n""#,
      ],
      prologue: #"one() { ask "q$n-$i" "Which $i?"; hear; }"# + "\n" + FakeServer.legacy)
    let process = stage.call("ok").prefix { $0 != " " }
    #expect(stage.call("often", ask: answering(stage)) == "0")
    #expect(
      stage.call("oftener", ask: answering(stage))
        == #"resultInvalid(reason: "it asked more than 8 times")"#)
    // It was told so, and goes on: asking too often is no crash.
    #expect(stage.call("ok").hasPrefix(process))
    #expect(stage.supervisor.statuses.map(\.crashCount) == [0])
    stage.stop()
  }

  @Test func answersOfOneCallAtTheirLimit() throws {
    let frame = JSON.object(["action": "accept", "content": ["n": ""]]).byteCount
    for (byteCount, isIn) in [(384 << 10, true), ((384 << 10) + 1, false)] {
      let stage = try Stage(
        ["two": #"ask q1 a; hear; ask q2 b; hear; text done"#], prologue: FakeServer.legacy)
      var left = byteCount
      let outcome = stage.call("two") { requests, reply in
        let count = left == byteCount ? 1000 : left
        left -= count
        let text = String(repeating: "x", count: count - frame)
        reply([requests[0].name: ["action": "accept", "content": ["n": .string(text)]]])
      }
      #expect(outcome == (isIn ? "done" : "\(ProgramFailure.readTooMuch)"))
      stage.stop()
    }
  }

  /// Two at once are asked one after the other; the very same again is another question.
  @Test func questionsWaitForEachOther() throws {
    let stage = try Stage(
      [
        "two": #"ask q1 a; ask q2 a; hear; first=$reply; hear; text "$(quoted "$first $reply")""#
      ], prologue: FakeServer.legacy)
    var occurrences: [Int] = []
    let answer = stage.call("two", ask: answering(stage) { occurrences.append($0.occurrence) })
    #expect(answer == accepted("q1", "question1") + " " + accepted("q2", "question2"))
    #expect(occurrences == [0, 1])
    stage.stop()
  }

  @Test func anIdIsUsedAgain() throws {
    let stage = try Stage(
      [
        "open": #"ask q a; ask q b; hear; first=$reply; hear; text "$(quoted "$first $reply")""#,
        "over": #"ask q a; hear; ask q b; hear; text "$(quoted "$reply")""#,
      ], prologue: FakeServer.legacy)
    // While the first waits, the second is no request at all.
    let answer = stage.call("open", ask: answering(stage))
    #expect(answer.hasPrefix("{'jsonrpc':'2.0','id':'q','error':{'code':-32600,"), "\(answer)")
    #expect(answer.hasSuffix(accepted("q", "question1")))
    #expect(stage.call("over", ask: answering(stage)) == accepted("q", "question2"))
    stage.stop()
  }

  @Test func aServerTakesItsQuestionBack() throws {
    let cancel = #"""
      printf '{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"q1"}}\n'
      """#
    let stage = try Stage(
      ["back": "ask q1 a; \(cancel); text done", "last": #"text "$(quoted "$reply")""#],
      prologue: FakeServer.legacy)
    var reply: ((JSONObject?) -> Void)?
    var withdrawn = 0
    let outcome = stage.call("back") {
      reply = $1
    } withdrawn: {
      withdrawn += 1
    }
    #expect(outcome == "done" && withdrawn == 1)
    // Whatever the person still says is told to nobody.
    reply?(["question1": ["action": "accept", "content": [:]]])
    #expect(stage.call("last") == "")
    stage.stop()
  }

  /// A server that does not wait for its answer is told that nobody gave one.
  @Test func aCallEndsBeforeItsAnswer() throws {
    let stage = try Stage(
      [
        "leave": "ask q1 a; text done",
        "late": #"both=$(text done; ask q2 a); printf '%s\n' "$both""#,
        "last": #"text "$(quoted "$reply")""#,
      ], prologue: FakeServer.legacy)
    var replies: [(JSONObject?) -> Void] = []
    #expect(stage.call("leave") { replies.append($1) } == "done")
    let cancelled = "'result':{'action':'cancel'}}"
    #expect(stage.call("last") == "{'jsonrpc':'2.0','id':'q1'," + cancelled)
    for reply in replies { reply(["question1": ["action": "decline"]]) }
    // Outside a call there is nobody to ask.
    #expect(stage.call("late") { replies.append($1) } == "done")
    #expect(stage.call("last") == "{'jsonrpc':'2.0','id':'q2'," + cancelled)
    #expect(replies.count == 1)
    stage.stop()
  }

  @Test func whoIsNotAnsweredEndsTheCallAndWhoCrashesTheQuestion() throws {
    let stage = try Stage(
      ["once": "ask q1 a; hear; text done", "crash": "ask q1 a; exit 3", "ok": "text ok"],
      prologue: FakeServer.legacy)
    #expect(stage.call("once") == "cancelled")
    #expect(stage.call("ok") == "ok")
    var replies: [(JSONObject?) -> Void] = []
    #expect(stage.call("crash") { replies.append($1) } == "crashed")
    for reply in replies { reply(["question1": ["action": "decline"]]) }
    #expect(stage.call("ok") == "ok")
    stage.stop()
  }

  /// A person's time is not the program's: the deadline stands still, and goes on afterwards.
  @Test func thinkingTakesNoneOfTheCallsTime() throws {
    let stage = try Stage(
      ["quick": "ask q1 a; hear; text done", "slow": "ask q1 a; hear; exec sleep 600"],
      prologue: FakeServer.legacy)
    let thinking: Supervisor.Ask = { requests, reply in
      stage.loop.schedule(afterMilliseconds: 1200) {
        reply([requests[0].name: ["action": "decline"]])
      }
    }
    #expect(stage.call("quick", deadlineMilliseconds: 1000, ask: thinking) == "done")
    let began = MonotonicTime.now
    #expect(stage.call("slow", deadlineMilliseconds: 1000, ask: thinking) == "deadline")
    #expect((1200...2600).contains(MonotonicTime.now - began))
    stage.stop()
  }

  /// Processes that wait for people are beside those that work; one more is told that it cannot.
  @Test func manyPeopleThinkAndOthersAreServed() throws {
    let stage = try Stage(
      ["once": #"ask q1 a; hear; text "$(quoted "$reply")""#, "ok": "text ok"],
      prologue: FakeServer.legacy)
    var replies: [(JSONObject?) -> Void] = []
    var calls: [Stage.Outcome] = []
    for count in 1...ProgramMachine.askingLimit {
      calls.append(stage.start("once") { replies.append($1) })
      stage.loop.run(until: { replies.count == count })
    }
    #expect(stage.supervisor.processCount == ProgramMachine.askingLimit)
    #expect(stage.call("ok") == "ok")
    let refused = stage.call("once") { replies.append($1) }
    #expect(refused.contains("'error':{'code':-32603,"), "\(refused)")
    #expect(replies.count == ProgramMachine.askingLimit)
    for reply in replies { reply(["question1": ["action": "decline"]]) }
    stage.loop.run(until: { calls.allSatisfy { $0.value != nil } })
    for call in calls { #expect(call.value?.contains("'action':'decline'") == true) }
    #expect(stage.supervisor.statuses.map(\.crashCount) == [0])
    stage.stop()
  }

  /// Words for a log are heard and forgotten, as many as any notices.
  @Test func aLogIsBounded() throws {
    let line = #"""
      log() {
        printf '{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":"x"}}\n'
      }

      """#
    let stage = try Stage(
      ["some": "repeat 1000 log; text ok", "many": "repeat 1001 log; text ok"],
      prologue: line + FakeServer.legacy)
    #expect(RPCConnection.noiseLimit == 1000)
    #expect(stage.call("some") == "ok")
    #expect(stage.call("many").hasPrefix("garbage"))
    stage.stop()
  }
}
