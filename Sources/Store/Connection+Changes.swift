import CSQLite

/// What a connection has changed.
extension Connection {
  /// How many rows this connection has inserted, updated or deleted since it was opened
  /// (sqlite3_total_changes64); a group that left it as it was needs no COMMIT.
  package var totalChanges: Int64 {
    sqlite3_total_changes64(handle)
  }
}
