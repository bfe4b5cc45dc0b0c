/// The day of a pass: from four in the morning to four in the morning in Seoul, so that the last
/// train of a night still belongs to the evening before.
package enum ServiceDay {
  /// Milliseconds of a day.
  package static let milliseconds: Int64 = 86_400_000
  /// Seoul is nine hours ahead of UTC all year and the day begins at four: 19:00 UTC.
  private static let shiftMilliseconds: Int64 = (9 - 4) * 3_600_000

  /// The number of the day that a moment lies in.
  package static func number(at milliseconds: Int64) -> Int64 {
    precondition(milliseconds >= 0, "world time began in 1970")
    return (milliseconds + shiftMilliseconds) / Self.milliseconds
  }

  /// The first millisecond of a day.
  package static func start(of day: Int64) -> Int64 { day * milliseconds - shiftMilliseconds }
}
