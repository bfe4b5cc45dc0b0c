/// How often each journey is made.
struct JourneyScale {
  /// Journeys made first, one by one with the daemon's counters read around each.
  var counted: Int
  /// First pages of a program that must be started.
  var cold: Int
  /// Calls to a program that runs.
  var warm: Int
  /// Payments.
  var pay: Int
  /// Starts of a daemon on an empty home.
  var ready: Int
  /// Runs of the shell.
  var shell: Int
  /// Writes with fdatasync, and round trips of the echo.
  var baseline: Int

  /// What figures are quoted from.
  static let full = JourneyScale(
    counted: 10, cold: 100, warm: 2_000, pay: 300, ready: 30, shell: 50, baseline: 2_000)
  /// What a test runs: every step once or twice, no figure worth quoting.
  static let quick = JourneyScale(
    counted: 2, cold: 2, warm: 10, pay: 3, ready: 1, shell: 2, baseline: 50)
}
