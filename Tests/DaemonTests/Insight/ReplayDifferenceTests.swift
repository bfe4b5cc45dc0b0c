import Testing
import Wire

@testable import madangd

/// Where two results differ, as JSON pointers.
@Suite struct ReplayDifferenceTests {
  static let rows: [(old: JSON, new: JSON, found: [String])] = [
    (["a": 1], ["a": 1], []),
    (["a": 1], ["a": 2], ["/a 1 2"]),
    (["a": 1], [:], ["/a 1 -"]),
    ([:], ["a": 1], ["/a - 1"]),
    (["a": nil], [:], ["/a null -"]),
    (["a": ["b": [1, 2]]], ["a": ["b": [1, 3, 4]]], ["/a/b/1 2 3", "/a/b/2 - 4"]),
    (["x/y~z": 1], ["x/y~z": 2], ["/x~1y~0z 1 2"]),
    (["a": [1]], ["a": ["b": 1]], ["/a [1] {\"b\":1}"]),
    ("a", "b", [" \"a\" \"b\""]),
  ]

  @Test(arguments: rows)
  func differences(old: JSON, new: JSON, found: [String]) {
    var differences: [ReplayReport.Difference] = []
    Replay.compare(old, new, at: "", &differences)
    let texts = differences.map {
      "\($0.pointer) \($0.recorded?.text ?? "-") \($0.now?.text ?? "-")"
    }
    #expect(texts == found)
  }

  @Test func theListIsBounded() {
    let limit = ReplayReport.differenceLimit
    for count in [limit, limit + 1] {
      var differences: [ReplayReport.Difference] = []
      Replay.compare(
        .array(Array(repeating: 1, count: count)), .array(Array(repeating: 2, count: count)),
        at: "", &differences)
      #expect(differences.count == limit)
    }
  }
}
