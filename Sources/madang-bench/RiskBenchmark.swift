import Crypto
import Platform
import Store
import Wire

/// The decision before money moves: what it costs for somebody who paid a moment ago, and for
/// somebody whose history has to be read first.
enum RiskBenchmark: Benchmark {
  static let name = "risk"
  static let summary = "the risk decision about one payment, warm and just after a start"

  /// People who pay one another.
  private static let people = 500
  /// What each has paid before: as many payments as a decision looks at.
  private static let payments = 64
  /// Decisions about each person while their history is in memory.
  private static let decisions = 40
  private static let start = Instant(milliseconds: 1_763_680_000_000)

  static func run(_ arguments: [String]) throws {
    let directory = try BenchmarkDirectory()
    let connection = try Connection.open(path: "\(directory.path)/risk.db")
    try Migrator.run(Migrations.all, on: connection)
    let platform = try Platform(connection, keys: try keys(), random: SystemRandom())
    let people = try populate(platform, connection)
    // As a daemon that has just started: nothing of anybody is in memory.
    try platform.reload()
    var (cold, warm) = (Timings(), Timings())
    for (index, person) in people.enumerated() {
      let payee = people[(index + 1) % people.count].person
      for round in 0...decisions {
        let before = Timings.now()
        _ = try platform.riskVerdict(
          of: person, .transfer, amount: 10_000 + Int64(round), to: payee,
          now: start.adding(seconds: 60))
        if round == 0 { cold.add(since: before) } else { warm.add(since: before) }
      }
    }
    let runs = [figures("cold", cold), figures("warm", warm)]
    for run in runs { print(run.text) }
    if arguments.contains("--json") { print(JSON.object(["runs": .array(runs)]).text) }
  }

  private static func figures(_ shape: String, _ timings: Timings) -> JSON {
    let sorted = timings.sorted()
    return [
      "who": "risk", "shape": .string(shape), "samples": .integer(Int64(timings.count)),
      "p50us": .double(sorted.percentile(0.5)), "p99us": .double(sorted.percentile(0.99)),
      "maxus": .double(sorted.percentile(1)),
    ]
  }

  private static func keys() throws -> PlatformKeys {
    func key(_ byte: UInt8) -> [UInt8] { Array(repeating: byte, count: MACKey.byteCount) }
    return PlatformKeys(
      pairwise: try MACKey(key(1)), codes: [(1, try MACKey(key(2)))],
      personal: nil)
  }

  private static func populate(
    _ platform: Platform, _ connection: Connection
  ) throws -> [Person] {
    var number = 0
    func body(_ method: String, _ params: some Encodable) throws -> RequestBody {
      guard let body = Platform.body(of: method, JSON(encoding: params)) else {
        throw BenchmarkError.unavailable("a body without key")
      }
      return body
    }
    func key() -> String {
      number += 1
      return "risk-benchmark-\(number)"
    }
    try connection.begin()
    var people: [Person] = []
    for _ in 0..<Self.people {
      let params = AdminTokenMethod.Params(key: key())
      let made = try platform.makeToken(try body(AdminTokenMethod.name, params), now: start)
        .result.get().decode(AdminTokenMethod.Result.self)
      people.append(try platform.identify(token: made.token))
    }
    for person in people {
      let params = WalletTopUpMethod.Params(key: key(), amount: 1_000_000, currency: .krw)
      let body = try body(WalletTopUpMethod.name, params)
      _ = try platform.topUp(person, params, body, now: start).result.get()
    }
    for round in 0..<payments {
      for (index, person) in people.enumerated() {
        let payee = people[(index + 1 + round) % people.count].person
        let params = WalletTransferMethod.Params(
          key: key(), to: payee, amount: 1_000, currency: .krw)
        let body = try body(WalletTransferMethod.name, params)
        _ = try platform.transfer(person, params, body, now: start).result.get()
      }
    }
    try platform.closeGroup(now: start)
    try connection.commit()
    return people
  }
}
