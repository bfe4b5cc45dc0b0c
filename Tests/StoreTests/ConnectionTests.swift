import Foundation
import Store
import TestSupport
import Testing

/// Connections on real files.
@Suite struct ConnectionTests {
  let directory: TemporaryDirectory
  let connection: Connection

  init() throws {
    directory = try TemporaryDirectory()
    connection = try Connection.open(path: directory.database)
    try connection.execute(
      "CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT UNIQUE, data BLOB) STRICT")
  }

  private func count(_ connection: Connection) throws -> Int64? {
    try connection.prepare("SELECT count(*) FROM t").first { $0.integer(0) }
  }

  @Test(arguments: [
    ("journal_mode", "wal"), ("synchronous", "2"), ("foreign_keys", "1"), ("secure_delete", "0"),
    ("wal_autocheckpoint", "40000"),
  ])
  func isDurableAsTheDesignSays(pragma: String, value: String) throws {
    #expect(try connection.prepare("PRAGMA \(pragma)").first { $0.text(0) } == value)
  }

  @Test func valuesReadBack() throws {
    let insert = try connection.prepare("INSERT INTO t VALUES (?, ?, ?)")
    try insert.run(1, "점심", .blob([0, 255]))
    try insert.run(2, "", .blob([]))
    try insert.run(.integer(.max), nil, nil)
    let rows = try connection.prepare("SELECT id, name, data FROM t ORDER BY id").rows {
      [Value.integer($0.integer(0)), .text($0.optionalText(1)), .blob($0.optionalBlob(2))]
    }
    #expect(
      rows == [
        [1, "점심", .blob([0, 255])], [2, "", .blob([])], [.integer(.max), nil, nil],
      ])
    #expect(connection.lastInsertedRow == .max)
  }

  @Test func aGroupIsAllOrNothing() throws {
    let insert = try connection.prepare("INSERT INTO t(id) VALUES (?)")
    #expect(throws: StoreError.self) {
      try connection.group { () throws(StoreError) in
        try insert.run(1)
        try insert.run(1)
      }
    }
    #expect(!connection.isInTransaction)
    #expect(try count(connection) == 0)
    try connection.group { () throws(StoreError) in try insert.run(1) }
    #expect(try count(connection) == 1)
    #expect(connection.commitCount == 1)
  }

  @Test func aBrokenRuleIsAConstraint() throws {
    let insert = try connection.prepare("INSERT INTO t(id, name) VALUES (?, ?)")
    try insert.run(1, "a")
    let error = #expect(throws: StoreError.self) { try insert.run(2, "a") }
    #expect(error?.kind == .constraint)
    #expect(error?.code == 19)
    #expect(error?.extendedCode == 2067)
    // The statement is usable again.
    try insert.run(2, "b")
  }

  @Test func aReaderSeesCommittedRowsOnlyAndCannotWrite() throws {
    let reader = try Connection.openReadOnly(path: directory.database)
    try connection.begin()
    try connection.execute("INSERT INTO t(id) VALUES (1)")
    #expect(try count(reader) == 0)
    #expect(try count(connection) == 1)
    try connection.commit()
    #expect(try count(reader) == 1)
    let error = #expect(throws: StoreError.self) { try reader.execute("DELETE FROM t") }
    #expect(error?.kind == .readOnly)
  }

  @Test func aSnapshotDoesNotMove() throws {
    let reader = try Connection.openReadOnly(path: directory.database)
    try reader.snapshot { () throws(StoreError) in
      let select = try reader.prepare("SELECT count(*) FROM t")
      #expect(try select.first { $0.integer(0) } == 0)
      try connection.execute("INSERT INTO t(id) VALUES (1)")
      #expect(try select.first { $0.integer(0) } == 0)
    }
    #expect(try count(reader) == 1)
  }

  @Test(arguments: [Failpoint.commit, .statement])
  func aFailedGroupLeavesNothing(failpoint: Failpoint) throws {
    let insert = try connection.prepare("INSERT INTO t(id) VALUES (1)")
    connection.failpoint = { (reached) throws(StoreError) in
      if reached == failpoint { throw .diskFull }
    }
    #expect(throws: StoreError.diskFull) {
      try connection.group { () throws(StoreError) in try insert.run() }
    }
    connection.failpoint = nil
    #expect(try count(connection) == 0)
    try connection.group { () throws(StoreError) in try insert.run() }
    #expect(try count(connection) == 1)
  }

  @Test func afterCommitTheGroupIsThereEvenIfTheFailpointFails() throws {
    connection.failpoint = { (reached) throws(StoreError) in
      if reached == .committed { throw .inputOutput }
    }
    #expect(throws: StoreError.inputOutput) {
      try connection.group { () throws(StoreError) in
        try connection.execute("INSERT INTO t(id) VALUES (1)")
      }
    }
    #expect(try count(Connection.openReadOnly(path: directory.database)) == 1)
  }

  @Test func aFullFileIsDiskFullAndTheGroupIsGone() throws {
    try connection.execute("PRAGMA max_page_count = 20")
    let insert = try connection.prepare("INSERT INTO t(data) VALUES (zeroblob(100000))")
    let error = #expect(throws: StoreError.self) {
      try connection.group { () throws(StoreError) in try insert.run() }
    }
    #expect(error?.kind == .diskFull)
    #expect(try count(connection) == 0)
  }

  @Test func aDirectoryAndAForeignFileAreRefused() throws {
    let missing = #expect(throws: StoreError.self) {
      try Connection.open(path: directory.path + "/none/test.db")
    }
    #expect(missing?.kind == .cannotOpen)
    let foreign = directory.path + "/foreign.db"
    try String(repeating: "no database ", count: 100).write(
      toFile: foreign, atomically: true, encoding: .utf8)
    let error = #expect(throws: StoreError.self) { try Connection.open(path: foreign) }
    #expect(error?.kind == .corrupt)
  }
}
