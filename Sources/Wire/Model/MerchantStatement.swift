/// What one merchant sold, gave back and was paid on one day; every total is the ledger's.
///
/// `opening + sales − refunds + otherIn − otherOut − feesTaken − paidOut = closing`, and
/// `closing − fee − payout = carried`.
package struct MerchantStatement: Sendable, Hashable, Codable {
  /// Whose.
  package var merchant: MerchantID
  /// The day in Seoul, from midnight to midnight.
  package var day: SeoulDay
  /// The currency of all amounts.
  package var currency: Currency
  /// What the merchant had when the day began, minor units.
  package var opening: Int64
  /// What people paid.
  package var sales: Int64
  /// How many payments.
  package var saleCount: Int64
  /// What was given back.
  package var refunds: Int64
  /// How many times.
  package var refundCount: Int64
  /// What came from elsewhere, such as a fee given back.
  package var otherIn: Int64
  /// What went elsewhere.
  package var otherOut: Int64
  /// Fees of earlier days that were taken on this day.
  package var feesTaken: Int64
  /// What was paid to the bank on this day for earlier days.
  package var paidOut: Int64
  /// What the merchant had when the day ended.
  package var closing: Int64
  /// The fee's rate in hundredths of a percent.
  package var basisPoints: Int64
  /// The fee taken when this day was settled; negative where more was given back than sold.
  package var fee: Int64
  /// Fees that could not be taken yet.
  package var feeOwed: Int64
  /// What is kept for orders that the shop has not confirmed and that may have to be given back.
  package var reserve: Int64
  /// What was paid to the merchant's bank for this day.
  package var payout: Int64
  /// The transfer that took the fee and paid the rest.
  package var transfer: TransferID?
  /// When the day was settled; nil where it is not settled yet and the numbers may change.
  package var settled: Instant?

  /// What stays in the merchant's account of this day.
  package var carried: Int64 { closing - fee - payout }

  /// A day without anything.
  package init(merchant: MerchantID, day: SeoulDay, currency: Currency = .krw) {
    self.merchant = merchant
    self.day = day
    self.currency = currency
    (opening, sales, saleCount, refunds, refundCount) = (0, 0, 0, 0, 0)
    (otherIn, otherOut, feesTaken, paidOut, closing) = (0, 0, 0, 0, 0)
    (basisPoints, fee, feeOwed, reserve, payout) = (0, 0, 0, 0, 0)
  }
}
