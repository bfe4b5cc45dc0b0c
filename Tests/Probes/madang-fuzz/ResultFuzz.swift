import JSONRPC
import Wire

@testable import Host

/// What a program answers, from the line to its effects: read within every limit, or refused.
enum ResultFuzz {
  static func run(_ bytes: [UInt8]) {
    guard case .response(_, let json) = Message(line: bytes) else { return }
    _ = decoded(MCP.DiscoverResult.self, json)
    if let list = decoded(MCP.ToolList.self, json) {
      let frozen = FrozenTools(list.tools)
      precondition(frozen.difference(to: frozen) == nil, "differs from itself")
      precondition(FrozenTools(stored: frozen.json) == frozen, "frozen twice is frozen once")
    }
    guard case .success(let round) = MCPClient.round(json) else { return }
    follow(round)
    if case .complete(let result) = round { checkResult(result) }
  }

  private static func follow(_ round: MCPClient.Round) {
    let now = MonotonicTime(milliseconds: 0)
    var rounds = CallRounds(
      MCP.CallParams(name: "f", arguments: [:], meta: nil), deadlineMilliseconds: 1_000)
    _ = rounds.begin(now: now)
    guard case .ask(let requests) = rounds.took(round, now: now) else { return }
    precondition(!requests.isEmpty, "asks for nothing")
    for request in requests {
      let read: DataRequest
      do { read = try DataRequest(wire: JSON(encoding: request.request)) } catch { continue }
      do {
        let again = try DataRequest(wire: read.wire)
        precondition(again == read, "asks for something else")
      } catch {
        preconditionFailure("its own request is refused")
      }
    }
  }

  private static func checkResult(_ result: MCP.CallResult) {
    guard let host = result.hostResult, let answer = decoded(CallResult.self, host) else {
      return
    }
    do {
      let effects = try Effect.read(answer.effects ?? [])
      precondition(effects.count <= CallResult.effectLimit, "more effects than allowed")
    } catch {}
  }

  private static func decoded<Value: Decodable>(_ type: Value.Type, _ json: JSON) -> Value? {
    do { return try json.decode(type) } catch { return nil }
  }
}
