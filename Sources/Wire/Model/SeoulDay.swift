/// A day of the calendar in Seoul, where the platform's business days begin and end.
///
/// Korea is nine hours ahead of UTC all year and has had no summer time since 1988, so a day is
/// always 86,400 seconds long.
package struct SeoulDay: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
  /// How far Seoul is ahead of UTC, in milliseconds.
  package static let offsetMilliseconds: Int64 = 9 * 3_600_000
  /// How long a day is, in milliseconds.
  package static let milliseconds: Int64 = 86_400_000
  /// The years that are read and written: four digits.
  package static let years: ClosedRange<Int64> = 1970...9999
  /// The last instant that is taken from outside: the end of the year 9999.
  package static let lastInstant = Instant(milliseconds: 253_402_300_799_999)

  /// Days since 1 January 1970.
  package let number: Int64

  /// The day of a number.
  package init(number: Int64) { self.number = number }

  /// The day that an instant belongs to; midnight belongs to the day it begins.
  package init(_ instant: Instant) {
    let local = instant.milliseconds + SeoulDay.offsetMilliseconds
    let (quotient, remainder) = local.quotientAndRemainder(dividingBy: SeoulDay.milliseconds)
    number = remainder < 0 ? quotient - 1 : quotient
  }

  /// A day by year, month and day of the month; nil where there is no such day.
  package init?(year: Int64, month: Int64, day: Int64) {
    guard SeoulDay.years.contains(year), (1...12).contains(month),
      (1...SeoulDay.daysInMonth(year: year, month: month)).contains(day)
    else { return nil }
    number = SeoulDay.number(year: year, month: month, day: day)
  }

  /// Reads `2026-11-21`; nil for anything else.
  package init?(text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2],
      parts.joined().utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let year = Int64(parts[0]), let month = Int64(parts[1]), let day = Int64(parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// Reads the text form.
  package init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let day = SeoulDay(text: text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "expected a day as 2026-11-21"))
    }
    self = day
  }

  /// Writes the text form.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }

  /// The instant at which it begins: midnight in Seoul.
  package var start: Instant {
    Instant(milliseconds: number * SeoulDay.milliseconds - SeoulDay.offsetMilliseconds)
  }

  /// The instant at which it ends, which is the next day's first.
  package var end: Instant { adding(days: 1).start }

  /// Year, month and day of the month.
  package var civil: (year: Int64, month: Int64, day: Int64) {
    let civil = Instant(milliseconds: number * SeoulDay.milliseconds).civil
    return (civil.year, civil.month, civil.day)
  }

  /// The day some days later, or earlier.
  package func adding(days: Int64) -> SeoulDay { SeoulDay(number: number + days) }

  /// The same day of a later month; where that month is too short, its last day. Counting always
  /// begins at this day, so that the 31st stays the 31st after a February.
  package func adding(months: Int64) -> SeoulDay {
    let civil = civil
    let count = civil.year * 12 + civil.month - 1 + months
    let (year, month) = (count / 12, count % 12 + 1)
    let last = SeoulDay.daysInMonth(year: year, month: month)
    return SeoulDay(
      number: SeoulDay.number(year: year, month: month, day: min(civil.day, last)))
  }

  /// Days of a month in the Gregorian calendar.
  package static func daysInMonth(year: Int64, month: Int64) -> Int64 {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    default: 31
    }
  }

  /// Days since 1970 by Howard Hinnant's `days_from_civil`.
  private static func number(year: Int64, month: Int64, day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// The text form: `2026-11-21`.
  package var description: String {
    let civil = civil
    func padded(_ value: Int64, _ width: Int) -> String {
      let digits = String(value)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return "\(padded(civil.year, 4))-\(padded(civil.month, 2))-\(padded(civil.day, 2))"
  }

  /// An earlier day comes first.
  package static func < (left: SeoulDay, right: SeoulDay) -> Bool { left.number < right.number }
}
