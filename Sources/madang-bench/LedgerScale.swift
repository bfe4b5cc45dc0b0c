import Crypto
import Glibc
import Platform
import Store
import Wire

/// A large ledger: how fast it is compared to an empty one, how long a restart takes, how much
/// memory it holds. `--accounts N --transfers N` set the size; the goal is 1,000,000 and 5,000,000.
struct LedgerScale {
  let accounts: Int
  let transfers: Int
  let directory: String

  /// Transfers of one group.
  private static let perGroup = 1024
  /// Accounts opened in one group.
  private static let openedPerGroup = 10_000
  /// Pages of history that are read, their entries, and transfers of the group around each.
  private static let historyPages = 2_000
  private static let historyEntries = 20
  private static let perHistoryGroup = 64
  private static let start = Instant(milliseconds: 1_763_680_000_000)

  /// Fills a ledger, restarts it with the tail it happens to have, reads history while it writes.
  func run() throws -> JSON {
    let path = "\(directory)/scale.db"
    var connection = try Connection.open(path: path)
    // Filling is not what is measured.
    try connection.execute("PRAGMA synchronous = OFF")
    try Migrator.run(Migrations.all, on: connection)
    var ledger = try Ledger(connection)
    try open(ledger, connection)
    var random = SplitMix(state: 7)
    let empty = try pay(ledger, connection, from: 0, count: transfers / 10, &random)
    let filled = try pay(
      ledger, connection, from: transfers / 10, count: transfers * 8 / 10, &random)
    let large = try pay(
      ledger, connection, from: transfers * 9 / 10, count: transfers / 10, &random)
    let tail = try connection.prepare("SELECT row - clean FROM ledger_head")
      .first { $0.integer(0) }
    let before = ledger.head
    // Statements keep their connection open, so both go.
    ledger = try Ledger(Connection.open(path: "\(directory)/other.db", migrated: true))
    connection = try Connection.open(path: path)
    let (began, cpuBegan) = (Timings.now(), Timings.processor())
    ledger = try Ledger(connection)
    let restart = Double(Timings.now() - began) / 1e6
    let restartCPU = Double(Timings.processor() - cpuBegan) / 1e6
    guard ledger.head == before else { throw BenchmarkError.unavailable("the restart differs") }
    let resident = try residentMiB()
    let history = try history(ledger, connection, &random)
    let (audit, cpuAudit) = (Timings.now(), Timings.processor())
    guard try LedgerAudit.run(connection).isSound else {
      throw BenchmarkError.unavailable("the audit failed")
    }
    return .object([
      "accounts": .integer(Int64(accounts)), "transfers": .integer(Int64(transfers)),
      "processorUsEmpty": .double(empty), "processorUsFilling": .double(filled),
      "processorUsLarge": .double(large), "tailRows": .integer(tail ?? 0),
      "restartMs": .double(restart), "restartProcessorMs": .double(restartCPU),
      "auditMs": .double(Double(Timings.now() - audit) / 1e6),
      "auditProcessorMs": .double(Double(Timings.processor() - cpuAudit) / 1e6),
      "residentMiB": .double(resident), "historyP50us": .double(history.percentile(0.5)),
      "historyP99us": .double(history.percentile(0.99)),
    ])
  }

  private func open(_ ledger: Ledger, _ connection: Connection) throws {
    for begin in stride(from: 0, to: accounts, by: Self.openedPerGroup) {
      try connection.group { () throws(StoreError) in
        var plan = ledger.plan(now: Self.start)
        // Payers without limit, so that no funding pads the log.
        for index in begin..<min(begin + Self.openedPerGroup, accounts) {
          _ = try plan.open(AccountOwner("p_\(index)"), .external, .krw)
        }
        try ledger.apply(plan)
        try ledger.closeGroup()
      }
    }
  }

  /// Answers processor microseconds a transfer.
  private func pay(
    _ ledger: Ledger, _ connection: Connection, from first: Int, count: Int,
    _ random: inout SplitMix
  ) throws -> Double {
    let began = Timings.processor()
    var number = first
    while number < first + count {
      try connection.group { () throws(StoreError) in
        for _ in 0..<Self.perGroup where number < first + count {
          number += 1
          try pay(number, ledger, &random)
        }
        try ledger.closeGroup()
      }
    }
    return Double(Timings.processor() - began) / 1e3 / Double(max(count, 1))
  }

  private func pay(
    _ number: Int, _ ledger: Ledger, _ random: inout SplitMix
  ) throws(StoreError) {
    let from = Int64(random.next() % UInt64(accounts)) + 1
    let to = from % Int64(accounts) + 1
    var plan = ledger.plan(now: Self.start.adding(milliseconds: Int64(number)))
    let key = RequestKey(
      principal: "p_\(from)", key: "bench-key-\(number)", bodyHash: Blake2b.hash([1, 2, 3]))
    let leg = Leg(
      from: AccountID(rawValue: from), to: AccountID(rawValue: to), amount: Money(1, .krw))
    guard try plan.transfer(TransferRequest(legs: [leg], key: key)).refusal == nil else {
      preconditionFailure("a payer without limit was refused")
    }
    try ledger.apply(plan)
  }

  /// Times of pages of history, each read on a second connection between the rows of a group that
  /// is being written and its COMMIT.
  private func history(
    _ ledger: Ledger, _ connection: Connection, _ random: inout SplitMix
  ) throws -> [Double] {
    let reader = try LedgerReader(Connection.openReadOnly(path: connection.path))
    var timings = Timings()
    var number = transfers
    for _ in 0..<Self.historyPages {
      let account = AccountID(rawValue: Int64(random.next() % UInt64(accounts)) + 1)
      let head = ledger.historyHead(account)
      try connection.group { () throws(StoreError) in
        for _ in 0..<Self.perHistoryGroup {
          number += 1
          try pay(number, ledger, &random)
        }
        let before = Timings.now()
        let page = try reader.history(of: account, from: head, limit: Self.historyEntries)
        timings.add(since: before)
        precondition(page.entries.count <= Self.historyEntries, "a page has its limit")
        try ledger.closeGroup()
      }
    }
    return timings.sorted()
  }

  private func residentMiB() throws -> Double {
    guard let file = fopen("/proc/self/statm", "r") else {
      throw BenchmarkError.unavailable("/proc/self/statm")
    }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 128)
    let count = fread(&bytes, 1, bytes.count, file)
    let fields = String(decoding: bytes[..<count], as: UTF8.self).split(separator: " ")
    guard fields.count > 1, let pages = Double(fields[1]) else {
      throw BenchmarkError.unavailable("/proc/self/statm")
    }
    return pages * 4096 / 1_048_576
  }
}

extension Connection {
  /// A file with the schema already in it.
  static func open(path: String, migrated: Bool) throws -> Connection {
    let connection = try Connection.open(path: path)
    if migrated { try Migrator.run(Migrations.all, on: connection) }
    return connection
  }
}
