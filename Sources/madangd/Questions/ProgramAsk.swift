import Host
import Wire

/// What a program asks for while it works.
enum ProgramAsk: Sendable {
  /// Something of the app's own data.
  case data(DataRequest)
  /// Something of the person; a server of the older era may mean to ask the same again.
  case question(Elicitation, occurrence: Int)

  /// A question of one call, as its answer is remembered.
  struct Question: Hashable {
    let elicitation: Elicitation
    let occurrence: Int
  }

  /// Reads what stands in `inputRequests`; a refusal says where it is wrong.
  init(_ named: NamedInputRequest) throws(Refusal) {
    guard named.request.method == MCP.Method.elicit else {
      do {
        self = .data(try DataRequest(wire: JSON(encoding: named.request)))
      } catch {
        throw Refusal(
          ProgramError.resultInvalid,
          [
            "pointer": .string("/inputRequests/\(named.name.prefix(64))"),
            "reason": .string(error.pointerAndReason.reason),
          ])
      }
      return
    }
    do throws(Elicitation.Fault) {
      self = .question(
        try Elicitation(params: named.request.params), occurrence: named.occurrence)
    } catch {
      switch error {
      case .invalid(let reason):
        throw Refusal(QuestionError.invalid, ["reason": .string(reason)])
      case .secret(let field):
        throw Refusal(QuestionError.secret, ["field": .string(field)])
      }
    }
  }
}
