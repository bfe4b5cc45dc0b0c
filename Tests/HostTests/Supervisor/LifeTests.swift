import JSONRPC
import Loop
import Testing
import Wire

@testable import Host

/// What a supervisor does besides calling: kill switch, eviction, warm starts, processor time,
/// what outlives it, and calls that are run again.
@Suite struct LifeTests {
  private func turn(_ stage: Stage, until isDone: @escaping () -> Bool) {
    stage.loop.run(until: isDone)
  }

  @Test func theKillSwitchAnswersEveryCallAndCountsNoCrash() throws {
    let stage = try Stage(["hang": "sleep 600", "ok": #"text ok"#])
    let calls = (0..<3).map { _ in stage.start("hang") }
    turn(stage) { stage.source.startCount > 0 && stage.supervisor.statuses[0].state == .ready }
    let began = MonotonicTime.now
    stage.supervisor.kill(AppID("test.other"))
    #expect(calls.allSatisfy { $0.value == nil })
    stage.supervisor.kill(AppID("test.app"))
    turn(stage) { calls.allSatisfy { $0.value != nil } && stage.supervisor.processCount == 0 }
    #expect(MonotonicTime.now - began < 1_000)
    #expect(calls.map(\.value).allSatisfy { $0 == "unavailable(retryAfterMilliseconds: nil)" })
    #expect(stage.supervisor.statuses.map(\.crashCount) == [0])
    #expect(stage.call("ok") == "ok")
    stage.stop()
  }

  @Test func aProcessIsReadyBeforeItsFirstCall() throws {
    let stage = try Stage(["ok": #"text ok"#])
    stage.supervisor.warm(stage.release)
    turn(stage) { stage.supervisor.statuses.map(\.state) == [.idle] }
    #expect(stage.source.startCount == 1)
    stage.supervisor.warm(stage.release)
    #expect(stage.call("ok") == "ok")
    #expect(stage.source.startCount == 1 && stage.supervisor.counters.starts == 1)
    stage.stop()
  }

  /// A budget that nothing fits into: whoever idles is stopped, whoever works is not.
  @Test func idleProcessesAreStoppedForTheirMemory() throws {
    let stage = try Stage(["ok": #"text "$n""#], memoryBudgetBytes: 1)
    #expect(stage.call("ok") == "1")
    turn(stage) { stage.supervisor.processCount == 0 }
    #expect(stage.supervisor.counters.evictions == 1)
    #expect(stage.supervisor.residentBytes == 0)
    #expect(stage.supervisor.statuses.map(\.crashCount) == [0])
    #expect(stage.call("ok") == "1")
    stage.stop()
  }

  @Test func whatFitsStays() throws {
    let stage = try Stage(["ok": #"text "$n""#])
    for number in 1...3 { #expect(stage.call("ok") == "\(number)") }
    #expect(stage.supervisor.counters.evictions == 0)
    #expect(stage.supervisor.residentBytes > 0)
    stage.stop()
  }

  @Test func processorTimeOfOneCallIsLimited() throws {
    let stage = try Stage(
      ["spin": "while :; do :; done", "ok": #"text ok"#], cpuSeconds: 1)
    #expect(stage.call("spin", deadlineMilliseconds: 60_000) == "overCPU(seconds: 1)")
    #expect(stage.call("ok") == "ok")
    #expect(stage.supervisor.statuses.map(\.crashCount) == [1])
    stage.stop()
  }

  /// Waiting costs nothing, however long it takes.
  @Test func waitingIsNoProcessorTime() throws {
    let stage = try Stage(["wait": "sleep 2; text ok"], cpuSeconds: 1)
    #expect(stage.call("wait", deadlineMilliseconds: 60_000) == "ok")
    stage.stop()
  }

  @Test func whatIsWrittenDownIsKnownAgain() throws {
    let first = try Stage(["crash": "kill -9 $$", "ok": #"text ok"#])
    for _ in 0..<3 { _ = first.call("crash") }
    let record = try #require(first.records.last)
    #expect(record.disabled.map(\.feature) == ["crash"] && record.failure == .crashed)
    first.stop()
    let second = try Stage(["crash": "kill -9 $$", "ok": #"text ok"#])
    second.supervisor.restore(record, of: second.release.key)
    #expect(second.call("ok") == "ok")
    #expect(second.call("crash") == "disabled")
    #expect(second.call("crash", ["x": 1]) == "crashed")
    second.supervisor.pardon(second.release.key)
    #expect(second.records.last == ProgramRecord(condition: .open))
    #expect(second.call("crash") == "crashed")
    second.stop()
    let third = try Stage(["ok": #"text ok"#])
    third.supervisor.restore(
      ProgramRecord(condition: .quarantined), of: third.release.key)
    #expect(third.call("ok") == "unavailable(retryAfterMilliseconds: nil)")
    #expect(third.source.startCount == 0)
    third.supervisor.pardon(third.release.key)
    #expect(third.call("ok") == "ok")
    third.stop()
  }

  @Test func aRehearsalTouchesNoOtherCall() throws {
    let stage = try Stage(["crash": "kill -9 $$", "count": #"text "$n""#])
    #expect(stage.call("count") == "1")
    for _ in 0..<6 { #expect(rehearse(stage, "crash") == "crashed") }
    #expect(rehearse(stage, "count") == "1")
    #expect(stage.call("count") == "2")
    #expect(stage.records.isEmpty && stage.supervisor.statuses.map(\.crashCount) == [0])
    stage.stop()
  }

  private func rehearse(_ stage: Stage, _ tool: String) -> String {
    var word: String?
    stage.supervisor.rehearse(
      stage.release, tool: tool, arguments: [:], context: nil, deadlineMilliseconds: 20_000,
      ask: { _, reply in reply(nil) },
      completion: { result in
        switch result {
        case .success(let result): word = result.content.first?["text"]?.string ?? ""
        case .failure(let failure): word = "\(failure)"
        }
      })
    turn(stage) { word != nil && stage.supervisor.rehearsals.isEmpty }
    return word ?? ""
  }

  @Test func rehearsalsAreFew() throws {
    let stage = try Stage(["slow": "sleep 1; text ok"])
    var words: [String] = []
    for _ in 0...Supervisor.rehearsalLimit {
      stage.supervisor.rehearse(
        stage.release, tool: "slow", arguments: [:], context: nil,
        deadlineMilliseconds: 20_000, ask: { _, reply in reply(nil) },
        completion: { result in
          if case .failure(let failure) = result {
            words.append("\(failure)")
          } else {
            words.append("ok")
          }
        })
    }
    #expect(words == ["busy"])
    turn(stage) { words.count == Supervisor.rehearsalLimit + 1 }
    #expect(words.count { $0 == "ok" } == Supervisor.rehearsalLimit)
    turn(stage) { stage.supervisor.rehearsals.isEmpty }
    stage.stop()
  }
}
