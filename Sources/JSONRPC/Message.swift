package import Wire

/// One line of either protocol: a JSON-RPC 2.0 message (https://www.jsonrpc.org/specification).
package enum Message: Hashable, Sendable {
  /// Somebody wants an answer.
  case request(id: RequestID, method: String, params: JSONObject)
  /// Somebody tells something and wants no answer.
  case notification(method: String, params: JSONObject)
  /// The answer to a request that went well.
  case response(id: RequestID, result: JSON)
  /// The answer to a request that failed; without an id where the other side could read none.
  case errorResponse(id: RequestID?, error: RPCError)
  /// A line that is none of these.
  case malformed(Malformed)

  /// A line that is no message, and what to say about it.
  package struct Malformed: Hashable, Sendable {
    /// The id of the request at fault, where one could be read.
    package var id: RequestID?
    /// What is wrong.
    package var error: RPCError
    /// Whether the sender waits for an answer; a broken *answer* is never answered.
    package var isAnswerable: Bool

    /// The answer to send, or nil where none must be sent.
    package var answer: Message? {
      isAnswerable ? .errorResponse(id: id, error: error) : nil
    }
  }

  /// The longest method name, in UTF-8 bytes.
  package static let methodByteLimit = 128

  /// The message on a line; the line is checked whole before anything in it is believed.
  package init(line: [UInt8]) {
    do {
      self.init(try JSON.parse(line))
    } catch { self = .notJSON(error) }
  }

  /// The message on a line of which a part is mostly the same; see `JSONMemo`.
  package init(line: [UInt8], memo: inout JSONMemo) {
    do {
      self.init(try JSON.parse(line, memo: &memo))
    } catch { self = .notJSON(error) }
  }

  private static func notJSON(_ error: JSONError) -> Message {
    .malformed(
      Malformed(
        id: nil, error: .parseError("\(error.kind.rawValue) at byte \(error.offset)"),
        isAnswerable: true))
  }

  /// The line of a request whose parameters are written already, as one compact JSON object.
  package static func requestLine(
    id: RequestID, method: String, writtenParams: [UInt8]
  ) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(writtenParams.count + 128 + method.utf8.count)
    output.append(contentsOf: "{\"jsonrpc\":\"2.0\",\"id\":".utf8)
    id.json.write(to: &output)
    output.append(contentsOf: ",\"method\":".utf8)
    JSON.string(method).write(to: &output)
    output.append(contentsOf: ",\"params\":".utf8)
    output.append(contentsOf: writtenParams)
    output.append(contentsOf: "}\n".utf8)
    return output
  }

  /// The message that a JSON value describes.
  package init(_ json: JSON) {
    guard let object = json.object else {
      self = .malformed(
        Malformed(id: nil, error: .invalidRequest("not an object"), isAnswerable: true))
      return
    }
    let id = object["id"].flatMap(RequestID.init)
    let isAnswer =
      object["method"] == nil && (object["result"] != nil || object["error"] != nil)
    func malformed(_ error: RPCError) -> Message {
      .malformed(Malformed(id: id, error: error, isAnswerable: !isAnswer))
    }
    guard object["jsonrpc"] == "2.0" else {
      self = malformed(.invalidRequest("jsonrpc is not \"2.0\""))
      return
    }
    if isAnswer {
      self = Self.answer(id, object) ?? malformed(.invalidRequest("not an answer"))
      return
    }
    guard object["id"] == nil || id != nil else {
      self = malformed(.invalidRequest("the id is not 0…2^53−1 or a text of 64 bytes"))
      return
    }
    guard let method = object["method"]?.string, !method.isEmpty,
      method.utf8.count <= Self.methodByteLimit, object["result"] == nil, object["error"] == nil
    else {
      self = malformed(.invalidRequest("no method"))
      return
    }
    guard let params = (object["params"] ?? .object(JSONObject())).object else {
      self = malformed(.invalidParams("params is not an object"))
      return
    }
    self =
      id.map { .request(id: $0, method: method, params: params) }
      ?? .notification(method: method, params: params)
  }

  private static func answer(_ id: RequestID?, _ object: JSONObject) -> Message? {
    switch (object["result"], object["error"]) {
    case (let result?, nil):
      return id.map { .response(id: $0, result: result) }
    case (nil, let error?):
      guard let error = RPCError(error), id != nil || object["id"] ?? .null == .null else {
        return nil
      }
      return .errorResponse(id: id, error: error)
    default: return nil
    }
  }

  /// The message as one line, with its line end.
  package var line: [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(256)
    write(to: &output)
    return output
  }

  /// Appends the message as one line, with its line end.
  package func write(to output: inout [UInt8]) {
    output.append(contentsOf: "{\"jsonrpc\":\"2.0\"".utf8)
    func member(_ start: String, _ value: JSON) {
      output.append(contentsOf: start.utf8)
      value.write(to: &output)
    }
    switch self {
    case .request(let id, let method, let params):
      member(",\"id\":", id.json)
      member(",\"method\":", .string(method))
      if !params.isEmpty { member(",\"params\":", .object(params)) }
    case .notification(let method, let params):
      member(",\"method\":", .string(method))
      if !params.isEmpty { member(",\"params\":", .object(params)) }
    case .response(let id, let result):
      member(",\"id\":", id.json)
      member(",\"result\":", result)
    case .errorResponse(let id, let error):
      member(",\"id\":", id?.json ?? .null)
      member(",\"error\":", error.json)
    case .malformed: preconditionFailure("a malformed line is never sent on")
    }
    output.append(contentsOf: "}\n".utf8)
  }
}
