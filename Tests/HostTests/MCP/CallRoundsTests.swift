import JSONRPC
import Testing
import Wire

@testable import Host

@Suite struct CallRoundsTests {
  private let params = MCP.CallParams(name: "f", arguments: ["x": 1], meta: nil)
  private let request: JSON = ["method": "app.madang/get", "params": ["key": "k"]]

  private func time(_ milliseconds: Int64) -> MonotonicTime {
    MonotonicTime(milliseconds: milliseconds)
  }

  private func required(_ json: JSON) -> MCPClient.Round {
    guard case .success(let round) = MCPClient.round(json) else {
      preconditionFailure("not a round: \(json.text)")
    }
    return round
  }

  private func failureReason(_ step: CallRounds.Step) -> String? {
    if case .failed(.resultInvalid(let reason)) = step { return reason }
    return nil
  }

  @Test func answersAndStateGoBackUnchangedUnderTheSameCall() {
    var rounds = CallRounds(params, deadlineMilliseconds: 5000)
    #expect(rounds.begin(now: time(0)) == .send(params, deadlineMilliseconds: 5000))
    let round = required([
      "resultType": "input_required", "inputRequests": ["k": request], "requestState": "s\u{0}",
    ])
    let asked = NamedInputRequest(
      name: "k", request: MCP.InputRequest(method: "app.madang/get", params: ["key": "k"]))
    #expect(rounds.took(round, now: time(1000)) == .ask([asked]))
    var again = params
    again.inputResponses = ["k": ["v": 2]]
    again.requestState = "s\u{0}"
    // The hour that the answer took does not count.
    #expect(
      rounds.answered(JSONObject([("k", ["v": 2])]), now: time(3_600_000))
        == .send(again, deadlineMilliseconds: 4000))
    let result = MCP.CallResult(text: "done")
    #expect(rounds.took(.complete(result), now: time(3_600_001)) == .finished(result))
  }

  @Test func stateAloneIsSentBackAtOnceAndNoneIsNotInvented() {
    var rounds = CallRounds(params, deadlineMilliseconds: 5000)
    _ = rounds.begin(now: time(0))
    let round = required(["resultType": "input_required", "requestState": "s"])
    var again = params
    again.requestState = "s"
    #expect(rounds.took(round, now: time(0)) == .send(again, deadlineMilliseconds: 5000))
    let other = required(["resultType": "input_required", "inputRequests": ["k": request]])
    _ = rounds.took(other, now: time(0))
    again.requestState = nil
    again.inputResponses = ["k": nil]
    #expect(
      rounds.answered(JSONObject([("k", nil)]), now: time(0))
        == .send(again, deadlineMilliseconds: 5000))
  }

  @Test func roundsAtTheirLimit() {
    var rounds = CallRounds(params, deadlineMilliseconds: 5000)
    _ = rounds.begin(now: time(0))
    let round = required(["resultType": "input_required", "requestState": "s"])
    for _ in 1...HostExtension.inputRoundLimit {
      guard case .send = rounds.took(round, now: time(0)) else {
        Issue.record("refused too early")
        return
      }
    }
    #expect(failureReason(rounds.took(round, now: time(0)))?.contains("8 times") == true)
  }

  @Test func answersAtTheirLimit() {
    let round = required(["resultType": "input_required", "inputRequests": ["k": request]])
    let frame = JSON.object(["k": ""]).bytes.count
    for (byteCount, fits) in [
      (HostExtension.inputAnswersByteLimit, true), (HostExtension.inputAnswersByteLimit + 1, false),
    ] {
      var rounds = CallRounds(params, deadlineMilliseconds: 5000)
      _ = rounds.begin(now: time(0))
      _ = rounds.took(round, now: time(0))
      let answer = JSON.string(String(repeating: "x", count: byteCount - frame))
      let step = rounds.answered(JSONObject([("k", answer)]), now: time(0))
      #expect((failureReason(step) == nil) == fits)
    }
  }

  @Test func theProgramsOwnTimeIsBounded() {
    var rounds = CallRounds(params, deadlineMilliseconds: 5000)
    _ = rounds.begin(now: time(0))
    let round = required(["resultType": "input_required", "requestState": "s"])
    guard case .send(_, deadlineMilliseconds: 1) = rounds.took(round, now: time(4999)) else {
      Issue.record("a millisecond was left")
      return
    }
    #expect(rounds.took(round, now: time(5000)) == .failed(.deadline))
  }

  @Test func shapesThatAreNone() {
    for json: JSON in [
      ["resultType": "input_required"],
      ["resultType": "input_required", "inputRequests": [:]],
      ["resultType": "input_required", "inputRequests": []],
      ["resultType": "input_required", "inputRequests": ["k": 1]],
      ["resultType": "input_required", "inputRequests": ["k": ["method": 1, "params": [:]]]],
    ] {
      var rounds = CallRounds(params, deadlineMilliseconds: 5000)
      _ = rounds.begin(now: time(0))
      #expect(failureReason(rounds.took(required(json), now: time(0))) != nil, "\(json.text)")
    }
    for json: JSON in [
      ["resultType": "other"], ["resultType": 1], ["content": 1], [:], [], nil,
      ["resultType": "input_required", "requestState": 1],
    ] {
      guard case .failure(.invalid) = MCPClient.round(json) else {
        Issue.record("\(json.text)")
        continue
      }
    }
  }
}
