import Store
import Wire

/// Stock that the host keeps for programs.
extension Platform {
  private static func owner(_ app: AppID) -> String { "app:\(app.text)" }

  /// Plans what a program asks of its stock.
  func planStock(_ effect: StockEffect, _ effects: EffectPlan, _ plan: inout Plan) throws {
    let owner = Platform.owner(effects.release.key.app)
    switch effect {
    case .stock(let item, let quantity):
      guard var stock = try stock(owner, item, plan) else {
        _ = try makeStock(owner, item, quantity, &plan)
        return
      }
      guard quantity >= stock.reserved else {
        throw Refusal(
          StockError.belowReserved,
          ["item": .string(item), "reserved": .integer(stock.reserved)])
      }
      stock.quantity = quantity
      save(stock, &plan)
    case .reserve(let key, let item, let quantity, let seconds, let bill):
      guard let stock = try stock(owner, item, plan) else {
        throw Refusal(StockError.itemUnknown, ["item": .string(item)])
      }
      // The same key again is the same reservation: a call may be made again after a crash.
      if try openReservation(key, effects, plan) != nil { return }
      _ = try reserve(
        quantity, of: stock.id, until: effects.now.adding(seconds: seconds),
        session: effects.stage.session, key: key, bill: bill,
        gone: {
          Refusal(StockError.gone, ["item": .string(item), "available": .integer($0)])
        }, &plan, now: effects.now)
    case .unreserve(let key, let used):
      guard let reservation = try openReservation(key, effects, plan),
        effects.now < reservation.expires
      else { throw Refusal(StockError.reservationUnknown, ["key": .string(key)]) }
      try end(reservation, as: used ? .used : .returned, &plan)
    }
  }

  private func openReservation(
    _ key: String, _ effects: EffectPlan, _ plan: Plan
  ) throws -> Reservation? {
    let session = effects.stage.session
    let planned = plan.stock.reservations.values.first {
      $0.session == session && $0.key == key && $0.state == .open
    }
    if let planned { return planned }
    let row = try sql(
      "SELECT id FROM reservation WHERE session = ? AND key = ? AND state = 'open'"
    ).first(.integer(session), .text(key)) { $0.integer(0) }
    guard let row, case let found = try reservation(row, plan), found.state == .open else {
      return nil
    }
    return found
  }

  /// Uses up what a bill has reserved; a reservation that has run out refuses the payment, for
  /// somebody else may have the item now.
  func useReservations(_ bill: BillRow, _ plan: inout Plan, now: Instant) throws {
    let rows = try sql(
      "SELECT id FROM reservation WHERE session = ? AND bill = ? AND state IN ('open', 'expired')"
    ).rows(.integer(bill.session), .text(bill.key)) { $0.integer(0) }
    for row in rows {
      let reservation = try reservation(row, plan)
      guard reservation.state == .open, now < reservation.expires else {
        throw Refusal(
          StockError.reservationUnknown, ["key": .string(reservation.key ?? "")])
      }
      try end(reservation, as: .used, &plan)
    }
  }
}
