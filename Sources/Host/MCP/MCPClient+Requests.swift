package import JSONRPC
import Loop
package import Wire

/// What a server of the older era asks by itself (2025-11-25, client/elicitation, basic/utilities):
/// a form for its person and whether we are there; everything else was never declared.
extension MCPClient {
  /// The answer to a form that nobody is there to fill in.
  static let nobody: JSON = ["action": "cancel"]

  /// From now on the server may ask.
  func takeRequests() {
    connection.takesRequests = true
    connection.onRequest = { [weak self] in self?.took(request: $0, $1, $2) }
  }

  /// Answers a form, or refuses it; nothing happens where the server no longer waits.
  package func answer(_ id: RequestID, _ result: Result<JSON, RPCError>) {
    connection.answer(id, result)
  }

  /// Gives a round another deadline from now on, in milliseconds.
  func postpone(_ id: RequestID, milliseconds: Int64) {
    connection.postpone(id, deadlineMilliseconds: milliseconds)
  }

  private func took(request id: RequestID, _ method: String, _ params: JSONObject) {
    switch method {
    case MCP.Method.ping: connection.answer(id, .success([:]))
    case MCP.Method.elicit:
      // Another mode than the declared one is the server's mistake, not its person's question.
      guard params["mode"].map({ $0 == "form" }) ?? true else {
        return connection.answer(
          id, .failure(.invalidParams("only the form mode of elicitation was declared")))
      }
      var asked = JSONObject()
      for member in ["mode", "message", "requestedSchema"] { asked[member] = params[member] }
      onQuestion(id, MCP.InputRequest(method: method, params: .object(asked)))
    default: connection.answer(id, .failure(.methodNotFound(String(method.prefix(64)))))
    }
  }
}
