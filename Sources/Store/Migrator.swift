/// One step of the schema: applied once, never edited afterwards.
package struct Migration: Sendable {
  /// The file's name without its ending: `v0001_topic`.
  package let name: String
  /// The statements.
  package let sql: String
  /// A hash of the statements; computed by the owner of the list, compared here.
  package let hash: [UInt8]

  /// Creates a step.
  package init(name: String, sql: String, hash: [UInt8]) {
    self.name = name
    self.sql = sql
    self.hash = hash
  }
}

/// Brings a file to the schema this build knows, or refuses and leaves it as it is.
package enum Migrator {
  /// Applies the steps the file has not seen, each in its own group.
  package static func run(
    _ migrations: [Migration], on connection: Connection
  ) throws(MigrationError) {
    do throws(StoreError) {
      try connection.execute(
        """
        CREATE TABLE IF NOT EXISTS schema_migration(
          position INTEGER PRIMARY KEY,
          name TEXT NOT NULL UNIQUE,
          hash BLOB NOT NULL
        ) STRICT
        """)
    } catch {
      throw .store(error)
    }
    let applied = try self.applied(connection)
    for (position, recorded) in applied.enumerated() {
      guard position < migrations.count else { throw .newer(recorded.name) }
      let known = migrations[position]
      guard recorded.name == known.name, recorded.hash == known.hash else {
        throw .changed(recorded.name)
      }
    }
    for position in applied.count..<max(applied.count, migrations.count) {
      try apply(migrations[position], at: position, on: connection)
    }
  }

  private static func applied(
    _ connection: Connection
  ) throws(MigrationError) -> [(name: String, hash: [UInt8])] {
    do throws(StoreError) {
      return try connection.prepare("SELECT name, hash FROM schema_migration ORDER BY position")
        .rows { (name: $0.text(0), hash: $0.blob(1)) }
    } catch {
      throw .store(error)
    }
  }

  private static func apply(
    _ migration: Migration, at position: Int, on connection: Connection
  ) throws(MigrationError) {
    do throws(StoreError) {
      try connection.group { () throws(StoreError) in
        try connection.execute(migration.sql)
        try connection.prepare("INSERT INTO schema_migration VALUES (?, ?, ?)")
          .run(.integer(Int64(position)), .text(migration.name), .blob(migration.hash))
      }
    } catch {
      throw .failed(migration.name, error)
    }
  }
}
