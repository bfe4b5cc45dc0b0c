import JSONRPC
import Wire

/// What a server of the older era asks its person by itself during one call, one question after
/// another, within the limits of `input_required`; pure.
struct ServerQuestions {
  /// One of its requests.
  struct Question: Equatable {
    let id: RequestID
    let request: NamedInputRequest
  }

  /// The one that is asked now, and those after it.
  private(set) var waiting: [Question] = []
  private var asked: [MCP.InputRequest] = []
  private var answerByteCount = 0

  /// The one that is asked now.
  var current: Question? { waiting.first }

  /// Takes a request; false where the call has asked too often.
  mutating func take(_ id: RequestID, _ request: MCP.InputRequest) -> Bool {
    guard asked.count < HostExtension.inputRoundLimit else { return false }
    let named = NamedInputRequest(
      name: "question\(asked.count + 1)", request: request,
      occurrence: asked.count { $0 == request })
    asked.append(request)
    waiting.append(Question(id: id, request: named))
    return true
  }

  /// A question is over: answered, or taken back by its server.
  mutating func end(_ id: RequestID) { waiting.removeAll { $0.id == id } }

  /// Counts an answer; false where all of the call are more than it may read.
  mutating func count(_ answer: JSON) -> Bool {
    answerByteCount += answer.byteCount
    return answerByteCount <= HostExtension.inputAnswersByteLimit
  }
}
