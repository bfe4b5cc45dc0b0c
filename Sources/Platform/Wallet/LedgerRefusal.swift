/// Why the ledger does not do what was asked; nothing moved.
package enum LedgerRefusal: Error, Hashable, Sendable {
  /// The account has less available than would leave it.
  case insufficientFunds(account: AccountID, amount: Int64, available: Int64)
  /// The key was used for another request.
  case keyReused
  /// No such account.
  case accountUnknown(AccountID)
  /// The accounts or the amount are of different currencies.
  case currencyMismatch(account: AccountID)
  /// Money would leave and reach the same account.
  case sameAccount(AccountID)
  /// An amount is below 1 or above the largest.
  case amountOutOfRange(amount: Int64, maximum: Int64)
  /// One payment may not be that large for this payer.
  case paymentLimit(amount: Int64, maximum: Int64)
  /// The receiver may not have that much.
  case balanceLimit(account: AccountID, balance: Int64, maximum: Int64)
  /// A transfer has no leg or too many.
  case legsOutOfRange(count: Int64, maximum: Int64)
  /// No such transfer, or not one of the kind needed.
  case transferUnknown(Int64)
  /// The hold was captured, released or has expired before.
  case holdEnded(Int64)
  /// The hold's time is over, though nobody has ended it yet.
  case holdExpired(Int64)
  /// The hold's time is not over yet.
  case holdNotDue(Int64)
  /// A hold would last no time or too long.
  case holdTooLong(milliseconds: Int64, maximum: Int64)
  /// More would be captured than is held.
  case captureTooLarge(amount: Int64, held: Int64)
  /// More would be refunded than remains of the payment.
  case refundTooLarge(amount: Int64, remaining: Int64)
  /// Accounts of this kind have no such limit.
  case limitNotAllowed(AccountID)
  /// Another request of the same batch failed.
  case linkedFailed(index: Int64)
  /// A batch has no request or too many.
  case batchOutOfRange(count: Int64, maximum: Int64)
}
