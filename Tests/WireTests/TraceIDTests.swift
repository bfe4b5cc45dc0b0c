import Testing
import Wire

/// Trace names as W3C Trace Context writes them; the first row is the specification's own example.
@Suite struct TraceIDTests {
  static let rows: [(parent: String, text: String?)] = [
    (
      "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
      "4bf92f3577b34da6a3ce929d0e0e4736"
    ),
    (
      "00-00000000000000000000000000000001-00f067aa0ba902b7-00",
      "00000000000000000000000000000001"
    ),
    ("00-00000000000000000000000000000000-00f067aa0ba902b7-01", nil),
    ("00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01", nil),
    ("00-4BF92F3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", nil),
    ("01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", nil),
    ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0", nil),
    ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01x", nil),
    ("00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", nil),
    ("", nil),
  ]

  @Test(arguments: rows)
  func readsWhatTheSpecificationAllows(parent: String, text: String?) {
    #expect(TraceID(parent: parent)?.text == text)
    let params: JSONObject = ["_meta": ["traceparent": .string(parent)]]
    #expect(TraceID(of: params)?.text == text)
  }

  @Test func whatIsWrittenIsReadAgain() {
    for (high, low) in [(1, 2), (0, 0), (UInt64.max, 0)] as [(UInt64, UInt64)] {
      let trace = TraceID(high: high, low: low)
      #expect(TraceID(parent: trace.parent) == trace)
      #expect(trace.text.utf8.count == 32)
    }
  }
}
