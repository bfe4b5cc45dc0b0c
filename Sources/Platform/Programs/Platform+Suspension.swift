import Store
package import Wire

/// Suspended merchants: every app of theirs is as if it were switched off, nothing of it is paid
/// (protocol.md, Paid while the program is gone), and nothing new is published.
extension Platform {
  /// Suspends a merchant, by the operator's word.
  package func suspend(
    _ params: AdminSuspendMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    defer { killedApps = nil }
    return try once("operator", body, now: now) { plan in
      let apps = try apps(of: params.merchant)
      let reason = try Platform.killReason(params.reason)
      plan.write(
        "INSERT INTO suspension(merchant, reason, since) VALUES (?, ?, ?)"
          + " ON CONFLICT(merchant) DO UPDATE SET reason = excluded.reason",
        .text(params.merchant.text), .text(reason), .integer(now.milliseconds))
      for app in apps { try tellSessions(of: app, killed: reason, &plan) }
      return AdminSuspendMethod.Result(
        merchant: params.merchant, suspended: true, apps: apps,
        sessions: try apps.reduce(0) { $0 + (try openSessionCount(of: $1)) })
    }
  }

  /// Ends a suspension; an app that was switched off for itself stays off.
  package func reinstate(
    _ params: AdminReinstateMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    defer { killedApps = nil }
    return try once("operator", body, now: now) { plan in
      let off = Set(try sql("SELECT app FROM app_kill").rows { AppID($0.text(0)) })
      let apps = try apps(of: params.merchant).filter { !off.contains($0) }
      plan.write("DELETE FROM suspension WHERE merchant = ?", .text(params.merchant.text))
      plan.owesCalls = true
      for app in apps { try tellSessions(of: app, killed: nil, &plan) }
      return AdminReinstateMethod.Result(
        merchant: params.merchant, suspended: false, apps: apps)
    }
  }

  /// Refuses what a suspended merchant may not do.
  func checkSuspended(_ merchant: MerchantID) throws {
    let reason = try sql("SELECT reason FROM suspension WHERE merchant = ?")
      .first(.text(merchant.text)) { $0.text(0) }
    guard let reason else { return }
    throw Refusal(
      AppError.merchantSuspended,
      ["merchant": .string(merchant.text), "reason": .string(reason)])
  }

  private func apps(of merchant: MerchantID) throws -> [AppID] {
    guard try hasOwner(merchant) else {
      throw Refusal(BenefitError.merchantUnknown, ["merchant": .string(merchant.text)])
    }
    return try sql("SELECT id FROM app WHERE merchant = ? ORDER BY id")
      .rows(.text(merchant.text)) { AppID($0.text(0)) }
  }
}
