import Crypto
import Glibc
import Platform
import Store
import Wire

/// The ledger in this process: durable transfers in groups, beside a raw journal that writes the
/// same number of bytes.
enum LedgerBenchmark: Benchmark {
  static let name = "ledger"
  static let summary =
    "the ledger in this process beside a journal, and large [--accounts N --transfers N]"

  /// Accounts the spread shape pays between.
  private static let accounts = 10_000
  /// Bytes the journal writes a transfer: what a row of the log takes in the file.
  private static let recordBytes = 256
  private static let start = Instant(milliseconds: 1_763_680_000_000)

  /// Who pays whom.
  enum Shape: String, CaseIterable {
    /// Anybody anybody.
    case spread
    /// Everybody one merchant.
    case hot
  }

  static func run(_ arguments: [String]) throws {
    let size = LedgerSize(arguments)
    let directory = try BenchmarkDirectory()
    var runs: [JSON] = []
    func note(_ result: JSON) {
      runs.append(result)
      guard !arguments.contains("--json") else { return }
      print(result.text)
      // Whoever watches a long run sees each line when it is there.
      fflush(nil)
    }
    for group in size.groups {
      for shape in Shape.allCases {
        note(try measure(shape, perGroup: group.size, groups: group.count, in: directory.path))
      }
      let journal = try Baseline.run(
        "journal-baseline",
        ["\(directory.path)/journal", "\(recordBytes)", "\(group.size)", "\(group.count)"])
      note(labelled(journal, who: "journal", shape: "append", group: group.size))
    }
    let scale = try LedgerScale(
      accounts: size.accounts, transfers: size.transfers, directory: directory.path
    ).run()
    let goals = try LedgerGoals(runs: runs, scale: scale).all
    if arguments.contains("--json") {
      print(
        JSON.object([
          "runs": .array(runs), "scale": scale, "goals": .array(goals.map(\.json)),
          "machine": Machine.current.json,
        ]).text)
    } else {
      print(scale.text)
      for goal in goals { print(goal.line) }
    }
  }

  private static func measure(
    _ shape: Shape, perGroup: Int, groups: Int, in directory: String
  ) throws -> JSON {
    let path = "\(directory)/\(shape.rawValue)-\(perGroup).db"
    let connection = try Connection.open(path: path)
    try Migrator.run(Migrations.all, on: connection)
    let ledger = try Ledger(connection)
    let people = try prepare(ledger, connection)
    var random = SplitMix(state: 42)
    var timings = Timings()
    let warmUp = groups / 10
    var (began, cpuBegan) = (Timings.now(), Timings.processor())
    var number = 0
    for round in 0..<(groups + warmUp) {
      if round == warmUp { (began, cpuBegan) = (Timings.now(), Timings.processor()) }
      let before = Timings.now()
      try connection.group { () throws(StoreError) in
        for _ in 0..<perGroup {
          number += 1
          try pay(number, ledger, people, shape, &random)
        }
        try ledger.closeGroup()
      }
      if round >= warmUp { timings.add(since: before) }
    }
    let seconds = Double(Timings.now() - began) / 1e9
    let processor = Double(Timings.processor() - cpuBegan) / 1e3 / Double(groups * perGroup)
    let report = try LedgerAudit.run(connection)
    guard report.isSound else { throw BenchmarkError.unavailable("the audit failed: \(report)") }
    let sorted = timings.sorted()
    return labelled(
      .object([
        "perSecond": .integer(Int64(Double(groups * perGroup) / seconds)),
        "p50us": .double(sorted.percentile(0.5)), "p99us": .double(sorted.percentile(0.99)),
        "maxus": .double(sorted.percentile(1)),
        "processorUs": .double((processor * 100).rounded() / 100),
      ]), who: "ledger", shape: shape.rawValue, group: perGroup)
  }

  private static func pay(
    _ number: Int, _ ledger: Ledger, _ people: [AccountID], _ shape: Shape,
    _ random: inout SplitMix
  ) throws(StoreError) {
    let from = Int(random.next() % UInt64(people.count - 1)) + 1
    var to = shape == .hot ? 0 : Int(random.next() % UInt64(people.count))
    if to == from { to = from - 1 }
    let key = RequestKey(
      principal: "p_\(from)", key: "bench-key-\(number)", bodyHash: Blake2b.hash([1, 2, 3]))
    var plan = ledger.plan(now: start.adding(milliseconds: Int64(number)))
    let outcome = try plan.transfer(
      TransferRequest(
        legs: [Leg(from: people[from], to: people[to], amount: Money(1, .krw))], key: key))
    guard outcome.refusal == nil else { preconditionFailure("a funded payer was refused") }
    try ledger.apply(plan)
  }

  /// Opens and funds everybody; one group a thousand people.
  private static func prepare(
    _ ledger: Ledger, _ connection: Connection
  ) throws -> [AccountID] {
    var people: [AccountID] = []
    for begin in stride(from: 0, to: accounts, by: 1000) {
      try connection.group { () throws(StoreError) in
        var plan = ledger.plan(now: start)
        let bank = try plan.open(AccountOwner("bank"), .external, .krw)
        for index in begin..<(begin + 1000) {
          let person = try plan.open(AccountOwner("p_\(index)"), .user, .krw)
          people.append(person)
          _ = try plan.transfer(
            TransferRequest(
              legs: [Leg(from: bank, to: person, amount: Money(1_000_000, .krw))], key: nil))
        }
        try ledger.apply(plan)
        try ledger.closeGroup()
      }
    }
    return people
  }

  private static func labelled(_ result: JSON, who: String, shape: String, group: Int) -> JSON {
    var object: JSONObject = [
      "who": .string(who), "shape": .string(shape), "perGroup": .integer(Int64(group)),
    ]
    for member in result.object?.members ?? [] {
      object[member.key] = member.value
    }
    return .object(object)
  }
}

/// A small generator with a visible seed (Steele, Lea, Flood: SplitMix64).
struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
