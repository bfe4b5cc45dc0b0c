import CSQLite

/// A fault of the database or of the disk under it; our own misuse is a precondition instead.
package struct StoreError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What a caller can decide by.
  package enum Kind: Sendable {
    /// No room for the rows; nothing of the transaction was written.
    case diskFull
    /// The disk or file system failed.
    case inputOutput
    /// A row breaks a rule of its table.
    case constraint
    /// Another connection holds a lock for longer than we wait.
    case busy
    /// The file is damaged or is no database.
    case corrupt
    /// The file cannot be opened.
    case cannotOpen
    /// The connection or the file may only be read.
    case readOnly
    /// Anything else; the message says what.
    case other
  }

  /// What a caller can decide by.
  package let kind: Kind
  /// SQLite's extended result code (sqlite.org/rescode.html).
  package let extendedCode: Int32
  /// SQLite's own sentence, for the log.
  package let message: String

  /// Wraps an extended result code.
  package init(extendedCode: Int32, message: String) {
    self.extendedCode = extendedCode
    self.message = message
    kind = Self.kind(of: extendedCode & 0xFF)
  }

  /// SQLite's primary result code.
  package var code: Int32 {
    extendedCode & 0xFF
  }

  package var description: String {
    "database: \(kind) (\(extendedCode)): \(message)"
  }

  /// The error a full disk gives; for tests that inject it.
  package static let diskFull = StoreError(
    extendedCode: SQLITE_FULL, message: "database or disk is full")

  /// The error a failing disk gives; for tests that inject it.
  package static let inputOutput = StoreError(
    extendedCode: SQLITE_IOERR, message: "disk I/O error")

  private static func kind(of code: Int32) -> Kind {
    switch code {
    case SQLITE_FULL: .diskFull
    case SQLITE_IOERR: .inputOutput
    case SQLITE_CONSTRAINT: .constraint
    case SQLITE_BUSY, SQLITE_LOCKED: .busy
    case SQLITE_CORRUPT, SQLITE_NOTADB: .corrupt
    case SQLITE_CANTOPEN: .cannotOpen
    case SQLITE_READONLY: .readOnly
    default: .other
    }
  }
}
