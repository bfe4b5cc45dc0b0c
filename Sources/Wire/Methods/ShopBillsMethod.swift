/// Lists the bills of a merchant for its staff, newest first; works without the program.
package enum ShopBillsMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable {
    /// Whose.
    package var merchant: MerchantID
    /// At most this many, 1–100; 20 where missing.
    package var limit: Int?

    /// What the caller sends.
    package init(merchant: MerchantID, limit: Int? = nil) {
      self.merchant = merchant
      self.limit = limit
    }
  }

  /// What the daemon answers.
  package typealias Result = BillsReply

  package static let name = "shop.bills"
  package static let summary =
    "Lists the bills of a merchant for its staff, newest first; works without the program."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["merchant": "noodlehouse"],
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
