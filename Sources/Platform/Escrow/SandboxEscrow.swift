import Crypto
import Store
import Wire

/// The sandbox escrow provider: another institution with its own tables and its own order of
/// things, deterministic, made to fail on demand.
struct SandboxEscrow: EscrowProvider {
  /// Failures one arming may ask for.
  static let faultLimit: Int64 = 1_000

  let platform: Platform
  /// Which provider it plays.
  let name: String
  let style: EscrowProfile.Style

  init(_ platform: Platform, _ name: String) {
    guard let profile = EscrowProfile.standard[name] else {
      preconditionFailure("a deal names a provider that is gone: \(name)")
    }
    self.platform = platform
    self.name = name
    style = profile.style
  }

  /// From where a step leads where; anything else is refused.
  static let moves: [EscrowStep: (from: Set<String?>, to: String)] = [
    .register: ([nil], "registered"), .pay: (["registered"], "paid"),
    .ship: (["paid", "shipping", "delivered", "returning"], "shipping"),
    .return: (["returning"], "returning"),
    .confirm: (["shipping", "delivered", "rejected", "disputed"], "confirmed"),
    .reject: (["shipping", "delivered"], "rejected"), .accept: (["rejected"], "returning"),
    .dispute: (["shipping", "delivered", "rejected", "returning"], "disputed"),
    .resolve: (["disputed"], "resolved"), .cancel: ([nil, "registered"], "cancelled"),
    .conclude: ([nil, "registered", "paid", "confirmed", "resolved", "returning"], "closed"),
  ]

  func take(_ step: ProviderStep, _ plan: inout Plan, now: Instant) throws -> ProviderAnswer {
    let fault = try takeFault(step.step.rawValue, &plan)
    if fault == .refuse { return .refused }
    if fault == .lostRequest { return .unknown }
    let answer = try enter(step, &plan, now: now)
    return fault == .lostAnswer ? .unknown : answer
  }

  private func enter(
    _ step: ProviderStep, _ plan: inout Plan, now: Instant
  ) throws -> ProviderAnswer {
    let known = try record(of: step.order)
    if let known, known.steps.contains(step.id) { return .taken(transaction: known.transaction) }
    guard let state = next(step.step, from: known?.state) else { return .refused }
    let transaction = known?.transaction ?? number(of: step.order)
    plan.write(
      "INSERT INTO escrow_bank(provider, moid, tid, state) VALUES (?, ?, ?, ?)"
        + " ON CONFLICT(provider, moid) DO UPDATE SET state = excluded.state",
      .text(name), .text(step.order), .text(transaction), .text(state))
    plan.write(
      "INSERT INTO escrow_bank_step(provider, moid, step, name, by, at) VALUES (?, ?, ?, ?, ?, ?)",
      .text(name), .text(step.order), .integer(step.id), .text(step.step.rawValue),
      .text(step.by.rawValue), .integer(now.milliseconds))
    if let parcel = step.parcel {
      plan.write(
        "INSERT INTO escrow_bank_parcel(provider, moid, number, kind, status)"
          + " VALUES (?, ?, ?, ?, 'registered') ON CONFLICT(provider, moid, number)"
          + " DO UPDATE SET status = 'registered', seen = NULL, tells = NULL",
        .text(name), .text(step.order), .integer(parcel.number), .text(parcel.kind.rawValue))
    }
    return .taken(transaction: transaction)
  }

  private func next(_ step: EscrowStep, from state: String?) -> String? {
    switch style {
    case .finalOnly: return step == .conclude && state == nil ? "closed" : nil
    case .stepwise:
      guard let move = Self.moves[step], move.from.contains(state) else { return nil }
      return move.to
    }
  }

  /// Its own number of an order: the same for the same order, and nobody else's.
  private func number(of order: String) -> String {
    "tid_" + Blake2b.hash(Array("\(name) \(order)".utf8)).hex.prefix(20)
  }

  func record(of order: String) throws -> ProviderRecord? {
    let found = try platform.sql(
      "SELECT state, tid FROM escrow_bank WHERE provider = ? AND moid = ?"
    ).first(.text(name), .text(order)) { ($0.text(0), $0.text(1)) }
    guard let (state, transaction) = found else { return nil }
    let steps = try platform.sql(
      "SELECT step FROM escrow_bank_step WHERE provider = ? AND moid = ?"
    ).rows(.text(name), .text(order)) { $0.integer(0) }
    let parcels = try platform.sql(
      "SELECT number, status, seen FROM escrow_bank_parcel WHERE provider = ? AND moid = ?"
    ).rows(.text(name), .text(order)) { row in
      (
        row.integer(0),
        ProviderRecord.Tracking(
          status: DeliveryView.Status(rawValue: row.text(1)) ?? .registered,
          seen: row.optionalInteger(2).map(Instant.init(milliseconds:)))
      )
    }
    return ProviderRecord(
      state: state, transaction: transaction, steps: Set(steps),
      parcels: Dictionary(uniqueKeysWithValues: parcels))
  }

  /// Its carrier tells how far a parcel is; it tells us unless that news is lost.
  func track(
    _ order: String, _ number: Int64, _ status: DeliveryView.Status, seen: Instant,
    _ plan: inout Plan, now: Instant
  ) throws {
    let isLost = try takeFault("notice", &plan) != nil
    plan.write(
      "UPDATE escrow_bank_parcel SET status = ?, seen = ifnull(seen, ?), tells = ?"
        + " WHERE provider = ? AND moid = ? AND number = ?",
      .text(status.rawValue), .integer(seen.milliseconds),
      isLost ? .null : .integer(now.milliseconds), .text(name), .text(order), .integer(number))
    plan.write(
      "UPDATE escrow_bank SET state = 'delivered' WHERE provider = ?1 AND moid = ?2"
        + " AND state = 'shipping' AND NOT EXISTS (SELECT 1 FROM escrow_bank_parcel"
        + " WHERE provider = ?1 AND moid = ?2 AND kind <> 'return' AND status <> 'delivered')",
      .text(name), .text(order))
  }

  /// Makes it fail in a way, so many times.
  func arm(
    _ step: String, _ fault: TradeFaultMethod.Fault, count: Int64, _ plan: inout Plan
  ) {
    plan.write(
      "INSERT INTO escrow_bank_fault(provider, step, fault, left_over) VALUES (?, ?, ?, ?)",
      .text(name), .text(step), .text(fault.rawValue), .integer(count))
  }

  /// How many failures wait.
  func armed() throws -> Int64 {
    try platform.sql("SELECT ifnull(sum(left_over), 0) FROM escrow_bank_fault WHERE provider = ?")
      .first(.text(name)) { $0.integer(0) } ?? 0
  }

  private func takeFault(
    _ step: String, _ plan: inout Plan
  ) throws -> TradeFaultMethod.Fault? {
    let taken = "fault of \(name) \(step)"
    let found = try platform.sql(
      "SELECT id, fault, left_over FROM escrow_bank_fault"
        + " WHERE provider = ? AND step = ? AND left_over > 0 ORDER BY id LIMIT 1"
    ).first(.text(name), .text(step)) { ($0.integer(0), $0.text(1), $0.integer(2)) }
    guard let (row, word, left) = found, plan.newRows[taken, default: 0] < left else { return nil }
    plan.newRows[taken, default: 0] += 1
    plan.write(
      "UPDATE escrow_bank_fault SET left_over = left_over - 1 WHERE id = ?", .integer(row))
    return TradeFaultMethod.Fault(rawValue: word)
  }
}
