package import JSONRPC
package import Wire

/// A JSON-RPC connection served by the loop: a channel, its lines and the book of its requests.
///
/// `@unchecked Sendable`: confined to the loop's thread, where all callbacks run; other threads
/// only carry it back there through `EventLoop.execute`.
package final class RPCConnection: @unchecked Sendable {
  /// What a line that is no message does.
  package enum Strictness: Sendable {
    /// It is answered with its error and the connection goes on: towards shells.
    case answersGarbage
    /// It ends the connection: towards mini-programs, which are never resynchronised.
    case endsAtGarbage
  }

  /// The most notifications and unwanted answers between two answers to our requests; a program
  /// that says more is ended as garbage.
  package static let noiseLimit = 1000
  /// The most bytes of them: reading a line keeps everybody else waiting, and a thousand lines of
  /// a mebibyte would for seconds.
  package static let noiseByteLimit = 1 << 20

  /// Why a connection ended.
  package enum End: Error, Equatable, Sendable {
    /// The other side closed it, we did, it stood still or a system call failed.
    case channel(StreamChannel.End)
    /// A line was longer than `FrameSplitter.frameByteLimit`.
    case frameTooLong
    /// A line was no message, or one the other side must not send.
    case garbage(reason: String)
    /// The other side does not read what it asked for.
    case outboundFull
  }

  /// Why a call has no result.
  package enum CallFailure: Error, Equatable, Sendable {
    /// The other side answered with an error.
    case refused(RPCError)
    /// No answer came in time; the other side was told that nobody waits.
    case deadline
    /// We gave up.
    case cancelled
    /// The connection ended first.
    case ended
    /// As many requests as may be wait already, or the other side does not read; nothing was sent.
    case busy
    /// The request is longer than a frame may be; nothing was sent.
    case tooLong
  }

  /// Takes the outcome of one call, once.
  package typealias Completion = (Result<JSON, CallFailure>) -> Void

  /// Whether a strict connection's other side may ask: a server of MCP's older era.
  package var takesRequests = false
  /// Takes a request, which must be answered through `answer`.
  package var onRequest: (RequestID, String, JSONObject) -> Void
  /// Takes a notification.
  package var onNotification: (String, JSONObject) -> Void = { _, _ in }
  /// Learns that a call given up was answered after all; its answer is dropped.
  package var onLateAnswer: (RequestID) -> Void = { _ in }
  /// Learns once that the connection has ended.
  package var onEnd: (End) -> Void = { _ in }

  private let loop: EventLoop
  private let channel: StreamChannel
  private let strictness: Strictness
  /// A part of what the other side says that is mostly the same, where there is one.
  package var memo: JSONMemo?
  private var splitter = FrameSplitter()
  private var peer: Peer
  private var completions: [RequestID: Completion] = [:]
  private var deadlineTimer: (at: MonotonicTime, timer: EventLoop.Timer)?
  private var noise = 0
  private var noiseByteCount = 0
  private var hasEnded = false

  /// A connection over a channel that has not started.
  package init(
    _ loop: EventLoop, _ channel: StreamChannel, strictness: Strictness,
    inFlightLimit: Int = Peer.inFlightLimit
  ) {
    self.loop = loop
    self.channel = channel
    self.strictness = strictness
    peer = Peer(inFlightLimit: inFlightLimit)
    onRequest = { _, _, _ in }
    channel.onBytes = { [weak self] in self?.take($0) }
    channel.onEnd = { [weak self] in self?.end(.channel($0)) }
  }

  /// Answers nobody waited for.
  package var dropped: Peer.Dropped { peer.dropped }
  /// Our unanswered requests.
  package var outgoingCount: Int { peer.outgoingCount }
  /// The other side's unanswered requests.
  package var incomingCount: Int { peer.incomingCount }

  /// Begins to read; the callbacks are set before.
  package func start() throws(LoopError) { try channel.start() }

  /// Calls a method of the other side; nil where the completion was called at once.
  @discardableResult
  package func call(
    _ method: String, _ params: JSONObject, deadlineMilliseconds: Int64,
    _ completion: @escaping Completion
  ) -> RequestID? {
    begin(method, deadlineMilliseconds, completion) { id in
      Message.request(id: id, method: method, params: params).line
    }
  }

  /// Calls a method with parameters that are written already, as one compact JSON object; nil
  /// where the completion was called at once.
  @discardableResult
  package func call(
    _ method: String, writtenParams: [UInt8], deadlineMilliseconds: Int64,
    _ completion: @escaping Completion
  ) -> RequestID? {
    begin(method, deadlineMilliseconds, completion) { id in
      Message.requestLine(id: id, method: method, writtenParams: writtenParams)
    }
  }

  private func begin(
    _ method: String, _ deadlineMilliseconds: Int64, _ completion: @escaping Completion,
    line: (RequestID) -> [UInt8]
  ) -> RequestID? {
    let deadline = MonotonicTime.now + deadlineMilliseconds
    let id: RequestID
    do {
      id = try peer.request(method, JSONObject(), deadline: deadline).id
    } catch {
      completion(.failure(error == .closed ? .ended : .busy))
      return nil
    }
    if let failure = transmit(line(id)) {
      peer.forget(id)
      completion(.failure(failure))
      return nil
    }
    completions[id] = completion
    armDeadline(deadline)
    return id
  }

  private func transmit(_ line: [UInt8]) -> CallFailure? {
    guard line.count - 1 <= FrameSplitter.frameByteLimit else { return .tooLong }
    switch channel.send(line) {
    case .queued: return nil
    case .full: return .busy
    case .closed: return .ended
    }
  }

  /// Gives up a call and tells the other side; its completion gets `cancelled`.
  package func cancel(_ id: RequestID, reason: String) {
    guard let message = peer.cancel(id, reason: reason) else { return }
    send(message)
    completions.removeValue(forKey: id)?(.failure(.cancelled))
  }

  /// Gives a call another deadline from now on; nothing happens where it is over.
  package func postpone(_ id: RequestID, deadlineMilliseconds: Int64) {
    let deadline = MonotonicTime.now + deadlineMilliseconds
    peer.postpone(id, to: deadline)
    armDeadline(deadline)
  }

  /// The other side no longer waits for its request; false where it did not wait.
  package func withdraw(_ id: RequestID) -> Bool { peer.answering(id) }

  /// Answers a request of the other side; nothing happens where it no longer waits.
  package func answer(_ id: RequestID, _ result: Result<JSON, RPCError>) {
    guard peer.answering(id) else { return }
    switch result {
    case .success(let value):
      if send(.response(id: id, result: value)) == false {
        send(.errorResponse(id: id, error: .internalError("The answer is too long.")))
      }
    case .failure(let error): send(.errorResponse(id: id, error: error))
    }
  }

  /// Tells the other side something.
  package func notify(_ method: String, _ params: JSONObject) {
    send(.notification(method: method, params: params))
  }

  /// Lets the other side read the end once everything was written; reading goes on.
  package func closeOutput() { channel.closeOutput() }

  /// Ends the connection; what was sent is written as far as the other side takes it at once.
  package func close() {
    channel.closeAfterFlush()
  }
}

