import CSQLite

/// One SQLite connection: used by the thread that owns it and by no other.
///
/// Opened without SQLite's mutexes, so two threads on one connection is our bug, not a race SQLite
/// would save us from.
package final class Connection {
  /// Pages the log may grow to before COMMIT copies it into the file (4 KiB each: about 160 MB).
  ///
  /// Rare large checkpoints keep the hot path short; larger logs only lengthen the next start.
  package static let checkpointPages = 40_000
  /// Page cache of one connection in KiB.
  package static let cacheKiB = 16_384
  /// How much of the file a reader maps, in bytes.
  package static let readerMapBytes = 256 * 1024 * 1024
  /// How long a reader waits while the writer recovers the log.
  package static let readerBusyMilliseconds: Int32 = 2_000

  /// Where the file lies.
  package let path: String
  /// How many COMMITs succeeded; benchmarks and tests count them.
  package internal(set) var commitCount = 0
  /// Called at each ``Failpoint``; set by tests only.
  package var failpoint: ((Failpoint) throws(StoreError) -> Void)?

  let handle: OpaquePointer
  /// `BEGIN`, `COMMIT` and `ROLLBACK`, prepared at their first use: every group runs two of them.
  var transactionStatements: [String: OpaquePointer] = [:]

  /// Done once a process; where a test was quicker, SQLite goes on counting.
  private static let isPrepared: Bool = csqlite_count_no_memory() == SQLITE_OK

  private init(path: String, flags: Int32, fileSystem: String?) throws(StoreError) {
    _ = Self.isPrepared
    var opened: OpaquePointer?
    let result = sqlite3_open_v2(
      path, &opened, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, fileSystem)
    guard let opened else {
      throw StoreError(extendedCode: SQLITE_NOMEM, message: "no memory for a connection")
    }
    guard result == SQLITE_OK else {
      let message = String(cString: sqlite3_errmsg(opened))
      sqlite3_close_v2(opened)
      throw StoreError(extendedCode: result, message: "\(message): \(path)")
    }
    self.path = path
    handle = opened
  }

  deinit {
    for statement in transactionStatements.values { sqlite3_finalize(statement) }
    // v2 waits for statements that outlive us instead of leaking the connection.
    sqlite3_close_v2(handle)
  }

  /// Opens the one writing connection, creating the file; durable at each COMMIT.
  ///
  /// `fileSystem` names a registered SQLite file system: tests open through one that fails.
  package static func open(
    path: String, fileSystem: String? = nil
  ) throws(StoreError) -> Connection {
    let connection = try Connection(
      path: path, flags: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, fileSystem: fileSystem)
    // secure_delete off: erasing personal data means losing its key, not overwriting pages.
    try connection.execute(
      """
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA foreign_keys = ON;
      PRAGMA trusted_schema = OFF;
      PRAGMA secure_delete = OFF;
      PRAGMA temp_store = MEMORY;
      PRAGMA cache_size = -\(cacheKiB);
      PRAGMA wal_autocheckpoint = \(checkpointPages);
      """)
    return connection
  }

  /// Opens a connection for history, search and audit; it sees what was committed before each read.
  package static func openReadOnly(path: String) throws(StoreError) -> Connection {
    let connection = try Connection(
      path: path, flags: SQLITE_OPEN_READONLY, fileSystem: nil)
    sqlite3_busy_timeout(connection.handle, readerBusyMilliseconds)
    try connection.execute(
      """
      PRAGMA query_only = ON;
      PRAGMA trusted_schema = OFF;
      PRAGMA temp_store = MEMORY;
      PRAGMA mmap_size = \(readerMapBytes);
      """)
    return connection
  }

  /// Runs statements that answer nothing, separated by semicolons.
  package func execute(_ sql: String) throws(StoreError) {
    let result = sqlite3_exec(handle, sql, nil, nil, nil)
    guard result == SQLITE_OK else { throw error(result) }
  }

  /// Prepares a statement once, to be run many times.
  package func prepare(_ sql: String) throws(StoreError) -> Statement {
    var prepared: OpaquePointer?
    let result = sqlite3_prepare_v3(
      handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
    guard result == SQLITE_OK else { throw error(result) }
    guard let prepared else {
      preconditionFailure("an empty statement was prepared: \(sql)")
    }
    return Statement(handle: prepared, connection: self)
  }

  /// The rowid of the last row this connection inserted.
  package var lastInsertedRow: Int64 {
    sqlite3_last_insert_rowid(handle)
  }

  /// How many rows the last statement changed.
  package var changedRows: Int {
    Int(sqlite3_changes64(handle))
  }

  func error(_ result: Int32) -> StoreError {
    StoreError(extendedCode: result, message: String(cString: sqlite3_errmsg(handle)))
  }
}
