import Store
import Wire

/// What falls due of deals by the clock: unpaid ones end, unshipped ones are cancelled after
/// 72 hours, untouched ones are confirmed or go to the operator. Each deal's change is whole, so a
/// run that stops in the middle goes on where it stopped, and a second run finds nothing.
extension Platform {
  /// When something of deals or reservations falls due next.
  func nextTradeDue() throws -> Instant? {
    try sql(
      """
      SELECT min(due) FROM (
        SELECT min(due) AS due FROM deal WHERE due IS NOT NULL
        UNION ALL SELECT min(due) FROM deal_call WHERE due IS NOT NULL
        UNION ALL SELECT min(tells) FROM escrow_bank_parcel WHERE tells IS NOT NULL
        UNION ALL SELECT min(expires) FROM reservation
          WHERE state = 'open' AND session IS NOT NULL)
      """
    ).first { $0.optionalInteger(0) }?.map(Instant.init(milliseconds:))
  }

  /// Does what is due of deals and reservations.
  func runTradeDue(_ plan: inout Plan, now: Instant) throws {
    var touched: Set<Int64> = []
    // The provider's news first: a parcel that arrived in time counts before the clock does.
    try hearNotices(&touched, &plan, now: now)
    try runCalls(&touched, &plan, now: now)
    try runClocks(&touched, &plan, now: now)
    try expireReservations(&plan, now: now)
  }

  private func runClocks(
    _ touched: inout Set<Int64>, _ plan: inout Plan, now: Instant
  ) throws {
    let rows = try sql("SELECT id FROM deal WHERE due <= ? ORDER BY due, id LIMIT ?")
      .rows(.integer(now.milliseconds), .integer(Platform.dueBatchLimit)) { $0.integer(0) }
    for row in rows where touched.insert(row).inserted {
      guard var deal = try deal(row: row) else { preconditionFailure("deals are never removed") }
      try perform(.tick, by: .platform, on: &deal, &plan, now: now)
    }
  }
}
