package import Wire

/// A blocking JSON-RPC client over any transport: one thread calls, waits and reads
/// notifications.
package final class RPCClient {
  /// How long a call waits where its caller says nothing, in milliseconds: longer than the
  /// slowest call a manifest may ask for.
  package static let defaultDeadlineMilliseconds: Int64 = 35_000
  /// The most notifications kept for `nextNotification`; older ones are dropped and counted.
  package static let notificationLimit = 1024

  /// Something the other side told.
  package struct Notification: Equatable, Sendable {
    /// Its method.
    package var method: String
    /// Its parameters.
    package var params: JSONObject
  }

  /// Why a call has no result.
  package enum Failure: Error, Equatable, Sendable {
    /// The other side answered with an error.
    case refused(RPCError)
    /// No answer came in time; whether the request had an effect is unknown.
    case deadline
    /// The connection ended first; whether the request had an effect is unknown.
    case closed
    /// As many requests as may be are unanswered already.
    case tooManyInFlight
    /// The connection failed.
    case transport(TransportError)
  }

  /// Notifications dropped because nobody read them.
  package private(set) var droppedNotifications = 0
  private let transport: any Transport
  private var peer = Peer()
  private var answers: [RequestID: Result<JSON, RPCError>] = [:]
  private var notifications: [Notification] = []

  /// A client over a connected transport.
  package init(_ transport: any Transport) { self.transport = transport }

  /// Answers nobody waited for.
  package var dropped: Peer.Dropped { peer.dropped }

  /// Calls a method and waits for its result.
  package func call(
    _ method: String, _ params: JSONObject = JSONObject(),
    deadlineMilliseconds: Int64 = RPCClient.defaultDeadlineMilliseconds
  ) throws(Failure) -> JSON {
    try wait(for: start(method, params, deadlineMilliseconds: deadlineMilliseconds))
  }

  /// Sends a request without waiting; `wait(for:)` gives its result.
  package func start(
    _ method: String, _ params: JSONObject = JSONObject(),
    deadlineMilliseconds: Int64 = RPCClient.defaultDeadlineMilliseconds
  ) throws(Failure) -> RequestID {
    let request: (id: RequestID, message: Message)
    do {
      request = try peer.request(method, params, deadline: .now + deadlineMilliseconds)
    } catch {
      switch error {
      case .tooManyInFlight: throw .tooManyInFlight
      case .closed: throw .closed
      }
    }
    try send(request.message)
    return request.id
  }

  /// Waits for the result of a request made by `start`.
  package func wait(for id: RequestID) throws(Failure) -> JSON {
    while true {
      if let answer = answers.removeValue(forKey: id) {
        switch answer {
        case .success(let result): return result
        case .failure(let error): throw .refused(error)
        }
      }
      guard let deadline = peer.deadline(of: id) else { throw .deadline }
      let left = max(0, deadline - .now)
      let came = try pump(timeoutMilliseconds: Int(left))
      // Nothing ever arrives later on a loopback, so its deadline has come as well.
      if came || !(transport is LoopbackTransport) {
        try expire(now: .now)
      } else {
        try expire(now: deadline)
      }
    }
  }

  /// Whether the answer to a request has come; takes in what lies ready and never waits.
  package func hasAnswer(to id: RequestID) throws(Failure) -> Bool {
    while try pump(timeoutMilliseconds: 0) {}
    return answers[id] != nil
  }

  private func expire(now: MonotonicTime) throws(Failure) {
    for (_, cancel) in peer.expire(now: now) { try send(cancel) }
  }

  /// Tells the other side something.
  package func notify(_ method: String, _ params: JSONObject = JSONObject()) throws(Failure) {
    try send(.notification(method: method, params: params))
  }

  /// The next notification, waiting at most so many milliseconds; nil where none came.
  package func nextNotification(timeoutMilliseconds: Int) throws(Failure) -> Notification? {
    let deadline = MonotonicTime.now + Int64(timeoutMilliseconds)
    while notifications.isEmpty {
      guard try pump(timeoutMilliseconds: Int(max(0, deadline - .now))) else { return nil }
    }
    return notifications.removeFirst()
  }

  private func send(_ message: Message) throws(Failure) {
    do {
      try transport.send(message)
    } catch {
      throw error == .disconnected ? .closed : .transport(error)
    }
  }

  /// Takes one message; false where none came in time.
  private func pump(timeoutMilliseconds: Int) throws(Failure) -> Bool {
    let received: Received
    do {
      received = try transport.receive(timeoutMilliseconds: timeoutMilliseconds)
    } catch {
      throw error == .disconnected ? .closed : .transport(error)
    }
    switch received {
    case .timedOut: return false
    case .closed:
      _ = peer.close()
      throw .closed
    case .message(let message): try take(message)
    }
    return true
  }

  private func take(_ message: Message) throws(Failure) {
    switch peer.receive(message) {
    case .answered(let id, let answer): answers[id] = answer
    case .notification(let method, let params):
      if notifications.count == Self.notificationLimit {
        notifications.removeFirst()
        droppedNotifications += 1
      }
      notifications.append(Notification(method: method, params: params))
    case .request(let id, let method, _):
      _ = peer.answering(id)
      try send(.errorResponse(id: id, error: .methodNotFound(method)))
    case .reply(let reply): try send(reply)
    case .late, .ignored: break
    }
  }
}
