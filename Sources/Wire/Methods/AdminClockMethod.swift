/// Moves the virtual clock forward and runs what falls due on the way.
package enum AdminClockMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable {
    /// An ISO 8601 duration: `PT15M`, `P1D`.
    package var advance: String

    /// What the caller sends.
    package init(advance: String) {
      self.advance = advance
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// The time afterwards.
    package var now: Instant

    /// What the daemon answers.
    package init(now: Instant) {
      self.now = now
    }
  }

  package static let name = "admin.clock"
  package static let summary =
    "Moves the virtual clock forward and runs what falls due on the way."
  package static let access = MethodAccess.operatorOnly
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["advance": "PT15M"],
    result: ["now": 1_763_680_900_000])
}
