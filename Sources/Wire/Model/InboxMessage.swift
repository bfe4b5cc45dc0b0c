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
  /// Whose it is, to be muted by; nil in old messages.
  package var merchant: MerchantID?
  /// Whether it came without a sound: its sender is muted.
  package var quiet: Bool?
  /// When a device took it to show it: its delivery receipt.
  package var delivered: Instant?

  /// A message as its reader sees it.
  package init(
    message: MessageID, number: Int64, at: Instant, app: AppID, from: LocalizedText,
    template: String, text: LocalizedText, bill: BillID? = nil, unread: Bool,
    merchant: MerchantID? = nil, quiet: Bool? = nil, delivered: Instant? = nil
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
    self.merchant = merchant
    self.quiet = quiet
    self.delivered = delivered
  }
}
