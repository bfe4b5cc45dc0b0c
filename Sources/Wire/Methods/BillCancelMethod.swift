/// Cancels a paid order that the shop has not confirmed in time; everything is refunded.
package enum BillCancelMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// Which.
    package var bill: BillID

    /// What the caller sends.
    package init(key: String, bill: BillID) {
      self.key = key
      self.bill = bill
    }
  }

  /// What the daemon answers.
  package typealias Result = BillReply

  package static let name = "bill.cancel"
  package static let summary =
    "Cancels a paid order that the shop has not confirmed in time; everything is refunded."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef", "bill": "b_8s4k"],
    result: [
      "bill": [
        "bill": "b_8s4k", "session": "s_1x9q", "app": "kr.co.noodlehouse.table", "payee": "국수집",
        "place": "table 3",
        "lines": [
          ["id": "bibim", "title": "비빔국수", "quantity": 1, "unitAmount": 7000, "kind": "item"]
        ], "total": ["amount": 7000, "currency": "KRW"], "status": "refunded",
        "delivery": "overdue", "expires": 1_763_680_000_000, "refunded": 0, "actions": [],
      ]
    ])
}
