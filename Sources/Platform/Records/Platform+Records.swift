import Store
package import Wire

/// What programs keep: each app's own records, across its versions.
extension Platform {
  /// Answers what a call reads while it works, and notes its revision in the read set.
  package func answer(
    _ request: DataRequest, _ ticket: CallTicket, _ reads: inout ReadSet, now: Instant
  ) throws -> DataAnswer {
    let app = ticket.release.key.app
    switch request {
    case .get(let collection, let key):
      let row = try sql(
        "SELECT value, revision FROM record WHERE app = ? AND collection = ? AND key = ?"
      ).first(.text(app.text), .text(collection), .text(key)) { ($0.text(0), $0.integer(1)) }
      reads.add(.record(collection: collection, key: key), revision: row?.1 ?? 0)
      return .record(try row.map { try JSON.parse($0.0) })
    case .query(let query):
      reads.add(
        .collection(query.collection), revision: try collectionRevision(app, query.collection))
      return .rows(try rows(app, query))
    case .balance(let currency):
      // Not part of the read set: a busy shop's balance changes with every sale.
      return try merchantBalance(ticket, currency)
    case .bill(let key):
      guard case .session(let session, _, _) = ticket.target,
        let bill = try bill(session: session, key: key)
      else {
        reads.add(.bill(key: key), revision: 0)
        return .bill(nil)
      }
      reads.add(.bill(key: key), revision: bill.revision)
      return .bill(JSON(encoding: try view(bill, for: nil, now: now)))
    }
  }

  /// What the app's own merchant account holds, for apps that may ask for payments.
  private func merchantBalance(
    _ ticket: CallTicket, _ currency: Currency
  ) throws -> DataAnswer {
    let scope = "wallet.bill"
    let manifest = ticket.release.manifest
    guard manifest.declares(scope: scope) else {
      throw Refusal(ProgramError.scopeMissing, ["scope": .string(scope)])
    }
    let account = try ledger.find(Platform.owner(manifest.merchant), .merchant, currency)
    let balance = account.flatMap { ledger.read($0) }
    return .balance(available: balance?.available ?? 0, held: balance?.held ?? 0)
  }

  private func rows(_ app: AppID, _ query: RecordQuery) throws -> [RecordRow] {
    let limit = min(max(query.limit ?? RecordQuery.rowLimit, 1), RecordQuery.rowLimit)
    let conditions = (query.where ?? [:]).members
    guard conditions.count <= Platform.conditionLimit else {
      throw Refusal(DataError.invalid, ["reason": "too many conditions"])
    }
    var text = "SELECT key, value FROM record WHERE app = ?1 AND collection = ?2"
    var values: [Value] = [.text(app.text), .text(query.collection)]
    for condition in conditions {
      guard let value = Platform.scalar(condition.value), Platform.isName(condition.key) else {
        throw Refusal(
          DataError.invalid, ["reason": .string("\(condition.key) must equal a scalar")])
      }
      values.append(.text("$.\"" + condition.key + "\""))
      values.append(value)
      text += " AND json_extract(value, ?\(values.count - 1)) IS ?\(values.count)"
    }
    text += " ORDER BY key \(query.descending == true ? "DESC" : "ASC") LIMIT \(limit)"
    let found = try sql(text).rows(values: values) { ($0.text(0), $0.text(1)) }
    var bytes = 0
    var rows: [RecordRow] = []
    for (key, value) in found {
      bytes += key.utf8.count + value.utf8.count
      guard bytes <= RecordQuery.answerByteLimit else { break }
      rows.append(RecordRow(key: key, value: try JSON.parse(value)))
    }
    return rows
  }

  /// Conditions one query may have.
  static let conditionLimit = 8

  private static func scalar(_ json: JSON) -> Value? {
    switch json {
    case .string(let text): .text(text)
    case .integer(let number): .integer(number)
    case .bool(let flag): .integer(flag ? 1 : 0)
    case .null: .null
    case .double, .array, .object: nil
    }
  }

