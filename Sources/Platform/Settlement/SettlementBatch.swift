import Store
import Wire

/// Settles a day: each merchant's fee is taken and the rest paid to its bank.
enum SettlementBatch: BatchJob {
  static let name = "settlement"
  static let partitionCount: Int64 = 16

  static func check(period: String, in platform: Platform, now: Instant) throws {
    guard let day = SeoulDay(text: period) else {
      throw Refusal(
        RequestError.invalid, ["pointer": "/period", "reason": "must be a day as 2026-11-21"])
    }
    guard day.end <= now else {
      throw Refusal(ScheduleError.dayNotOver, ["day": .string(period)])
    }
  }

  static func items(_ piece: BatchPiece, in platform: Platform) throws -> [Int64] {
    try platform.sql(
      "SELECT id FROM account WHERE kind = 2 AND id % ? = ? AND id > ? ORDER BY id LIMIT ?"
    ).rows(
      .integer(partitionCount), .integer(piece.partition), .integer(piece.checkpoint),
      .integer(piece.limit)
    ) { $0.integer(0) }
  }

  static func handle(
    _ item: Int64, _ piece: BatchPiece, in platform: Platform, _ budget: inout BatchBudget,
    _ plan: inout Plan
  ) throws -> BatchItem {
    guard let day = SeoulDay(text: piece.period) else {
      preconditionFailure("a run's period was checked")
    }
    return try platform.settle(
      AccountID(rawValue: item), day: day, rows: &budget.rows, &plan, now: piece.now)
  }

  static func title(of item: Int64, in platform: Platform) throws -> String {
    try platform.merchant(of: AccountID(rawValue: item))?.text ?? "account \(item)"
  }
}

/// Begins the settlement of each day five minutes after midnight in Seoul.
enum SettlementTimer: ScheduledJob {
  static let name = "settlement"
  static let recurrence: Recurrence? = .daily(every: 1, minute: 5)

  static func fire(
    _ firing: Firing, in platform: Platform, _ plan: inout Plan
  ) throws -> AfterFiring {
    let day = SeoulDay(firing.slot).adding(days: -1)
    _ = try platform.beginBatch(
      SettlementBatch.self, period: day.description, &plan, now: firing.now)
    return .done
  }
}
