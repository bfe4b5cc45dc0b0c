import JSONRPC
package import Wire

/// One tool call over its rounds of `input_required`; pure. Only the program's own time counts
/// towards the deadline: a person who thinks over a question does not use it up.
struct CallRounds {
  /// What to do next.
  enum Step: Equatable {
    /// Send this within so many milliseconds.
    case send(MCP.CallParams, deadlineMilliseconds: Int64)
    /// Answer these, then call `answered`.
    case ask([NamedInputRequest])
    /// The call is over.
    case finished(MCP.CallResult)
    case failed(ProgramFailure)
  }

  private enum State {
    case working(since: MonotonicTime)
    case asking(names: [String], requestState: String?)
    case over
  }

  private let first: MCP.CallParams
  private var budgetMilliseconds: Int64
  private var rounds = 0
  private var answerByteCount = 0
  private var state = State.over

  init(_ params: MCP.CallParams, deadlineMilliseconds: Int64) {
    first = params
    budgetMilliseconds = deadlineMilliseconds
  }

  /// Whether nothing was asked yet: only then may answers stand in the call unasked.
  var isFirst: Bool { rounds == 0 }

  /// The first round.
  mutating func begin(now: MonotonicTime) -> Step {
    state = .working(since: now)
    return .send(first, deadlineMilliseconds: budgetMilliseconds)
  }

  /// What a round brought.
  mutating func took(_ round: MCPClient.Round, now: MonotonicTime) -> Step {
    guard case .working(let since) = state else {
      preconditionFailure("a round ends only once")
    }
    budgetMilliseconds -= max(0, now - since)
    state = .over
    switch round {
    case .complete(let result): return .finished(result)
    case .inputRequired(let required): return ask(required, now)
    }
  }

  /// The answers by the names that were asked for.
  mutating func answered(_ answers: JSONObject, now: MonotonicTime) -> Step {
    guard case .asking(let names, let requestState) = state else {
      preconditionFailure("nobody asked")
    }
    precondition(names.allSatisfy { answers[$0] != nil }, "every request has an answer")
    answerByteCount += JSON.object(answers).byteCount
    guard answerByteCount <= HostExtension.inputAnswersByteLimit else {
      state = .over
      return .failed(.readTooMuch)
    }
    return again(.object(answers), requestState, now)
  }

  private mutating func ask(_ required: MCP.InputRequired, _ now: MonotonicTime) -> Step {
    rounds += 1
    guard rounds <= HostExtension.inputRoundLimit else {
      return .failed(.askedTooOften)
    }
    guard let requests = required.inputRequests else {
      guard let requestState = required.requestState else {
        return .failed(.resultInvalid(reason: "/inputRequests missing"))
      }
      return again(nil, requestState, now)
    }
    guard let members = requests.object?.members, !members.isEmpty else {
      return .failed(.resultInvalid(reason: "/inputRequests is empty"))
    }
    var named: [NamedInputRequest] = []
    for member in members {
      do {
        named.append(
          NamedInputRequest(name: member.key, request: try member.value.decode()))
      } catch {
        return .failed(.resultInvalid(reason: "/inputRequests/\(member.key.prefix(64))"))
      }
    }
    state = .asking(names: named.map(\.name), requestState: required.requestState)
    return .ask(named)
  }

  private mutating func again(
    _ answers: JSON?, _ requestState: String?, _ now: MonotonicTime
  ) -> Step {
    guard budgetMilliseconds > 0 else { return .failed(.deadline) }
    var params = first
    params.inputResponses = answers
    params.requestState = requestState
    state = .working(since: now)
    return .send(params, deadlineMilliseconds: budgetMilliseconds)
  }
}

/// One request of a program's `input_required`, with the name its answer goes by.
package struct NamedInputRequest: Hashable, Sendable {
  /// The program's own name for it.
  package var name: String
  /// What it asks.
  package var request: MCP.InputRequest
  /// How often a server of the older era has asked the very same in this call before.
  package var occurrence = 0
}
