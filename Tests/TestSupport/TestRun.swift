import Glibc
package import Testing

/// What this run of the tests was asked for.
package enum TestRun {
  /// Whether counts are those the promises name; else they fit a run of a minute or two.
  package static let isFull = variable("MADANG_TEST_SCALE") == "full"

  /// After this a test hangs: beside all the others one whose own work is 0.1 s has taken more
  /// than a minute.
  package static let stuck = TimeLimitTrait.Duration.minutes(10)

  /// The seed of `MADANG_TEST_SEED`, or a new one; printed, so that a run can be had again.
  package static func seed(of test: String) -> UInt64 {
    let seed = variable("MADANG_TEST_SEED").flatMap { UInt64($0) } ?? .random(in: 0...UInt64.max)
    print("\(test): MADANG_TEST_SEED=\(seed)")
    return seed
  }

  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}
