import Store
import Wire

/// A session as it is stored.
struct SessionRow {
  let id: Int64
  let name: SessionID
  let release: ReleaseKey
  let kind: SessionKind
  let door: String
  let place: LocalizedText?
  let entry: JSON
  let state: JSON
  /// Bytes of the state as compact JSON, as which it is stored.
  let stateByteCount: Int
  let rev: Int64
  let peopleRev: Int64
  let touched: Instant
  let isEnded: Bool

  static let columns =
    "id, public, app, version, kind, door, place, entry, state, rev, people_rev, touched,"
    + " ended"

  init(_ row: Statement) throws {
    id = row.integer(0)
    name = SessionID(row.text(1))
    release = ReleaseKey(app: AppID(row.text(2)), version: row.integer(3))
    kind = SessionKind(rawValue: row.text(4)) ?? .customer
    door = row.text(5)
    place = try row.optionalText(6).flatMap { LocalizedText(json: try JSON.parse($0)) }
    entry = try JSON.parse(row.text(7))
    let stored = row.text(8)
    state = try JSON.parse(stored)
    stateByteCount = stored.utf8.count
    rev = row.integer(9)
    peopleRev = row.integer(10)
    touched = Instant(milliseconds: row.integer(11))
    isEnded = !row.isNull(12)
  }
}

/// Somebody who is or was in a session.
struct Member: Hashable {
  let person: Int64
  let name: PersonID
  let number: Int
  let isHere: Bool
}

extension Platform {
  /// A session by public name.
  func session(_ name: SessionID) throws -> SessionRow? {
    let statement = try sql("SELECT \(SessionRow.columns) FROM session WHERE public = ?")
    return try statement.first(.text(name.text)) { row in Result { try SessionRow(row) } }?.get()
  }

  /// A session by row.
  func session(row: Int64) throws -> SessionRow? {
    let statement = try sql("SELECT \(SessionRow.columns) FROM session WHERE id = ?")
    return try statement.first(.integer(row)) { row in Result { try SessionRow(row) } }?.get()
  }

  /// The open session behind a door of an app.
  func openSession(_ app: AppID, door: String) throws -> SessionRow? {
    let statement = try sql(
      "SELECT \(SessionRow.columns) FROM session WHERE app = ? AND door = ? AND ended IS NULL")
    return try statement.first(.text(app.text), .text(door)) { row in Result { try SessionRow(row) }
    }?.get()
  }

  /// Everybody who ever was in a session, in the order of their numbers.
  func members(of session: Int64) throws -> [Member] {
    try sql(
      "SELECT m.person, p.public, m.number, m.here FROM member m"
        + " JOIN person p ON p.id = m.person WHERE m.session = ? ORDER BY m.number"
    ).rows(.integer(session)) {
      Member(
        person: $0.integer(0), name: PersonID($0.text(1)), number: Int($0.integer(2)),
        isHere: $0.integer(3) == 1)
    }
  }

  /// How many sessions are open.
  package func openSessionCount() throws -> Int {
    try sql("SELECT count(*) FROM session WHERE ended IS NULL").first { Int($0.integer(0)) } ?? 0
  }
}
