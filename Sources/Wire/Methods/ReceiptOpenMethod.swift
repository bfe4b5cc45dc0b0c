/// Opens a receipt action of a paid bill, such as the split.
package enum ReceiptOpenMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// Which.
    package var bill: BillID
    /// The action on the receipt: `split`.
    package var action: String

    /// What the caller sends.
    package init(key: String, bill: BillID, action: String) {
      self.key = key
      self.bill = bill
      self.action = action
    }
  }

  /// What the daemon answers.
  package typealias Result = PageReply

  package static let name = "receipt.open"
  package static let summary =
    "Opens a receipt action of a paid bill, such as the split."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.session
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef", "bill": "b_8s4k", "action": "split"],
    result: [
      "session": "s_1x9q", "app": "kr.co.noodlehouse.table", "name": "국수집", "place": "table 3",
      "rev": 1, "people": 1, "page": ["title": "국수집", "body": []], "ended": false,
    ])
}
