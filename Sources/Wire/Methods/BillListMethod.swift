/// Lists the caller's bills, newest first: open ones to pay, paid ones as receipts.
package enum BillListMethod: Method {
  /// What the caller sends.
  package typealias Params = ListParams

  /// What the daemon answers.
  package typealias Result = BillsReply

  package static let name = "bill.list"
  package static let summary =
    "Lists the caller's bills, newest first: open ones to pay, paid ones as receipts."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: [:],
    result: [
      "bills": [
        [
          "bill": "b_8s4k", "session": "s_1x9q", "app": "kr.co.noodlehouse.table", "payee": "국수집",
          "place": "table 3",
          "lines": [
            ["id": "bibim", "title": "비빔국수", "quantity": 1, "unitAmount": 7000, "kind": "item"]
          ], "total": ["amount": 7000, "currency": "KRW"], "status": "paid", "delivery": "pending",
          "expires": 1_763_680_000_000, "refunded": 0, "actions": ["split"],
        ]
      ]
    ])
}
