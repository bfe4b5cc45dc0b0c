import JSONRPC
import Wire

extension Refusal {
  /// The refusal as a JSON-RPC error.
  func rpcError(in language: Language) -> RPCError {
    guard let error = RPCError(wire(in: language)) else {
      preconditionFailure("a refusal is written as an error object")
    }
    return error
  }

  /// A request that is not well formed, which JSON-RPC numbers itself.
  static func invalid(pointer: String, reason: String) -> Refusal {
    Refusal(
      RequestError.invalid, ["pointer": .string(pointer), "reason": .string(reason)])
  }

  /// A refusal to accept what was asked just now.
  static func busy(retryAfterMilliseconds: Int64) -> Refusal {
    Refusal(PlatformError.busy, retryAfterMilliseconds: retryAfterMilliseconds)
  }
}

extension RPCError {
  /// A refusal on the wire; a malformed request has JSON-RPC's number and our code.
  init(_ refusal: Refusal, in language: Language) {
    self = refusal.rpcError(in: language)
    if refusal.code == RequestError.invalid { code = RPCError.invalidParamsCode }
  }
}
