import Store
import Wire

/// Recomputes the ledger of a home without a daemon.
enum OfflineAudit {
  /// Opens the file for reading only and checks all of it.
  static func run(databasePath: String) throws -> AuditReport {
    let connection = try Connection.openReadOnly(path: databasePath)
    return try Assembly.audit(connection)
  }
}
