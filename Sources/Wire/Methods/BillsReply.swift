/// What methods answer that list bills.
package struct BillsReply: Codable, Sendable, Hashable {
  /// The bills.
  package var bills: [BillView]

  /// The answer.
  package init(bills: [BillView]) {
    self.bills = bills
  }
}
