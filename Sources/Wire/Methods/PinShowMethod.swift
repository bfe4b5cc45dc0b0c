/// Tells whether a PIN is set, whether it is locked, and up to which amount none is needed.
package enum PinShowMethod: Method {
  /// What the caller sends.
  package typealias Params = NoParams

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// Whether there is a PIN.
    package var isSet: Bool
    /// Since when.
    package var set: Instant?
    /// Wrong tries until it is locked.
    package var triesLeft: Int
    /// Until when it is locked.
    package var lockedUntil: Instant?
    /// Up to this amount no PIN is asked for.
    package var quickPay: Int64
    /// The most that may be set for it at the caller's tier.
    package var quickPayLimit: Int64
    /// The private word that real pay sheets show; never drawn in json or plain.
    package var sealWord: String

    /// What the daemon answers.
    package init(
      isSet: Bool, set: Instant? = nil, triesLeft: Int, lockedUntil: Instant? = nil,
      quickPay: Int64, quickPayLimit: Int64, sealWord: String
    ) {
      self.isSet = isSet
      self.set = set
      self.triesLeft = triesLeft
      self.lockedUntil = lockedUntil
      self.quickPay = quickPay
      self.quickPayLimit = quickPayLimit
      self.sealWord = sealWord
    }
  }

  package static let name = "pin.show"
  package static let summary =
    "Tells whether a PIN is set, whether it is locked, and up to which amount none is needed."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: [:],
    result: [
      "isSet": true, "set": 1_763_680_000_000, "triesLeft": 5, "quickPay": 50_000,
      "quickPayLimit": 50_000, "sealWord": "청보리 달팽이",
    ])
}
