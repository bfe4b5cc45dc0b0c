import Store
import Wire

/// Stock and reservations: a reservation is written with the stock it is taken from, so that the
/// last one of something has one holder.
extension Platform {
  /// How long an unpaid deal keeps its item: 15 minutes.
  static let reservationSeconds: Int64 = StockEffect.secondsLimit
  /// The owner of what people sell.
  static let itemOwner = "item"

  /// A stock as it is after what is planned.
  func stock(_ owner: String, _ name: String, _ plan: Plan) throws -> StockRow? {
    if let planned = plan.stock.stock(owner, name) { return planned }
    return try sql(
      "SELECT id, owner, name, quantity, reserved, fence FROM stock WHERE owner = ? AND name = ?"
    ).first(.text(owner), .text(name), read: Platform.stockRow)
  }

  /// A stock by row, as it is after what is planned.
  func stock(row: Int64, _ plan: Plan) throws -> StockRow {
    if let planned = plan.stock.stocks[row] { return planned }
    let found = try sql(
      "SELECT id, owner, name, quantity, reserved, fence FROM stock WHERE id = ?"
    ).first(.integer(row), read: Platform.stockRow)
    guard let found else { preconditionFailure("stock \(row) is referenced and not there") }
    return found
  }

  private static func stockRow(_ row: Statement) -> StockRow {
    StockRow(
      id: row.integer(0), owner: row.text(1), name: row.text(2), quantity: row.integer(3),
      reserved: row.integer(4), fence: row.integer(5))
  }

  /// Makes a stock.
  func makeStock(
    _ owner: String, _ name: String, _ quantity: Int64, _ plan: inout Plan
  ) throws -> StockRow {
    let stock = StockRow(
      id: try newRow("stock", &plan), owner: owner, name: name, quantity: quantity, reserved: 0,
      fence: 0)
    plan.write(
      "INSERT INTO stock(id, owner, name, quantity, reserved, fence) VALUES (?, ?, ?, ?, 0, 0)",
      .integer(stock.id), .text(owner), .text(name), .integer(quantity))
    plan.stock.set(stock)
    return stock
  }

  /// Writes a changed stock.
  func save(_ stock: StockRow, _ plan: inout Plan) {
    precondition((0...stock.quantity).contains(stock.reserved), "reserved is part of the quantity")
    plan.write(
      "UPDATE stock SET quantity = ?, reserved = ?, fence = ? WHERE id = ?",
      .integer(stock.quantity), .integer(stock.reserved), .integer(stock.fence),
      .integer(stock.id))
    plan.stock.set(stock)
  }

  /// Sets some aside; whoever comes when too few are left gets none of them.
  func reserve(
    _ quantity: Int64, of row: Int64, until expires: Instant, session: Int64? = nil,
    key: String? = nil, bill: String? = nil, gone: (Int64) -> Refusal, _ plan: inout Plan,
    now: Instant
  ) throws -> Reservation {
    if try stock(row: row, plan).available < quantity {
      // What has run out is free at its instant, whether or not the clock's own run came first.
      try expireReservations(of: row, &plan, now: now)
    }
    var stock = try stock(row: row, plan)
    guard stock.available >= quantity else { throw gone(stock.available) }
    stock.reserved += quantity
    stock.fence += 1
    save(stock, &plan)
    let reservation = Reservation(
      id: try newRow("reservation", &plan), stock: row, quantity: quantity, fence: stock.fence,
      expires: expires, session: session, key: key, bill: bill)
    plan.write(
      "INSERT INTO reservation(\(Reservation.columns)) VALUES (?, ?, ?, ?, ?, 'open', ?, ?, ?)",
      .integer(reservation.id), .integer(row), .integer(quantity), .integer(reservation.fence),
      .integer(expires.milliseconds), .integer(session), .text(key), .text(bill))
    plan.stock.set(reservation)
    return reservation
  }

  /// A reservation as it is after what is planned.
  func reservation(_ row: Int64, _ plan: Plan) throws -> Reservation {
    if let planned = plan.stock.reservations[row] { return planned }
    let found = try sql("SELECT \(Reservation.columns) FROM reservation WHERE id = ?")
      .first(.integer(row)) { Reservation($0) }
    guard let found else { preconditionFailure("reservation \(row) is referenced and not there") }
    return found
  }

  /// Ends an open reservation.
  func end(_ reservation: Reservation, as state: Reservation.State, _ plan: inout Plan) throws {
    precondition(reservation.state == .open && state != .open, "a reservation ends once")
    var stock = try stock(row: reservation.stock, plan)
    stock.reserved -= reservation.quantity
    if state == .used { stock.quantity -= reservation.quantity }
    save(stock, &plan)
    set(reservation, state, &plan)
  }

  /// Gives back what was sold: the deal came to nothing before anything was shipped.
  func giveBack(_ reservation: Reservation, _ plan: inout Plan) throws {
    precondition(reservation.state == .used, "only what was used up comes back")
    var stock = try stock(row: reservation.stock, plan)
    stock.quantity += reservation.quantity
    save(stock, &plan)
    set(reservation, .returned, &plan)
  }

  private func set(
    _ reservation: Reservation, _ state: Reservation.State, _ plan: inout Plan
  ) {
    var ended = reservation
    ended.state = state
    plan.write(
      "UPDATE reservation SET state = ? WHERE id = ?", .text(state.rawValue),
      .integer(reservation.id))
    plan.stock.set(ended)
  }

  /// Ends what has run out of one stock.
  private func expireReservations(of stock: Int64, _ plan: inout Plan, now: Instant) throws {
    let rows = try sql(
      "SELECT id FROM reservation WHERE state = 'open' AND stock = ? AND expires <= ?"
        + " ORDER BY expires, id LIMIT ?"
    ).rows(.integer(stock), .integer(now.milliseconds), .integer(Platform.dueBatchLimit)) {
      $0.integer(0)
    }
    for row in rows { try expire(reservation: row, &plan, now: now) }
  }

  /// Ends a reservation that has run out: a deal by its own clock, a program's with an event.
  func expire(reservation row: Int64, _ plan: inout Plan, now: Instant) throws {
    let reservation = try reservation(row, plan)
    guard reservation.state == .open else { return }
    guard let sessionRow = reservation.session else {
      guard var deal = try deal(reservation: row) else {
        preconditionFailure("reservation \(row) belongs to nobody")
      }
      try perform(.tick, by: .platform, on: &deal, &plan, now: now)
      return
    }
    try end(reservation, as: .expired, &plan)
    guard let session = try session(row: sessionRow), let release = try release(session.release)
    else { preconditionFailure("reservation \(row) has lost its session") }
    let stock = try stock(row: reservation.stock, plan)
    owe(
      "reservation.expired",
      [
        "reservation": [
          "key": .string(reservation.key ?? ""), "item": .string(stock.name),
          "quantity": .integer(reservation.quantity), "fence": .integer(reservation.fence),
        ]
      ], release, session: sessionRow, &plan, now: now)
  }

  /// Ends what has run out of what programs reserved; deals end by their own clock.
  func expireReservations(_ plan: inout Plan, now: Instant) throws {
    let rows = try sql(
      "SELECT id FROM reservation WHERE state = 'open' AND expires <= ? AND session IS NOT NULL"
        + " ORDER BY expires, id LIMIT ?"
    ).rows(.integer(now.milliseconds), .integer(Platform.dueBatchLimit)) { $0.integer(0) }
    for row in rows { try expire(reservation: row, &plan, now: now) }
  }
}