extension RPCConnection {
  private func take(_ bytes: UnsafeRawBufferPointer) {
    splitter.append(bytes)
    do {
      while !hasEnded, let line = try splitter.next() {
        serve(message(line), byteCount: line.count)
      }
    } catch {
      if strictness == .answersGarbage {
        send(.errorResponse(id: nil, error: .invalidRequest("the line is too long")))
      }
      finish(.frameTooLong)
    }
  }

  private func message(_ line: [UInt8]) -> Message {
    guard var known = memo else { return Message(line: line) }
    // Ours alone while it is used: what it keeps is then changed in place.
    memo = nil
    defer { memo = known }
    return Message(line: line, memo: &known)
  }

  private func serve(_ message: Message, byteCount: Int) {
    if strictness == .endsAtGarbage {
      switch message {
      case .malformed(let malformed):
        return finish(.garbage(reason: malformed.error.message))
      case .request(_, let method, _) where !takesRequests:
        return finish(.garbage(reason: "A program must not ask: \(method.prefix(64))."))
      default: break
      }
    }
    let event = peer.receive(message)
    if strictness == .endsAtGarbage, isTooNoisy(event, byteCount) {
      return finish(.garbage(reason: "It says more than anybody asked for."))
    }
    switch event {
    case .request(let id, let method, let params): onRequest(id, method, params)
    case .notification(let method, let params): onNotification(method, params)
    case .answered(let id, let result):
      completions.removeValue(forKey: id)?(result.mapError(CallFailure.refused))
    case .reply(let reply): send(reply)
    case .late(let id): onLateAnswer(id)
    case .ignored: break
    }
  }

  private func isTooNoisy(_ event: Peer.Event, _ byteCount: Int) -> Bool {
    switch event {
    case .answered, .late: (noise, noiseByteCount) = (0, 0)
    case .notification, .ignored, .request, .reply:
      noise += 1
      noiseByteCount += byteCount
    }
    return noise > Self.noiseLimit || noiseByteCount > Self.noiseByteLimit
  }

  /// False where the message is longer than a frame may be; a full channel ends the connection.
  @discardableResult
  private func send(_ message: Message) -> Bool {
    // Taken out of the loop: what follows may send on another connection.
    var line = loop.takeLineBuffer()
    message.write(to: &line)
    let fits = line.count - 1 <= FrameSplitter.frameByteLimit
    let isFull = fits && channel.send(line) == .full
    loop.giveBack(lineBuffer: &line)
    if isFull { finish(.outboundFull) }
    return fits
  }

  /// One timer a connection, for the earliest deadline; an answered request leaves it armed,
  /// which costs one idle look at most.
  private func armDeadline(_ deadline: MonotonicTime?) {
    guard let deadline else { return }
    if let armed = deadlineTimer {
      guard deadline < armed.at else { return }
      loop.cancel(armed.timer)
    }
    let timer = loop.schedule(at: deadline) { [weak self] in self?.expire() }
    deadlineTimer = (deadline, timer)
  }

  private func expire() {
    deadlineTimer = nil
    for (id, cancel) in peer.expire(now: .now) {
      send(cancel)
      completions.removeValue(forKey: id)?(.failure(.deadline))
    }
    armDeadline(peer.nextDeadline)
  }

  /// Ends the connection for a reason of its own.
  private func finish(_ reason: End) {
    guard !hasEnded else { return }
    channel.onEnd = { _ in }
    channel.closeAfterFlush()
    end(reason)
  }

  private func end(_ reason: End) {
    guard !hasEnded else { return }
    hasEnded = true
    if let armed = deadlineTimer { loop.cancel(armed.timer) }
    deadlineTimer = nil
    for id in peer.close() { completions.removeValue(forKey: id)?(.failure(.ended)) }
    let onEnd = onEnd
    // The callbacks often hold this connection's owner: letting them go ends the cycle.
    onRequest = { _, _, _ in }
    onNotification = { _, _ in }
    onLateAnswer = { _ in }
    self.onEnd = { _ in }
    onEnd(reason)
  }
}
