import JSONRPC
import Loop
import Wire

/// The answer that one request waits for: given exactly once, on the loop's thread only, so that
/// no job can answer before its group is durable.
struct Reply<M: Method>: Sendable {
  /// Whoever waits for the answer.
  let slot: ReplySlot

  init(_ slot: ReplySlot) { self.slot = slot }

  /// What the caller reads.
  var language: Language { slot.language }

  /// It went well.
  func ok(_ result: M.Result) { slot.answer(.success(JSON(encoding: result))) }

  /// It went well and the answer is at hand as it was stored.
  func stored(_ result: JSON) { slot.answer(.success(result)) }

  /// It was understood and not done.
  func refuse(_ refusal: Refusal) { slot.refuse(refusal) }
}

/// Where one answer goes.
///
/// `@unchecked Sendable`: `state` is touched on the loop's thread only, which `answer` checks.
final class ReplySlot: JobOwner, @unchecked Sendable {
  private enum State {
    case waiting((Result<JSON, RPCError>) -> Void)
    case answered
  }

  /// What the caller reads.
  let language: Language
  private let isMutating: Bool
  private let loop: EventLoop
  private var state: State

  init(
    loop: EventLoop, language: Language, isMutating: Bool,
    send: @escaping (Result<JSON, RPCError>) -> Void
  ) {
    self.loop = loop
    self.language = language
    self.isMutating = isMutating
    state = .waiting(send)
  }

  func answer(_ result: Result<JSON, RPCError>) {
    precondition(loop.isCurrent, "answers leave from the loop, after the commit")
    guard case .waiting(let send) = state else { preconditionFailure("answered twice") }
    state = .answered
    send(result)
  }

  func refuse(_ refusal: Refusal) { answer(.failure(RPCError(refusal, in: language))) }

  /// A request whose handler forgot it is answered too: nobody waits for ever, and nobody is
  /// told that nothing happened when that is not known.
  deinit {
    guard case .waiting(let send) = state else { return }
    let refusal =
      isMutating
      ? Refusal(PlatformError.outcomeUnknown)
      : Refusal(PlatformError.internalFault, ["reason": "no answer"])
    let error = RPCError(refusal, in: language)
    let late = LoopBound(send)
    loop.execute { late.value(.failure(error)) }
  }
}

/// A value of the loop's thread on its way back there.
///
/// `@unchecked Sendable`: other threads only carry it; it is used on the loop's thread only.
struct LoopBound<Value>: @unchecked Sendable {
  let value: Value

  init(_ value: Value) { self.value = value }
}
