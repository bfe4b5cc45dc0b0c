/// Makes a one-time token that pays one bill at the amount the person saw.
package enum BillAuthorizeMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// Which.
    package var bill: BillID
    /// What the person saw and approved, minor units.
    package var amount: Int64
    /// The person's PIN of six digits, where the amount needs it; never part of the key.
    package var pin: String?

    /// What the caller sends.
    package init(key: String, bill: BillID, amount: Int64, pin: String? = nil) {
      self.key = key
      self.bill = bill
      self.amount = amount
      self.pin = pin
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// Pays this bill once; kept nowhere but with the person.
    package var token: String
    /// Its public name.
    package var jti: String
    /// Until when it is good.
    package var expires: Instant

    /// What the daemon answers.
    package init(token: String, jti: String, expires: Instant) {
      self.token = token
      self.jti = jti
      self.expires = expires
    }
  }

  package static let name = "bill.authorize"
  package static let summary =
    "Makes a one-time token that pays one bill at the amount the person saw."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef", "bill": "b_8s4k", "amount": 70_000, "pin": "739154"],
    result: ["token": "pt_0123", "jti": "j_0123", "expires": 1_763_680_300_000])
}
