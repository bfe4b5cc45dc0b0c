import Store
import Wire

/// Limits by provider, method, tier and window; a payment that failed does not count.
extension Platform {
  /// Refuses what is above a limit of the method at the person's tier.
  func checkLimits(
    _ profile: FundingProfile, _ method: FundingProfile.Method, _ direction: FundingDirection,
    _ amount: Int64, of caller: Person, now: Instant
  ) throws {
    let name = method.name.text(in: caller.lang)
    guard let byTier = method.limits[direction], !byTier.isEmpty, !profile.onPremiseOnly else {
      throw Refusal(FundingError.methodUnavailable, ["method": .string(name)])
    }
    guard let limits = byTier[caller.tier] else {
      guard let needed = Tier.allCases.first(where: { byTier[$0] != nil && $0 > caller.tier })
      else { throw Refusal(FundingError.methodUnavailable, ["method": .string(name)]) }
      return try require(needed, caller)
    }
    func check(
      _ window: LocalizedText, _ limit: Int64?, _ used: @autoclosure () throws -> Int64
    ) throws {
      guard let limit else { return }
      let (sum, overflows) = try used().addingReportingOverflow(amount)
      guard !overflows, sum <= limit else {
        throw Refusal(
          FundingError.limit,
          [
            "limit": .string(Money(limit, .krw).formatted), "method": .string(name),
            "window": .string(window.text(in: caller.lang)),
          ])
      }
    }
    func used(_ column: String, _ window: Int64) throws -> Int64 {
      try sql(
        "SELECT coalesce(sum(amount), 0) FROM funding WHERE person = ? AND provider = ?"
          + " AND method = ? AND direction = ? AND \(column) = ? AND state <> 'failed'"
      ).first(
        .integer(caller.row), .text(profile.id), .text(method.id), .text(direction.rawValue),
        .integer(window)
      ) { $0.integer(0) } ?? 0
    }
    try check(LocalizedText(ko: "1회", en: "one payment"), limits.payment, 0)
    try check(
      LocalizedText(ko: "하루", en: "one day"), limits.day, try used("day", now.koreanDay))
    try check(
      LocalizedText(ko: "한 달", en: "one month"), limits.month, try used("month", now.koreanMonth))
  }

  /// The method of a request: named, or what the source is.
  func method(
    _ name: String
  ) throws -> (profile: FundingProfile, method: FundingProfile.Method) {
    for profile in FundingProfile.standard {
      if let method = profile.methods[name] { return (profile, method) }
    }
    throw Refusal(FundingError.methodUnavailable, ["method": .string(name)])
  }

  /// The profile of a stored payment.
  func profile(of row: FundingRow) -> (FundingProfile, FundingProfile.Method) {
    guard let profile = FundingProfile.standard.first(where: { $0.id == row.provider }),
      let method = profile.methods[row.method]
    else { preconditionFailure("funding.json has lost \(row.provider)/\(row.method)") }
    return (profile, method)
  }
}
