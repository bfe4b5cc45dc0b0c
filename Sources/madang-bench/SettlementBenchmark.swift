import Crypto
import Glibc
import Platform
import Store
import Wire

/// The settlement of one day: bills read from the log, fees taken, merchants paid, durable.
enum SettlementBenchmark: Benchmark {
  static let name = "settlement"
  static let summary = "bills settled a second, and the longest commit group while it runs"

  /// Bills of the day.
  private static let bills = 100_000
  /// People who pay.
  private static let people = 1_000
  /// Payments of one commit group while the day is made.
  private static let perGroup = 1_000
  /// What one payment is, in won.
  private static let price: Int64 = 7_000

  /// Noon in Seoul, and the next day's settlement.
  private static let noon = Instant(milliseconds: 1_763_607_600_000)
  private static let day = SeoulDay(noon)

  static func run(_ arguments: [String]) throws {
    let directory = try BenchmarkDirectory()
    var runs: [JSON] = []
    for merchants in [1, 100, 10_000] {
      let run = try measure(merchants, path: "\(directory.path)/settle-\(merchants).db")
      print(run.text)
      runs.append(run)
    }
    if arguments.contains("--json") { print(JSON.object(["runs": .array(runs)]).text) }
  }

  private static func measure(_ merchants: Int, path: String) throws -> JSON {
    let connection = try Connection.open(path: path)
    try Migrator.run(Migrations.all, on: connection)
    let keys = PlatformKeys(
      pairwise: try MACKey(Array(repeating: 1, count: 32)),
      codes: [(1, try MACKey(Array(repeating: 2, count: 32)))], personal: nil)
    let platform = try Platform(connection, keys: keys, random: SeededRandom(seed: 1))
    try sell(platform, connection, merchants)
    let now = day.end.adding(seconds: 600)
    let params = AdminRunBatchMethod.Params(
      key: "settlement-benchmark", job: "settlement", period: day.description)
    guard let body = Platform.body(of: AdminRunBatchMethod.name, JSON(encoding: params)) else {
      throw BenchmarkError.unavailable("a key")
    }
    try connection.begin()
    _ = try platform.runBatch(params, body, now: now)
    try platform.closeGroup(now: now)
    try connection.commit()
    var timings = Timings()
    let (began, cpuBegan) = (Timings.now(), Timings.processor())
    while let due = try platform.nextDue(), due <= now {
      let before = Timings.now()
      try connection.begin()
      _ = try platform.runDue(now: now)
      try platform.closeGroup(now: now)
      try connection.commit()
      timings.add(since: before)
    }
    let seconds = Double(Timings.now() - began) / 1e9
    let cpu = Double(Timings.processor() - cpuBegan) / 1e9
    let report = try platform.batch(1)
    guard report.status == .done, report.done == Int64(merchants), report.failed == 0,
      try PlatformReader.audit(connection).ok
    else { throw BenchmarkError.unavailable("the day is not settled as it should be") }
    let sorted = timings.sorted()
    return [
      "merchants": .integer(Int64(merchants)), "bills": .integer(Int64(bills)),
      "seconds": .double(rounded(seconds)), "cpuSeconds": .double(rounded(cpu)),
      "billsPerSecond": .integer(Int64(Double(bills) / seconds)),
      "merchantsPerSecond": .integer(Int64(Double(merchants) / seconds)),
      "groups": .integer(Int64(timings.count)),
      "groupP50us": .double(sorted.percentile(0.5)),
      "groupMaxUs": .double(sorted.percentile(1)), "audit": "ok",
    ]
  }

  private static func rounded(_ seconds: Double) -> Double {
    (seconds * 1000).rounded() / 1000
  }

  /// Makes the day: everybody is funded, then pays one merchant after the other.
  private static func sell(
    _ platform: Platform, _ connection: Connection, _ merchants: Int
  ) throws {
    var payers: [AccountID] = []
    var shops: [AccountID] = []
    try group(platform, connection) { (plan) throws(StoreError) in
      let bank = try plan.open(AccountOwner("bank:sandbox"), .external, .krw)
      for index in 0..<people {
        let payer = try plan.open(AccountOwner("person:p\(index)"), .user, .krw)
        payers.append(payer)
        let wealth = Money(price * Int64(bills / people + 1), .krw)
        _ = try plan.transfer(
          TransferRequest(legs: [Leg(from: bank, to: payer, amount: wealth)], key: nil))
      }
    }
    for begin in stride(from: 0, to: merchants, by: perGroup) {
      try group(platform, connection) { (plan) throws(StoreError) in
        for index in begin..<Swift.min(begin + perGroup, merchants) {
          shops.append(try plan.open(AccountOwner("merchant:m\(index)"), .merchant, .krw))
        }
      }
    }
    for begin in stride(from: 0, to: bills, by: perGroup) {
      try group(platform, connection) { (plan) throws(StoreError) in
        for number in begin..<(begin + perGroup) {
          let leg = Leg(
            from: payers[number % people], to: shops[number % merchants],
            amount: Money(price, .krw))
          _ = try plan.transfer(TransferRequest(legs: [leg], key: nil))
        }
      }
    }
  }

  private static func group(
    _ platform: Platform, _ connection: Connection,
    _ body: (inout LedgerPlan) throws(StoreError) -> Void
  ) throws {
    try connection.begin()
    var plan = platform.ledger.plan(now: noon)
    try body(&plan)
    try platform.ledger.apply(plan)
    try platform.closeGroup(now: noon)
    try connection.commit()
  }
}
