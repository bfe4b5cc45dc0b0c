package import Wire

/// The book of one connection's unanswered requests in both directions; pure: it sends nothing
/// and has no clock, it says what to send.
package struct Peer: Sendable {
  /// The most unanswered requests a connection carries each way (protocol.md).
  package static let inFlightLimit = 64
  /// How many abandoned ids are remembered to tell a late answer from a repeated one.
  package static let abandonedLimit = 256
  /// MCP's word to the other side that nobody waits any more.
  package static let cancelledMethod = "notifications/cancelled"

  /// Answers nobody waited for, by their kind.
  package struct Dropped: Equatable, Sendable {
    /// Answers that came after their deadline or cancellation.
    package var late = 0
    /// Second answers to one request.
    package var duplicate = 0
    /// Answers to a request never made.
    package var unknown = 0
    /// Answers no reader could understand.
    package var malformed = 0

    /// All of them.
    package var total: Int { late + duplicate + unknown + malformed }
  }

  /// What a received message means for the connection's owner.
  package enum Event: Equatable, Sendable {
    /// Answer it, and say so through `answering`.
    case request(id: RequestID, method: String, params: JSONObject)
    /// Somebody tells something.
    case notification(method: String, params: JSONObject)
    /// One of our requests ended.
    case answered(id: RequestID, Result<JSON, RPCError>)
    /// Send this at once; nobody needs to look at it.
    case reply(Message)
    /// An answer came after its deadline or cancellation; counted, and a sign of life.
    case late(id: RequestID)
    /// Counted in `dropped`; nothing to do.
    case ignored
  }

  /// Why a request cannot be made.
  package enum Refusal: Error, Equatable, Sendable {
    case tooManyInFlight, closed
  }

  /// Answers nobody waited for.
  package private(set) var dropped = Dropped()
  private let limit: Int
  private var lastID: Int64 = 0
  private var deadlines: [RequestID: MonotonicTime] = [:]
  /// No deadline lies before this moment, so that looking for expired ones is mostly free.
  private var earliest: MonotonicTime?
  private var abandoned: Set<Int64> = []
  private var abandonedOrder: [Int64] = []
  /// So few that looking through them is quicker than hashing, and most often one or two.
  private var inbound: [RequestID] = []
  private var isClosed = false

  /// A book with room for `inFlightLimit` unanswered requests each way.
  package init(inFlightLimit: Int = Peer.inFlightLimit) {
    precondition(inFlightLimit > 0, "a peer needs room for one request")
    limit = inFlightLimit
  }

  /// Our unanswered requests.
  package var outgoingCount: Int { deadlines.count }
  /// The other side's unanswered requests.
  package var incomingCount: Int { inbound.count }
  /// The earliest deadline of our requests.
  package var nextDeadline: MonotonicTime? { deadlines.values.min() }

  /// When one of our unanswered requests must be answered, or nil where it no longer waits.
  package func deadline(of id: RequestID) -> MonotonicTime? { deadlines[id] }

  /// Makes a request that must be answered before `deadline`; the caller sends the message.
  package mutating func request(
    _ method: String, _ params: JSONObject, deadline: MonotonicTime
  ) throws(Refusal) -> (id: RequestID, message: Message) {
    guard !isClosed else { throw .closed }
    guard deadlines.count < limit else { throw .tooManyInFlight }
    lastID += 1
    assert(lastID <= RequestID.integerLimit, "2^53 requests on one connection")
    let id = RequestID.integer(lastID)
    deadlines[id] = deadline
    earliest = min(earliest ?? deadline, deadline)
    return (id, .request(id: id, method: method, params: params))
  }

  /// Gives up one of our requests; the message tells the other side, where it still matters.
  package mutating func cancel(_ id: RequestID, reason: String) -> Message? {
    guard deadlines.removeValue(forKey: id) != nil else { return nil }
    abandon(id)
    return Self.cancelled(id, reason: reason)
  }

  /// Gives one of our unanswered requests another deadline.
  package mutating func postpone(_ id: RequestID, to deadline: MonotonicTime) {
    guard deadlines[id] != nil else { return }
    deadlines[id] = deadline
    earliest = min(earliest ?? deadline, deadline)
  }

  /// Takes back a request that was never sent.
  package mutating func forget(_ id: RequestID) { deadlines[id] = nil }

  /// Gives up every request whose deadline has come.
  package mutating func expire(now: MonotonicTime) -> [(id: RequestID, cancel: Message)] {
    guard let earliest, earliest <= now else { return [] }
    defer { self.earliest = nextDeadline }
    let due = deadlines.filter { $0.value <= now }.sorted { $0.value < $1.value }
    return due.map { id, _ in
      deadlines[id] = nil
      abandon(id)
      return (id, Self.cancelled(id, reason: "deadline"))
    }
  }

  /// Notes that the other side's request is being answered; false where it no longer waits.
  package mutating func answering(_ id: RequestID) -> Bool {
    guard let index = inbound.firstIndex(of: id) else { return false }
    inbound.swapAt(index, inbound.count - 1)
    inbound.removeLast()
    return true
  }

  /// The connection is gone: our requests that will never be answered, in order of making.
  package mutating func close() -> [RequestID] {
    isClosed = true
    inbound.removeAll()
    defer { deadlines.removeAll() }
    return deadlines.sorted { $0.value < $1.value }.map(\.key)
  }

  /// Takes what the other side sent.
  package mutating func receive(_ message: Message) -> Event {
    switch message {
    case .request(let id, let method, let params):
      return request(id, method, params)
    case .notification(let method, let params):
      return .notification(method: method, params: params)
    case .response(let id, let result):
      return answer(id, .success(result))
    case .errorResponse(let id?, let error):
      return answer(id, .failure(error))
    case .errorResponse(nil, _):
      dropped.unknown += 1
      return .ignored
    case .malformed(let malformed):
      if let answer = malformed.answer { return .reply(answer) }
      dropped.malformed += 1
      return .ignored
    }
  }

  private mutating func request(
    _ id: RequestID, _ method: String, _ params: JSONObject
  ) -> Event {
    guard inbound.count < limit else {
      return .reply(.errorResponse(id: id, error: .tooManyInFlight))
    }
    guard !inbound.contains(id) else {
      return .reply(
        .errorResponse(id: id, error: .invalidRequest("this id still waits for its answer")))
    }
    inbound.append(id)
    return .request(id: id, method: method, params: params)
  }

  private mutating func answer(_ id: RequestID, _ result: Result<JSON, RPCError>) -> Event {
    if deadlines.removeValue(forKey: id) != nil { return .answered(id: id, result) }
    switch id {
    case .integer(let number) where abandoned.remove(number) != nil:
      dropped.late += 1
      return .late(id: id)
    case .integer(let number) where number >= 1 && number <= lastID: dropped.duplicate += 1
    default: dropped.unknown += 1
    }
    return .ignored
  }

  private mutating func abandon(_ id: RequestID) {
    guard case .integer(let number) = id else { return }
    abandoned.insert(number)
    abandonedOrder.append(number)
    if abandonedOrder.count > Self.abandonedLimit {
      abandoned.remove(abandonedOrder.removeFirst())
    }
  }

  private static func cancelled(_ id: RequestID, reason: String) -> Message {
    .notification(
      method: cancelledMethod,
      params: JSONObject([("requestId", id.json), ("reason", .string(reason))]))
  }
}
