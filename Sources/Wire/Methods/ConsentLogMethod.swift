/// Tells what each program saw of the caller and when, and what they decided, newest first.
package enum ConsentLogMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable {
    /// At most this many, 1–100; 20 where missing.
    package var limit: Int?
    /// Only entries with a smaller number.
    package var before: Int64?

    /// What the caller sends.
    package init(limit: Int? = nil, before: Int64? = nil) {
      self.limit = limit
      self.before = before
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// The entries.
    package var entries: [ConsentEntry]

    /// What the daemon answers.
    package init(entries: [ConsentEntry]) {
      self.entries = entries
    }
  }

  package static let name = "consent.log"
  package static let summary =
    "Tells what each program saw of the caller and when, and what they decided, newest first."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: [:],
    result: [
      "entries": [
        [
          "number": 7, "at": 1_763_680_000_000, "app": "kr.co.noodlehouse.table",
          "scope": "identity.nickname", "what": "seen", "session": "s_1x9q",
        ]
      ]
    ])
}
