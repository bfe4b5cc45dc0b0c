/// Tells what a gate let through; a record counts once, and so does a code used at two gates.
package enum GateReportMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// Whose gate.
    package var app: AppID
    /// The gate's name, 1–40 characters.
    package var gate: String
    /// What it let through, at most 100.
    package var records: [GateRecord]

    /// What the caller sends.
    package init(key: String, app: AppID, gate: String, records: [GateRecord]) {
      self.key = key
      self.app = app
      self.gate = gate
      self.records = records
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// How many count.
    package var accepted: Int
    /// Those whose code another gate had taken: flagged, charged once.
    package var duplicates: [GateRecord]
    /// Those whose pass or code is not genuine.
    package var refused: [GateRecord]
    /// Passes that open nothing any more.
    package var stopped: [PassID]

    /// What the daemon answers.
    package init(
      accepted: Int, duplicates: [GateRecord], refused: [GateRecord], stopped: [PassID]
    ) {
      self.accepted = accepted
      self.duplicates = duplicates
      self.refused = refused
      self.stopped = stopped
    }
  }

  /// Records of one report.
  package static let recordLimit = 100

  package static let name = "gate.report"
  package static let summary =
    "Tells what a gate let through; a record counts once, and so does a code used at two gates."
  package static let access = MethodAccess.personOrTill
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: [
      "key": "0123456789abcdef", "app": "kr.madang.metro", "gate": "g1",
      "records": [
        [
          "sequence": 1, "code": "MD:G/04HMASW9/12345678", "step": 58_789_333, "side": "entry",
          "station": "cityhall", "at": 1_763_680_000_000,
        ]
      ],
    ],
    result: ["accepted": 1, "duplicates": [], "refused": [], "stopped": []])
}
