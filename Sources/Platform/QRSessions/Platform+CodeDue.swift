import Store
import Wire

/// Codes by the clock: what ends by itself is told, what ended long ago is forgotten.
extension Platform {
  /// Expires codes whose time has come, and forgets old ones.
  func expireCodes(_ plan: inout Plan, now: Instant) throws {
    let due = try sql(
      "SELECT \(CodeRow.columns) FROM code WHERE status IN ('created', 'scanned', 'confirmed')"
        + " AND expires <= ? ORDER BY expires LIMIT ?"
    ).rows(.integer(now.milliseconds), .integer(Platform.dueBatchLimit)) { row in
      Result { try CodeRow(row) }
    }
    for result in due {
      var code = try result.get()
      if code.machine.expire(now: now) { try update(&code, &plan, now: now) }
    }
    plan.write(
      "DELETE FROM code WHERE id IN (SELECT id FROM code WHERE forget <= ? LIMIT ?)",
      .integer(now.milliseconds), .integer(Platform.forgetBatchLimit))
  }

  /// Cancels what waits of a person who goes away.
  func cancelCodes(of person: Person, _ plan: inout Plan, now: Instant) throws {
    let waiting = try sql(
      "SELECT \(CodeRow.columns) FROM code WHERE maker = ?"
        + " AND status IN ('created', 'scanned', 'confirmed')"
    ).rows(.integer(person.row)) { row in Result { try CodeRow(row) } }
    for result in waiting {
      var code = try result.get()
      guard code.machine.at(now).status.isWaiting else { continue }
      try code.machine.cancel(now: now)
      try update(&code, &plan, now: now)
    }
  }
}