  private static func isName(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count)
      && text.utf8.allSatisfy { $0 != UInt8(ascii: "\"") && $0 >= 0x20 }
  }

  private func collectionRevision(_ app: AppID, _ name: String) throws -> Int64 {
    try sql("SELECT revision FROM collection WHERE app = ? AND name = ?")
      .first(.text(app.text), .text(name)) { $0.integer(0) } ?? 0
  }

  /// The revision of something a call read, as it is now.
  func revision(_ item: ReadSet.Item, _ ticket: CallTicket) throws -> Int64 {
    let app = ticket.release.key.app
    switch item {
    case .collection(let name): return try collectionRevision(app, name)
    case .record(let collection, let key):
      return try sql(
        "SELECT revision FROM record WHERE app = ? AND collection = ? AND key = ?"
      ).first(.text(app.text), .text(collection), .text(key)) { $0.integer(0) } ?? 0
    case .bill(let key):
      guard case .session(let session, _, _) = ticket.target else { return 0 }
      return try bill(session: session, key: key)?.revision ?? 0
    }
  }

  /// Plans writing or removing (nil) a record, within the app's storage.
  func planRecord(
    _ collection: String, _ key: String, _ value: JSON?, _ effects: inout EffectPlan,
    _ plan: inout Plan
  ) throws {
    let app = effects.ticket.release.key.app
    guard Platform.isName(collection), Platform.isName(key) else {
      throw Refusal(DataError.invalid, ["reason": "names have 1 to 64 characters"])
    }
    let name = collection + "\u{0}" + key
    let oldBytes =
      try effects.recordBytes[name]
      ?? sql(
        "SELECT length(CAST(value AS BLOB)) FROM record"
          + " WHERE app = ? AND collection = ? AND key = ?"
      ).first(.text(app.text), .text(collection), .text(key)) { $0.integer(0) } ?? 0
    let text = value?.text
    let newBytes = Int64(text?.utf8.count ?? 0)
    let usedBefore =
      try effects.usedBytes
      ?? sql("SELECT bytes FROM app WHERE id = ?").first(.text(app.text)) { $0.integer(0) } ?? 0
    let used = usedBefore + newBytes - oldBytes
    let limit = effects.ticket.release.manifest.limits.storageMB
    guard used <= limit * 1_048_576 || newBytes <= oldBytes else {
      throw Refusal(DataError.full, ["limit": .integer(limit)])
    }
    effects.usedBytes = used
    effects.recordBytes[name] = newBytes
    let revision = try newRevision(&plan)
    if let text {
      plan.write(
        "INSERT INTO record(app, collection, key, value, revision) VALUES (?, ?, ?, ?, ?)"
          + " ON CONFLICT(app, collection, key) DO UPDATE SET value = excluded.value,"
          + " revision = excluded.revision",
        .text(app.text), .text(collection), .text(key), .text(text), .integer(revision))
    } else {
      plan.write(
        "DELETE FROM record WHERE app = ? AND collection = ? AND key = ?", .text(app.text),
        .text(collection), .text(key))
    }
    plan.write(
      "INSERT INTO collection(app, name, revision) VALUES (?, ?, ?)"
        + " ON CONFLICT(app, name) DO UPDATE SET revision = excluded.revision",
      .text(app.text), .text(collection), .integer(revision))
    plan.write(
      "UPDATE app SET bytes = ? WHERE id = ?", .integer(used), .text(app.text))
  }

  /// The next number of the one counter that all record revisions come from.
  private func newRevision(_ plan: inout Plan) throws -> Int64 {
    let last =
      try plan.newRows["revision"]
      ?? sql("SELECT value FROM fact WHERE name = 'revision'").first { Int64($0.text(0)) ?? 0 } ?? 0
    plan.newRows["revision"] = last + 1
    plan.write(
      "INSERT INTO fact VALUES ('revision', ?)"
        + " ON CONFLICT(name) DO UPDATE SET value = excluded.value",
      .text(String(last + 1)))
    return last + 1
  }
}
