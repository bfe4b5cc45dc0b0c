/// What methods answer that change a bill: the bill as it is now.
package struct BillReply: Codable, Sendable, Hashable {
  /// The bill as it is now.
  package var bill: BillView
  /// Whether this is a stored answer.
  package var replayed: Bool?

  /// The answer.
  package init(bill: BillView, replayed: Bool? = nil) {
    self.bill = bill
    self.replayed = replayed
  }
}
