import Store
import TestSupport
import Testing

/// What a file that has seen `seen` says to a build that knows `known`.
@Suite struct MigratorTests {
  private static let one = Migration(name: "v0001_one", sql: "CREATE TABLE one(a)", hash: [1])
  private static let two = Migration(name: "v0002_two", sql: "CREATE TABLE two(a)", hash: [2])
  private static let edited = Migration(name: "v0001_one", sql: "CREATE TABLE x(a)", hash: [9])
  private static let broken = Migration(
    name: "v0002_two", sql: "CREATE TABLE y(a); CREATE TABEL z(a)", hash: [3])

  private func tables(_ connection: Connection) throws -> [String] {
    try connection.prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
    ).rows { $0.text(0) }
  }

  private func check(
    seen: [Migration], known: [Migration], throws expected: MigrationError?, tables: [String],
    _ location: SourceLocation = #_sourceLocation
  ) throws {
    let directory = try TemporaryDirectory()
    let connection = try Connection.open(path: directory.database)
    try Migrator.run(seen, on: connection)
    var thrown: MigrationError?
    do throws(MigrationError) {
      try Migrator.run(known, on: connection)
    } catch {
      thrown = error
    }
    if case .failed(let name, _) = thrown {
      #expect(expected == .newer(name), sourceLocation: location)
    } else {
      #expect(thrown == expected, sourceLocation: location)
    }
    #expect(try self.tables(connection) == tables, sourceLocation: location)
    for sentence in [thrown?.english, thrown?.korean] {
      #expect(sentence?.contains("v000") ?? true, sourceLocation: location)
    }
  }

  @Test func aFileIsBroughtForward() throws {
    let all = ["one", "schema_migration", "two"]
    try check(seen: [], known: [Self.one, Self.two], throws: nil, tables: all)
    try check(seen: [Self.one], known: [Self.one, Self.two], throws: nil, tables: all)
    try check(seen: [Self.one, Self.two], known: [Self.one, Self.two], throws: nil, tables: all)
  }

  @Test func aNewerOrEditedFileIsRefused() throws {
    try check(
      seen: [Self.one, Self.two], known: [Self.one], throws: .newer("v0002_two"),
      tables: ["one", "schema_migration", "two"])
    try check(
      seen: [Self.one], known: [Self.edited, Self.two], throws: .changed("v0001_one"),
      tables: ["one", "schema_migration"])
  }

  @Test func aBrokenStepLeavesTheFileAsItWas() throws {
    // `check` writes a failed step as the name it stopped at.
    try check(
      seen: [Self.one], known: [Self.one, Self.broken], throws: .newer("v0002_two"),
      tables: ["one", "schema_migration"])
  }
}
