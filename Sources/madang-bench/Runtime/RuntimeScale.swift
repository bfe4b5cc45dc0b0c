/// How often each step of `madang-bench runtime` is made.
struct RuntimeScale {
  /// Starts of a program of each kind.
  var starts: Int
  /// Starts and stops for the rate.
  var startStops: Int
  /// Idle programs at once.
  var idlePrograms: Int
  /// Idle shells at once.
  var idleShells: Int
  /// Calls to a program that runs, one after the other.
  var calls: Int
  /// Seconds of load by 64 sessions.
  var loadSeconds: Double
  /// Calls of one window beside or without a hostile program.
  var neighbourCalls: Int
  /// Round trips of the Python SDK.
  var pythonCalls: Int
  /// Whether the Python SDK is fetched where no interpreter with it is named.
  var fetchesPython: Bool

  /// What figures are quoted from.
  static let full = RuntimeScale(
    starts: 300, startStops: 600, idlePrograms: 1_000, idleShells: 10_000, calls: 5_000,
    loadSeconds: 5, neighbourCalls: 500, pythonCalls: 1_000, fetchesPython: true)
  /// What a test runs: every step a few times, no figure worth quoting.
  static let quick = RuntimeScale(
    starts: 3, startStops: 6, idlePrograms: 4, idleShells: 20, calls: 20, loadSeconds: 0.2,
    neighbourCalls: 2, pythonCalls: 5, fetchesPython: false)
}
