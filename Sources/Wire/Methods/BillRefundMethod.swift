/// Gives money of a paid bill back; for the merchant's staff.
package enum BillRefundMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// Which.
    package var bill: BillID
    /// Minor units; all that remains where missing.
    package var amount: Int64?
    /// Why, 1–200 characters.
    package var reason: String

    /// What the caller sends.
    package init(key: String, bill: BillID, amount: Int64? = nil, reason: String) {
      self.key = key
      self.bill = bill
      self.amount = amount
      self.reason = reason
    }
  }

  /// What the daemon answers.
  package typealias Result = BillReply

  package static let name = "bill.refund"
  package static let summary =
    "Gives money of a paid bill back; for the merchant's staff."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef", "bill": "b_8s4k", "amount": 1000, "reason": "spilled"],
    result: [
      "bill": [
        "bill": "b_8s4k", "session": "s_1x9q", "app": "kr.co.noodlehouse.table", "payee": "국수집",
        "place": "table 3",
        "lines": [
          ["id": "bibim", "title": "비빔국수", "quantity": 1, "unitAmount": 7000, "kind": "item"]
        ], "total": ["amount": 7000, "currency": "KRW"], "status": "paid", "delivery": "pending",
        "expires": 1_763_680_000_000, "refunded": 0, "actions": ["split"],
      ]
    ])
}
