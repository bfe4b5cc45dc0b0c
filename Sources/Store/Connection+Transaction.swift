import CSQLite

/// Commit groups: everything between `begin` and `commit` becomes durable together or not at all.
extension Connection {
  /// Whether a transaction is open.
  package var isInTransaction: Bool {
    sqlite3_get_autocommit(handle) == 0
  }

  /// Starts a group and takes the write lock at once, so that no later statement can find it busy.
  package func begin() throws(StoreError) {
    precondition(!isInTransaction, "a group is already open")
    try executePrepared("BEGIN IMMEDIATE")
  }

  /// Starts a group that will probably only read: it takes the write lock with its first write,
  /// which on the one connection that writes never finds it busy.
  package func beginReading() throws(StoreError) {
    precondition(!isInTransaction, "a group is already open")
    try executePrepared("BEGIN")
  }

  /// Makes the group durable; after a throw the caller rolls back and reloads, answering nobody.
  package func commit() throws(StoreError) {
    precondition(isInTransaction, "no group is open")
    try failpoint?(.commit)
    try executePrepared("COMMIT")
    commitCount += 1
    try failpoint?(.committed)
  }

  /// Drops the group; does nothing where SQLite has already dropped it after a disk fault.
  package func rollback() throws(StoreError) {
    guard isInTransaction else { return }
    try executePrepared("ROLLBACK")
  }

  private func executePrepared(_ sql: String) throws(StoreError) {
    let statement: OpaquePointer
    if let known = transactionStatements[sql] {
      statement = known
    } else {
      var prepared: OpaquePointer?
      let result = sqlite3_prepare_v3(
        handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
      guard result == SQLITE_OK, let prepared else { throw error(result) }
      transactionStatements[sql] = prepared
      statement = prepared
    }
    let result = sqlite3_step(statement)
    guard result == SQLITE_DONE else {
      let failure = error(result)
      sqlite3_reset(statement)
      throw failure
    }
    sqlite3_reset(statement)
  }

  /// Runs the body as one group; rolls back and rethrows what it throws.
  package func group<R>(_ body: () throws(StoreError) -> R) throws(StoreError) -> R {
    try begin()
    do throws(StoreError) {
      let result = try body()
      try commit()
      return result
    } catch {
      try rollback()
      throw error
    }
  }

  /// Runs the body on one unchanging view of the file, whatever the writer commits meanwhile.
  package func snapshot<R>(_ body: () throws(StoreError) -> R) throws(StoreError) -> R {
    guard !isInTransaction else { return try body() }
    try execute("BEGIN")
    do throws(StoreError) {
      let result = try body()
      try execute("ROLLBACK")
      return result
    } catch {
      try rollback()
      throw error
    }
  }
}
