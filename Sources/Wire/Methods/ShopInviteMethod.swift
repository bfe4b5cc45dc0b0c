/// Makes a code whose first scanner joins the staff.
package enum ShopInviteMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// Whose staff.
    package var merchant: MerchantID
    /// What they will be.
    package var role: Role

    /// What the caller sends.
    package init(key: String, merchant: MerchantID, role: Role) {
      self.key = key
      self.merchant = merchant
      self.role = role
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// The code, valid for ten minutes.
    package var payload: String
    /// Until when.
    package var expires: Instant

    /// What the daemon answers.
    package init(payload: String, expires: Instant) {
      self.payload = payload
      self.expires = expires
    }
  }

  package static let name = "shop.invite"
  package static let summary =
    "Makes a code whose first scanner joins the staff."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef", "merchant": "noodlehouse", "role": "kitchen"],
    result: ["payload": "MD:L/0123456789ABCDEFGH", "expires": 1_763_680_000_000])
}
