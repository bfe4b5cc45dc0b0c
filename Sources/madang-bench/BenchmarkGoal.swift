import Wire

/// What is asked for, beside what was measured.
struct BenchmarkGoal {
  let name: String
  let value: Double
  let bound: Double
  /// Whether the bound is the least value that is good, or the largest.
  let isLeast: Bool

  var isMet: Bool { isLeast ? value >= bound : value <= bound }
  var text: String { "\(isLeast ? ">=" : "<=") \(bound)" }

  var json: JSON {
    [
      "name": .string(name), "value": .double(value), "goal": .string(text), "met": .bool(isMet),
    ]
  }

  /// A line for people.
  var line: String { "  \(isMet ? "met   " : "missed") \(name) \(value) \(text)" }
}
