import Wire

/// What one run came to.
struct CompareRun {
  let who: CompareSide
  let shape: String
  let clients: Int
  let perSecond: Double
  let p50: Double
  let p99: Double
  /// Durable transfers that were acknowledged.
  let transfers: Int64
  /// What the disk did right before the run: single appends with fdatasync a second, and the
  /// middle of their times in microseconds.
  var fdatasyncPerSecond: Double = 0
  var fdatasyncP50: Double = 0

  /// Others rely on the first seven members.
  var json: JSON {
    [
      "who": .string(who.rawValue), "shape": .string(shape), "clients": .integer(Int64(clients)),
      "perSecond": .integer(Int64(perSecond)), "p50us": .double(p50), "p99us": .double(p99),
      "fdatasyncPerSecond": .integer(Int64(fdatasyncPerSecond)),
      "transfers": .integer(transfers), "fdatasyncP50us": .double(fdatasyncP50),
    ]
  }

  /// Reads what a baseline or the load generator prints.
  init(_ result: JSON, who: CompareSide, shape: String, clients: Int) throws(BenchmarkError) {
    self.init(
      who: who, shape: shape, clients: clients, perSecond: try result.figure("perSecond"),
      p50: try result.figure("p50us"), p99: try result.figure("p99us"),
      transfers: result["transfers"]?.integer ?? 0)
  }

  init(
    who: CompareSide, shape: String, clients: Int, perSecond: Double, p50: Double, p99: Double,
    transfers: Int64
  ) {
    self.who = who
    self.shape = shape
    self.clients = clients
    self.perSecond = perSecond
    self.p50 = p50
    self.p99 = p99
    self.transfers = transfers
  }
}

extension JSON {
  /// A number of a baseline's answer.
  func figure(_ name: String) throws(BenchmarkError) -> Double {
    switch self[name] {
    case .double(let value)?: return value
    case .integer(let value)?: return Double(value)
    default: throw .unavailable("a result without \(name)")
    }
  }
}
