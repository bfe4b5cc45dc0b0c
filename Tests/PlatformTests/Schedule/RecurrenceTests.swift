import Testing
import Wire

@testable import Platform

/// Calendar rules at the edges of days, months and years in Seoul.
@Suite struct RecurrenceTests {
  private func instant(_ text: String) throws -> Instant {
    // `2026-01-31 00:05` in Seoul.
    let parts = text.split(separator: " ")
    let clock = parts[1].split(separator: ":").compactMap { Int64($0) }
    let day = try #require(SeoulDay(text: String(parts[0])))
    return day.start.adding(seconds: (clock[0] * 60 + clock[1]) * 60)
  }

  @Test(arguments: [
    // The rule, now, then every due time that follows.
    ("daily 1 5", "2026-01-05 00:04", "2026-01-05 00:05,2026-01-06 00:05,2026-01-07 00:05"),
    ("daily 1 5", "2026-01-05 00:05", "2026-01-06 00:05,2026-01-07 00:05"),
    ("daily 1 0", "2025-12-31 23:59", "2026-01-01 00:00,2026-01-02 00:00"),
    ("daily 7 540", "2028-02-25 10:00", "2028-02-26 09:00,2028-03-04 09:00"),
    (
      "monthly 31 0", "2026-01-31 00:00",
      "2026-02-28 00:00,2026-03-31 00:00,2026-04-30 00:00,2026-05-31 00:00"
    ),
    ("monthly 31 0", "2028-01-31 00:00", "2028-02-29 00:00,2028-03-31 00:00"),
    ("monthly 29 60", "2027-01-30 00:00", "2027-02-28 01:00,2027-03-29 01:00"),
    ("monthly 1 0", "2026-12-15 12:00", "2027-01-01 00:00,2027-02-01 00:00"),
  ]) func dueTimes(rule text: String, now: String, expected: String) throws {
    let rule = try #require(Recurrence(text: text))
    #expect(rule.text == text)
    var due = rule.first(after: try instant(now))
    for wanted in try expected.split(separator: ",").map({ try instant(String($0)) }) {
      #expect(due == wanted, "\(text): \(due.iso8601) instead of \(wanted.iso8601)")
      due = rule.next(after: due)
    }
  }

  @Test(arguments: ["", "daily", "daily 0 5", "daily 1 1440", "monthly 32 0", "hourly 1 0"])
  func otherTextsAreNoRules(text: String) { #expect(Recurrence(text: text) == nil) }

  /// Seoul is nine hours ahead of UTC at every instant of a year: there is no summer time.
  @Test func everyDayIsAsLongAsAnother() throws {
    let first = try #require(SeoulDay(text: "2026-01-01"))
    for number in 0..<730 {
      let day = first.adding(days: Int64(number))
      #expect(day.end.milliseconds - day.start.milliseconds == 86_400_000)
      #expect(SeoulDay(day.start) == day)
      #expect(SeoulDay(day.end.adding(milliseconds: -1)) == day)
      #expect(day.start.civil.hour == 15)
      #expect(SeoulDay(text: day.description) == day)
    }
  }

  @Test(
    arguments: [
      ("2026-01-31", 1, "2026-02-28"), ("2026-01-31", 2, "2026-03-31"),
      ("2026-01-31", 13, "2027-02-28"), ("2027-12-31", 2, "2028-02-29"),
      ("2026-03-31", -1, "2026-02-28"), ("2026-11-30", 3, "2027-02-28"),
      ("2026-12-05", 1, "2027-01-05"),
    ] as [(String, Int64, String)])
  func monthsEnd(day: String, months: Int64, expected: String) throws {
    #expect(try #require(SeoulDay(text: day)).adding(months: months).description == expected)
  }

  @Test(arguments: [
    "2026-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "26-01-01", "2026-01-32", "x", "",
    "2026-01-0١",
  ]) func noSuchDay(text: String) { #expect(SeoulDay(text: text) == nil) }
}
