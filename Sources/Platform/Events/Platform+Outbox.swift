import Store
package import Wire

/// Calls that the platform owes programs: written with what caused them, delivered at least once,
/// taken away in the transaction that commits the call which handled them.
extension Platform {
  /// Tries before an owed call is given up.
  package static let deliveryTryLimit = 20
  /// How long an owed call is tried, in seconds.
  package static let deliverySeconds: Int64 = 86_400

  /// Owes a program an event, if its manifest maps it to a feature.
  func owe(
    _ event: String, _ arguments: JSON, _ release: Release, session: Int64, bill: Int64? = nil,
    _ plan: inout Plan, now: Instant
  ) {
    guard let feature = release.manifest.on[event] else { return }
    insertOwed(
      release, session: session, feature: feature, arguments: arguments, bill: bill, timer: nil,
      due: now, &plan, now: now)
  }

  func insertOwed(
    _ release: Release, session: Int64, feature: String, arguments: JSON, bill: Int64?,
    timer: String?, due: Instant, _ plan: inout Plan, now: Instant
  ) {
    plan.owesCalls = true
    plan.write(
      "INSERT INTO outbox(app, session, feature, arguments, call, bill, timer, created, due)"
        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
        + " ON CONFLICT(session, timer) WHERE timer IS NOT NULL AND dead IS NULL DO UPDATE SET"
        + " due = excluded.due, feature = excluded.feature, arguments = excluded.arguments,"
        + " call = excluded.call, tries = 0, sent = 0",
      .text(release.key.app.text), .integer(session), .text(feature), .text(arguments.text),
      .text(newName("c_")), .integer(bill), .text(timer), .integer(now.milliseconds),
      .integer(due.milliseconds))
  }

  /// Owed calls that may be made now: due, and the first of their session.
  package func owedCalls(at now: Instant, limit: Int) throws -> [Int64] {
    try sql(
      "SELECT o.id FROM outbox o WHERE o.dead IS NULL AND o.due <= ?1"
        + " AND o.app NOT IN (SELECT app FROM app_off) AND NOT EXISTS ("
        + "SELECT 1 FROM outbox e WHERE e.session = o.session AND e.dead IS NULL AND e.id < o.id"
        + " AND e.due <= ?1) ORDER BY o.id LIMIT ?2"
    ).rows(.integer(now.milliseconds), .integer(Int64(limit))) { $0.integer(0) }
  }

  /// How many owed calls wait, and how many were given up.
  package func owedCount() throws -> (waiting: Int, dead: Int) {
    try sql("SELECT count(*) FILTER (WHERE dead IS NULL), count(dead) FROM outbox")
      .first { (Int($0.integer(0)), Int($0.integer(1))) } ?? (0, 0)
  }

  /// The answer about an owed call that is not owed any more.
  package static let nothingOwed = Outcome<JSON>(.null)

  /// The ticket of an owed call; nil where it is not owed any more. A session that is over still
  /// hears what happened to its bills.
  package func prepareOwed(_ row: Int64, now: Instant) throws -> CallTicket? {
    let found = try sql(
      "SELECT session, feature, arguments, call, bill, tries, due, sent FROM outbox"
        + " WHERE id = ? AND dead IS NULL"
    ).first(.integer(row)) {
      (
        session: $0.integer(0), feature: $0.text(1), arguments: $0.text(2), call: $0.text(3),
        bill: $0.optionalInteger(4), tries: Int($0.integer(5)),
        due: Instant(milliseconds: $0.integer(6)), sent: Int($0.integer(7))
      )
    }
    guard let found, let session = try session(row: found.session),
      let release = try release(session.release)
    else { return nil }
    guard let feature = release.manifest.feature(found.feature) else {
      preconditionFailure("the manifest was checked to have \(found.feature)")
    }
    var context = try context(session, nil, release, seenRev: nil, joining: false, now: now)
    let identity = callIdentity(of: found.call)
    (context.id, context.seed) = (identity.id, identity.seed)
    context.attempt = found.sent + 1
    return CallTicket(
      release: release, feature: feature, context: context,
      arguments: try JSON.parse(found.arguments), caller: nil, body: nil, wasScanned: false,
      owed: OwedCall(
        row: row, tries: found.tries, due: found.due, bill: found.bill),
      target: .session(row: session.id, rev: session.rev, peopleRev: session.peopleRev),
      joins: false)
  }

  func isOwed(_ owed: OwedCall) throws -> Bool {
    try sql("SELECT 1 FROM outbox WHERE id = ? AND dead IS NULL")
      .first(.integer(owed.row)) { _ in true } ?? false
  }

  /// Takes an owed call away together with what handling it did.
  func settle(_ owed: OwedCall, _ plan: inout Plan, now: Instant) throws {
    plan.write("DELETE FROM outbox WHERE id = ?", .integer(owed.row))
    guard let row = owed.bill, var bill = try bill(row: row) else { return }
    guard bill.delivery == .pending || bill.delivery == .overdue else { return }
    bill.delivery = .confirmed
    plan.write(
      "UPDATE bill SET delivery = 'confirmed', deliver_by = NULL, refund_by = NULL,"
        + " revision = revision + 1 WHERE id = ?", .integer(row))
    try tellBill(bill, &plan, now: now)
  }

  /// Notes that the call was sent to no avail; after too many failed tries, or too long, it is
  /// given up and kept for the merchant. What only came at a bad moment counts as sent, not as
  /// failed. True says that it will be tried again.
  package func failOwed(
    _ owed: OwedCall, code: String, isFailure: Bool = true, now: Instant
  ) throws -> Bool {
    let isOver =
      isFailure
      && (owed.tries + 1 >= Platform.deliveryTryLimit
        || now >= owed.due.adding(seconds: Platform.deliverySeconds))
    var plan = Plan()
    plan.write(
      "UPDATE outbox SET sent = sent + 1, tries = tries + ?, dead = ?, died = ? WHERE id = ?",
      .integer(isFailure ? 1 : 0), isOver ? .text(code) : .null,
      isOver ? .integer(now.milliseconds) : .null, .integer(owed.row))
    try apply(plan)
    return !isOver
  }

  /// Notes that an owed call is sent once more, before it is.
  func noteSent(_ owed: OwedCall, attempt: Int) throws {
    var plan = Plan()
    plan.write(
      "UPDATE outbox SET sent = max(sent, ?) WHERE id = ?", .integer(Int64(attempt)),
      .integer(owed.row))
    try apply(plan)
  }

  /// Counts what may have been under way when the last daemon ended as sent, whether or not it
  /// was: a program never sees one attempt of a call twice. To be called once, at start.
  package func noteInterrupted(at now: Instant) throws {
    var plan = Plan()
    plan.write(
      "UPDATE outbox SET sent = sent + 1 WHERE dead IS NULL AND due <= ?",
      .integer(now.milliseconds))
    try apply(plan)
  }
}
