/// Sets up to which amount no PIN is asked for; raising it needs the PIN.
package enum PinQuickPayMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// Minor units; 0 asks always.
    package var amount: Int64
    /// The PIN, to raise the amount.
    package var pin: String?

    /// What the caller sends.
    package init(key: String, amount: Int64, pin: String? = nil) {
      self.key = key
      self.amount = amount
      self.pin = pin
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// What holds now.
    package var quickPay: Int64
    /// Whether this is a stored answer.
    package var replayed: Bool?

    /// What the daemon answers.
    package init(quickPay: Int64, replayed: Bool? = nil) {
      self.quickPay = quickPay
      self.replayed = replayed
    }
  }

  package static let name = "pin.quickPay"
  package static let summary =
    "Sets up to which amount no PIN is asked for; raising it needs the PIN."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef", "amount": 10_000],
    result: ["quickPay": 10_000])
}
