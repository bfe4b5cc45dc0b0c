/// Reads look like ordinary calls. Where an answer is not there yet the feature ends early, the
/// host is asked, and the feature runs again from its start with all answers.
extension Call {
  /// The record of a key; nil where there is none.
  package func get<T: Decodable>(
    _ collection: String, _ key: String, as type: T.Type = T.self
  ) throws -> T? {
    guard case .record(let value) = try reads.answer(.get(collection: collection, key: key)) else {
      return nil
    }
    return try value?.decodeByContainers(T.self)
  }

  /// The records of a collection that fit a query, with their keys.
  package func query<T: Decodable>(
    _ query: RecordQuery, as type: T.Type = T.self
  ) throws -> [(key: String, value: T)] {
    guard case .rows(let rows) = try reads.answer(.query(query)) else { return [] }
    return try rows.map { ($0.key, try $0.value.decodeByContainers(T.self)) }
  }

  /// A bill of this session by the key it was made with; nil where there is none.
  package func bill(_ key: String) throws -> BillView? {
    guard case .bill(let bill) = try reads.answer(.bill(key: key)) else { return nil }
    return try bill?.decode(BillView.self)
  }

  /// Announces reads that follow, so that one round to the host fetches them all.
  package func willRead(_ requests: DataRequest...) {
    for request in requests { reads.note(request) }
  }
}

/// The reads of one run and the answers that came with the call.
final class ReadLog {
  /// Where answers come from.
  enum Source {
    /// A host of ours that answers by `inputResponses`.
    case host(JSONObject)
    /// A plain MCP client: there are no records.
    case nothing
  }

  /// Different reads one call may make.
  static let requestLimit = 64

  /// Every read so far in order, without repetitions.
  private(set) var asked: [DataRequest] = []
  /// Whether a read had no answer yet; it stays so even if the feature swallows the error.
  private(set) var isSuspended = false
  private let source: Source
  /// The names of the answers that were looked at.
  private var used: Set<String> = []

  init(_ source: Source) { self.source = source }

  /// The names of answers that came and were not looked at: the host stops sending them unasked.
  var unread: [String] {
    guard case .host(let answers) = source, used.count < answers.members.count else { return [] }
    return answers.keys.filter { !used.contains($0) }
  }

  func note(_ request: DataRequest) {
    if !asked.contains(request) { asked.append(request) }
  }

  func answer(_ request: DataRequest) throws -> DataAnswer {
    guard case .host(let answers) = source else {
      switch request {
      case .get: return .record(nil)
      case .query: return .rows([])
      case .bill: return .bill(nil)
      case .balance: return .balance(available: 0, held: 0)
      }
    }
    note(request)
    guard asked.count <= Self.requestLimit else { throw ReadFault.tooMany }
    let name = request.answerName
    guard let wire = answers[name] else {
      isSuspended = true
      throw ReadFault.suspended
    }
    used.insert(name)
    guard let answer = DataAnswer(wire: wire, to: request) else {
      throw ReadFault.unfit(name)
    }
    return answer
  }
}

/// Why a read gives nothing; a feature lets it pass.
enum ReadFault: Error, Equatable {
  /// The host has to be asked first.
  case suspended
  /// The host answered something else.
  case unfit(String)
  /// More than `ReadLog.requestLimit` different reads.
  case tooMany
}

extension DataRequest {
  /// The request's name in `inputRequests`: made from its content, so that every run of a feature
  /// finds the answers of the run before.
  package var answerName: String {
    // FNV-1a, 64 bits (http://www.isthe.com/chongo/tech/comp/fnv/).
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in wire.bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return "read-" + String(hash, radix: 16)
  }
}
