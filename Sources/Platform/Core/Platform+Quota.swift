import Store
import Wire

extension Instant {
  /// Korea is nine hours ahead of UTC all year.
  static let koreanOffsetMilliseconds: Int64 = 9 * 3_600_000
  static let dayMilliseconds: Int64 = 86_400_000

  /// Days of Korean time since 1970-01-01: what a daily limit counts by.
  var koreanDay: Int64 {
    let local = milliseconds + Self.koreanOffsetMilliseconds
    return local >= 0
      ? local / Self.dayMilliseconds : -((Self.dayMilliseconds - 1 - local) / Self.dayMilliseconds)
  }

  /// Months of Korean time since year 0: what a monthly limit counts by.
  var koreanMonth: Int64 {
    let civil = adding(milliseconds: Self.koreanOffsetMilliseconds).civil
    return civil.year * 12 + civil.month - 1
  }

  /// When the next day of Korean time begins.
  var nextKoreanDay: Instant {
    Instant(
      milliseconds: (koreanDay + 1) * Self.dayMilliseconds - Self.koreanOffsetMilliseconds)
  }
}

/// Allowances of one day.
extension Platform {
  /// Takes one from an allowance, or refuses until the next day.
  func use(_ name: String, limit: Int64, _ plan: inout Plan, now: Instant) throws {
    let day = now.koreanDay
    let used =
      try sql("SELECT used FROM quota WHERE name = ? AND day = ?")
      .first(.text(name), .integer(day)) { $0.integer(0) } ?? 0
    guard used < limit else {
      throw Refusal(
        SMSError.quota,
        retryAfterMilliseconds: now.nextKoreanDay.milliseconds - now.milliseconds)
    }
    plan.write(
      "INSERT INTO quota(name, day, used) VALUES (?, ?, 1)"
        + " ON CONFLICT(name, day) DO UPDATE SET used = used + 1",
      .text(name), .integer(day))
  }
}
