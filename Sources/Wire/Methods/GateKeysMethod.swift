/// Gives a gate what it needs to decide alone for the day; for staff with the role gate.
package enum GateKeysMethod: Method {
  /// What the caller sends.
  package typealias Params = AppParams

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// Whose gate.
    package var app: AppID
    /// What passes name the app by.
    package var shortID: String
    /// The daemon's Ed25519 key that signs passes, in hexadecimal.
    package var verifier: String
    /// The service day.
    package var day: Int64
    /// The gate key of the day, 32 bytes in hexadecimal.
    package var dayKey: String
    /// When the day ends.
    package var until: Instant
    /// Passes that open nothing any more.
    package var stopped: [PassID]
    /// The daemon's time.
    package var now: Instant

    /// What the daemon answers.
    package init(
      app: AppID, shortID: String, verifier: String, day: Int64, dayKey: String, until: Instant,
      stopped: [PassID], now: Instant
    ) {
      self.app = app
      self.shortID = shortID
      self.verifier = verifier
      self.day = day
      self.dayKey = dayKey
      self.until = until
      self.stopped = stopped
      self.now = now
    }
  }

  package static let name = "gate.keys"
  package static let summary =
    "Gives a gate what it needs to decide alone for the day; for staff with the role gate."
  package static let access = MethodAccess.personOrTill
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["app": "kr.madang.metro"],
    result: [
      "app": "kr.madang.metro", "shortID": "ABC123", "verifier": "9f86", "day": 20_412,
      "dayKey": "00ff", "until": 1_763_751_600_000, "stopped": [], "now": 1_763_680_000_000,
    ])
}
