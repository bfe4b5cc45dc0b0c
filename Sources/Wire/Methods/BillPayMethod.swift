/// Pays a bill with the amount the person saw; any other amount is refused.
package enum BillPayMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// Which.
    package var bill: BillID
    /// What the person saw and approved, minor units.
    package var amount: Int64
    /// The payer's PIN of six digits, where the amount needs it; never part of the key.
    package var pin: String?
    /// What `bill.authorize` made, in place of a PIN; never part of the key.
    package var token: String?

    /// What the caller sends.
    package init(
      key: String, bill: BillID, amount: Int64, pin: String? = nil, token: String? = nil
    ) {
      self.key = key
      self.bill = bill
      self.amount = amount
      self.pin = pin
      self.token = token
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// The receipt.
    package var bill: BillView
    /// What the payer holds now.
    package var balance: Int64
    /// The ledger's newest hash, printed on the receipt.
    package var head: String
    /// Whether this is a stored answer.
    package var replayed: Bool?

    /// What the daemon answers.
    package init(bill: BillView, balance: Int64, head: String, replayed: Bool? = nil) {
      self.bill = bill
      self.balance = balance
      self.head = head
      self.replayed = replayed
    }
  }

  package static let name = "bill.pay"
  package static let summary =
    "Pays a bill with the amount the person saw; any other amount is refused."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef", "bill": "b_8s4k", "amount": 7000],
    result: [
      "bill": [
        "bill": "b_8s4k", "session": "s_1x9q", "app": "kr.co.noodlehouse.table", "payee": "국수집",
        "place": "table 3",
        "lines": [
          ["id": "bibim", "title": "비빔국수", "quantity": 1, "unitAmount": 7000, "kind": "item"]
        ], "total": ["amount": 7000, "currency": "KRW"], "status": "paid", "delivery": "pending",
        "expires": 1_763_680_000_000, "refunded": 0, "actions": ["split"],
      ], "balance": 23_000,
      "head": "0000000000000000000000000000000000000000000000000000000000000000",
    ])
}
