/// Gives back what a till took by a pay code; for the merchant's staff.
package enum ShopRefundMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// The payment, as the till was answered.
    package var transfer: TransferID
    /// Minor units; all that remains where missing.
    package var amount: Int64?
    /// Why, 1–200 characters.
    package var reason: String

    /// What the caller sends.
    package init(key: String, transfer: TransferID, amount: Int64? = nil, reason: String) {
      self.key = key
      self.transfer = transfer
      self.amount = amount
      self.reason = reason
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// The payment.
    package var transfer: TransferID
    /// The movement of money back.
    package var refund: TransferID
    /// What was given back now.
    package var amount: Money
    /// What was given back of this payment altogether.
    package var refunded: Money
    /// What was paid.
    package var paid: Money
    /// Whether this is a stored answer.
    package var replayed: Bool?

    /// What the daemon answers.
    package init(
      transfer: TransferID, refund: TransferID, amount: Money, refunded: Money, paid: Money,
      replayed: Bool? = nil
    ) {
      self.transfer = transfer
      self.refund = refund
      self.amount = amount
      self.refunded = refunded
      self.paid = paid
      self.replayed = replayed
    }
  }

  package static let name = "shop.refund"
  package static let summary =
    "Gives back what a till took by a pay code; for the merchant's staff."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef", "transfer": "t_9", "amount": 1000, "reason": "returned"],
    result: [
      "transfer": "t_9", "refund": "t_12", "amount": ["amount": 1000, "currency": "KRW"],
      "refunded": ["amount": 1000, "currency": "KRW"], "paid": ["amount": 7000, "currency": "KRW"],
    ])
}
