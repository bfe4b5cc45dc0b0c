/// A message as its reader sees it.
package struct InboxMessage: Codable, Sendable, Hashable {
  /// Which.
  package var message: MessageID
  /// Counts up for each person; the cursor.
  package var number: Int64
  /// When it came.
  package var at: Instant
  /// Which app sent it.
  package var app: AppID
  /// The registered name of the sender.
  package var from: LocalizedText
  /// What kind: `order.ready`, `share.request`.
  package var template: String
  /// What it says.
  package var text: LocalizedText
  /// What it asks to pay, or is about.
  package var bill: BillID?
  /// Whether it was listed before.
  package var unread: Bool

  /// A message as its reader sees it.
  package init(
    message: MessageID, number: Int64, at: Instant, app: AppID, from: LocalizedText,
    template: String, text: LocalizedText, bill: BillID? = nil, unread: Bool
  ) {
    self.message = message
    self.number = number
    self.at = at
    self.app = app
    self.from = from
    self.template = template
    self.text = text
    self.bill = bill
    self.unread = unread
  }
}
