/// Lists programs that are in quarantine, rest after a crash, or have calls switched off.
package enum AdminQuarantineMethod: Method {
  /// What the caller sends.
  package typealias Params = NoParams

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// The programs by app and version.
    package var programs: [ProgramView]

    /// What the daemon answers.
    package init(programs: [ProgramView]) {
      self.programs = programs
    }
  }

  package static let name = "admin.quarantine"
  package static let summary =
    "Lists programs that are in quarantine, rest after a crash, or have calls switched off."
  package static let access = MethodAccess.operatorOnly
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: [:],
    result: [
      "programs": [
        [
          "app": "kr.co.noodlehouse.table", "version": 15, "state": "quarantined",
          "since": 1_763_680_000_000, "reason": "program.crashed", "disabled": [],
        ]
      ]
    ])
}
