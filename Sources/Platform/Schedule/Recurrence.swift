package import Wire

/// When something recurs, by the calendar of Seoul.
package enum Recurrence: Sendable, Hashable {
  /// Every so many days at a minute of the day.
  case daily(every: Int64, minute: Int64)
  /// Each month on a day, at a minute of the day; in a month without that day on its last.
  case monthly(day: Int64, minute: Int64)

  /// The first time after an instant, for a rule that begins now.
  package func first(after instant: Instant) -> Instant {
    let today = SeoulDay(instant)
    switch self {
    case .daily(_, let minute):
      let candidate = at(today, minute)
      return candidate > instant ? candidate : at(today.adding(days: 1), minute)
    case .monthly:
      let civil = today.civil
      let month = inMonth(civil.year * 12 + civil.month - 1)
      return month > instant ? month : inMonth(civil.year * 12 + civil.month)
    }
  }

  /// The due time that follows a due time of this rule.
  package func next(after slot: Instant) -> Instant {
    let day = SeoulDay(slot)
    switch self {
    case .daily(let every, let minute): return at(day.adding(days: every), minute)
    case .monthly:
      let civil = day.civil
      return inMonth(civil.year * 12 + civil.month)
    }
  }

  /// The rule as it is stored: `daily 1 5`, `monthly 31 540`.
  package var text: String {
    switch self {
    case .daily(let every, let minute): "daily \(every) \(minute)"
    case .monthly(let day, let minute): "monthly \(day) \(minute)"
    }
  }

  /// Reads the stored form; nil for anything else.
  package init?(text: String) {
    let words = text.split(separator: " ")
    guard words.count == 3, let first = Int64(words[1]), let minute = Int64(words[2]),
      (0..<1_440).contains(minute), first > 0
    else { return nil }
    switch words[0] {
    case "daily": self = .daily(every: first, minute: minute)
    case "monthly" where first <= 31: self = .monthly(day: first, minute: minute)
    default: return nil
    }
  }

  private func at(_ day: SeoulDay, _ minute: Int64) -> Instant {
    day.start.adding(seconds: minute * 60)
  }

  /// The due time of a month that is counted from the year 0.
  private func inMonth(_ count: Int64) -> Instant {
    guard case .monthly(let wanted, let minute) = self else {
      preconditionFailure("only a monthly rule has a day of the month")
    }
    let (year, month) = (count / 12, count % 12 + 1)
    let last = SeoulDay.daysInMonth(year: year, month: month)
    guard let day = SeoulDay(year: year, month: month, day: min(wanted, last)) else {
      preconditionFailure("the last day of \(year)-\(month) exists")
    }
    return at(day, minute)
  }
}
