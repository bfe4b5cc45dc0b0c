/// Gives a device its pass of the day for an app's gates and holds the highest fare.
package enum GatePassMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// The caller's own session with the app.
    package var session: SessionID
    /// The public key of the device that will show the code, in hexadecimal.
    package var device: String

    /// What the caller sends.
    package init(key: String, session: SessionID, device: String) {
      self.key = key
      self.session = session
      self.device = device
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// The pass.
    package var pass: PassID
    /// Whose gates.
    package var app: AppID
    /// The signed pass as codes carry it, Crockford base 32.
    package var signed: String
    /// The secret of the day for time-based codes, 32 bytes in hexadecimal.
    package var secret: String
    /// When the day begins.
    package var from: Instant
    /// When the day ends.
    package var until: Instant
    /// What is held for it.
    package var maximumFare: Money
    /// The daemon's time, so that a device knows how far its clock is off.
    package var now: Instant

    /// What the daemon answers.
    package init(
      pass: PassID, app: AppID, signed: String, secret: String, from: Instant, until: Instant,
      maximumFare: Money, now: Instant
    ) {
      self.pass = pass
      self.app = app
      self.signed = signed
      self.secret = secret
      self.from = from
      self.until = until
      self.maximumFare = maximumFare
      self.now = now
    }
  }

  package static let name = "gate.pass"
  package static let summary =
    "Gives a device its pass of the day for an app's gates and holds the highest fare."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: [
      "key": "0123456789abcdef", "session": "s_1x9q", "device": "9f86d081884c7d659a2feaa0c55ad015",
    ],
    result: [
      "pass": "g_5x2m", "app": "kr.madang.metro", "signed": "04HMASW9", "secret": "00ff",
      "from": 1_763_665_200_000, "until": 1_763_751_600_000,
      "maximumFare": ["amount": 3650, "currency": "KRW"], "now": 1_763_680_000_000,
    ])
}
