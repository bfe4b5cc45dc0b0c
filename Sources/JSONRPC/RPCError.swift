package import Wire

/// The error member of a JSON-RPC answer.
package struct RPCError: Error, Hashable, Sendable {
  /// JSON-RPC's own code (−327xx), MCP's (−320xx), or the class of a platform error (1–5).
  package var code: Int64
  /// One sentence for people.
  package var message: String
  /// What programs read.
  package var data: JSON?

  /// An error of the given code.
  package init(code: Int64, message: String, data: JSON? = nil) {
    self.code = code
    self.message = message
    self.data = data
  }

  /// The line was not JSON from its first byte to its last.
  package static let parseErrorCode: Int64 = -32700
  /// The JSON was no JSON-RPC 2.0 message.
  package static let invalidRequestCode: Int64 = -32600
  /// The method is unknown here.
  package static let methodNotFoundCode: Int64 = -32601
  /// The parameters do not fit the method.
  package static let invalidParamsCode: Int64 = -32602
  /// A bug of the answering side.
  package static let internalErrorCode: Int64 = -32603
  /// Class 3 of protocol.md: the same request may succeed later.
  package static let tryLaterCode: Int64 = 3

  /// The line was not JSON; `reason` says where it went wrong.
  package static func parseError(_ reason: String) -> RPCError {
    RPCError(code: parseErrorCode, message: "The line is not JSON: \(reason).")
  }

  /// The JSON was no JSON-RPC 2.0 message.
  package static func invalidRequest(_ reason: String) -> RPCError {
    RPCError(code: invalidRequestCode, message: "The message is invalid: \(reason).")
  }

  /// Nobody here answers that method.
  package static func methodNotFound(_ method: String) -> RPCError {
    RPCError(code: methodNotFoundCode, message: "The method \(method) does not exist.")
  }

  /// The parameters do not fit the method.
  package static func invalidParams(_ reason: String) -> RPCError {
    RPCError(code: invalidParamsCode, message: "The parameters are invalid: \(reason).")
  }

  /// The parameters could not be decoded; the data names the member at fault by its pointer.
  package static func invalidParams(_ error: DecodingError) -> RPCError {
    let (pointer, reason) = error.pointerAndReason
    return RPCError(
      code: invalidParamsCode, message: "The parameters are invalid: \(pointer) \(reason).",
      data: ["pointer": .string(pointer), "reason": .string(reason)])
  }

  /// A bug of the answering side.
  package static func internalError(_ reason: String) -> RPCError {
    RPCError(code: internalErrorCode, message: reason)
  }

  /// The connection already carries as many unanswered requests as it may.
  package static let tooManyInFlight = RPCError(
    code: tryLaterCode, message: "Too many requests are unanswered on this connection.",
    data: ["code": "rpc.too_many_in_flight", "retryAfterMs": 100, "moneyMoved": false])

  /// The error object as it stands on the wire.
  package var json: JSON {
    var object: JSONObject = JSONObject([
      ("code", .integer(code)), ("message", .string(message)),
    ])
    object["data"] = data
    return .object(object)
  }

  /// The error that a JSON value describes, or nil where it is no error object.
  package init?(_ json: JSON) {
    guard case .integer(let code)? = json["code"], let message = json["message"]?.string else {
      return nil
    }
    self.init(code: code, message: message, data: json["data"])
  }
}
