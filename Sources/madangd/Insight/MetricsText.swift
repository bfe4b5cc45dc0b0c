/// Writes metrics in Prometheus' text exposition format 0.0.4
/// (https://prometheus.io/docs/instrumenting/exposition_formats/).
struct MetricsText {
  private(set) var text = ""

  enum Kind: String {
    case counter, gauge, histogram
  }

  /// One sample of a family: its labels and its value.
  typealias Sample = (labels: [(String, String)], value: Int64)

  /// A metric of one sample.
  mutating func add(_ name: String, _ kind: Kind, _ help: String, _ value: Int64) {
    add(name, kind, help, [(labels: [], value: value)])
  }

  /// A metric with labels, whose values come from closed sets.
  mutating func add(_ name: String, _ kind: Kind, _ help: String, _ samples: [Sample]) {
    head(name, kind, help)
    for sample in samples { line(name, sample.labels, String(sample.value)) }
  }

  /// A metric of buckets.
  mutating func add(
    _ name: String, _ help: String, _ samples: [(labels: [(String, String)], value: Histogram)]
  ) {
    head(name, .histogram, help)
    for (labels, histogram) in samples {
      var total: Int64 = 0
      for (bound, count) in zip(histogram.bounds, histogram.counts) {
        total += count
        line(name + "_bucket", labels + [("le", Self.number(bound))], String(total))
      }
      total += histogram.counts.last ?? 0
      line(name + "_bucket", labels + [("le", "+Inf")], String(total))
      line(name + "_sum", labels, Self.number(histogram.sum))
      line(name + "_count", labels, String(total))
    }
  }

  private mutating func head(_ name: String, _ kind: Kind, _ help: String) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
  }

  private mutating func line(_ name: String, _ labels: [(String, String)], _ value: String) {
    text += name
    if !labels.isEmpty {
      text += "{" + labels.map { "\($0.0)=\"\($0.1)\"" }.joined(separator: ",") + "}"
    }
    text += " \(value)\n"
  }

  /// Whole numbers without a point, as Go writes them.
  private static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
  }
}
