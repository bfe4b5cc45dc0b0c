import JSONRPC
import Wire

/// The stream on which a server tells that its tools have changed (basic/patterns/subscriptions).
enum ToolSubscription: Equatable {
  /// The server tells nothing, or has ended the stream.
  case none
  /// It can tell.
  case offered
  /// It was asked by this request.
  case opened(RequestID)
  /// It has said that it will tell.
  case acknowledged(RequestID)

  private var id: RequestID? {
    switch self {
    case .none, .offered: nil
    case .opened(let id), .acknowledged(let id): id
    }
  }

  /// Whether a notice came on this stream.
  func carries(_ params: JSONObject) -> Bool {
    guard let id else { return false }
    return params["_meta"]?[MCP.MetaKey.subscriptionId] == id.json
  }

  /// Takes the first notice of the stream: what of the wish the server grants.
  mutating func acknowledge(_ params: JSONObject) {
    guard let id, carries(params) else { return }
    let isGranted = params["notifications"]?["toolsListChanged"] == true
    self = isGranted ? .acknowledged(id) : .none
  }

  /// The server ends a stream without an answer, by naming the request that opened it.
  mutating func ended(_ request: RequestID) { if request == id { self = .none } }
}
