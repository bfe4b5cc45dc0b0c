import Store
import Wire

@testable import madangd

/// The smallest domain: a counter in a real file, and its copy in memory.
final class CounterCore: CoreState {
  private(set) var value: Int64 = 0
  private(set) var reloadCount = 0
  private let set: Statement
  private let get: Statement
  private let setTime: Statement
  let connection: Connection

  init(_ connection: Connection) throws(StoreError) {
    self.connection = connection
    try connection.execute(
      """
      CREATE TABLE IF NOT EXISTS counter(id INTEGER PRIMARY KEY CHECK(id = 1), value INTEGER) STRICT;
      CREATE TABLE IF NOT EXISTS clock(id INTEGER PRIMARY KEY CHECK(id = 1), now INTEGER) STRICT;
      INSERT OR IGNORE INTO counter VALUES (1, 0);
      """)
    set = try connection.prepare("UPDATE counter SET value = ? WHERE id = 1")
    get = try connection.prepare("SELECT value FROM counter WHERE id = 1")
    setTime = try connection.prepare("INSERT OR REPLACE INTO clock VALUES (1, ?)")
    try reload()
    reloadCount = 0
  }

  func add(_ amount: Int64) throws(StoreError) -> Int64 {
    try set.run(.integer(value + amount))
    value += amount
    return value
  }

  /// Breaks the contract: memory and file change, then the job is refused.
  func addAndRefuse() throws {
    _ = try add(1)
    throw Refusal(PlatformError.busy)
  }

  func storedTime() throws(StoreError) -> Instant? {
    try connection.prepare("SELECT now FROM clock").first { Instant(milliseconds: $0.integer(0)) }
  }

  func willCommit(now: Instant) throws(StoreError) { try setTime.run(.integer(now.milliseconds)) }

  func reload() throws(StoreError) {
    value = try get.first { $0.integer(0) } ?? 0
    reloadCount += 1
  }
}
