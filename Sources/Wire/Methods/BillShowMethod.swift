/// Shows a bill and what paying it would leave.
package enum BillShowMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable {
    /// Which.
    package var bill: BillID

    /// What the caller sends.
    package init(bill: BillID) {
      self.bill = bill
    }
  }

  /// What the daemon answers.
  package typealias Result = PaySheet

  package static let name = "bill.show"
  package static let summary =
    "Shows a bill and what paying it would leave."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["bill": "b_8s4k"],
    result: [
      "bill": [
        "bill": "b_8s4k", "session": "s_1x9q", "app": "kr.co.noodlehouse.table", "payee": "국수집",
        "place": "table 3",
        "lines": [
          ["id": "bibim", "title": "비빔국수", "quantity": 1, "unitAmount": 7000, "kind": "item"]
        ], "total": ["amount": 7000, "currency": "KRW"], "status": "open", "delivery": "none",
        "expires": 1_763_680_000_000, "refunded": 0, "actions": [],
      ], "balance": 30_000, "balanceAfter": 23_000,
    ])
}
