/// A refusal as four columns, so that it can be answered again.
extension LedgerRefusal {
  struct Stored: Hashable {
    let code: String
    var account: Int64 = 0
    var amount: Int64 = 0
    var bound: Int64 = 0
  }

  /// The stable code of this refusal.
  package var code: String {
    stored.code
  }

  var stored: Stored {
    switch self {
    case .insufficientFunds(let account, let amount, let available):
      Stored(
        code: "wallet.insufficient_funds", account: account.rawValue, amount: amount,
        bound: available)
    case .keyReused: Stored(code: "key.reused")
    case .accountUnknown(let account):
      Stored(code: "wallet.payee_unknown", account: account.rawValue)
    case .currencyMismatch(let account):
      Stored(code: "wallet.currency", account: account.rawValue)
    case .sameAccount(let account):
      Stored(code: "wallet.same_account", account: account.rawValue)
    case .amountOutOfRange(let amount, let maximum):
      Stored(code: "wallet.amount_invalid", amount: amount, bound: maximum)
    case .paymentLimit(let amount, let maximum):
      Stored(code: "wallet.limit", amount: amount, bound: maximum)
    case .balanceLimit(let account, let balance, let maximum):
      Stored(
        code: "wallet.balance_limit", account: account.rawValue, amount: balance, bound: maximum)
    case .legsOutOfRange(let count, let maximum):
      Stored(code: "wallet.legs", amount: count, bound: maximum)
    case .transferUnknown(let transfer): Stored(code: "wallet.transfer_unknown", amount: transfer)
    case .holdEnded(let transfer): Stored(code: "wallet.hold_ended", amount: transfer)
    case .holdExpired(let transfer): Stored(code: "wallet.hold_expired", amount: transfer)
    case .holdNotDue(let transfer): Stored(code: "wallet.hold_not_due", amount: transfer)
    case .holdTooLong(let milliseconds, let maximum):
      Stored(code: "wallet.hold_too_long", amount: milliseconds, bound: maximum)
    case .captureTooLarge(let amount, let held):
      Stored(code: "wallet.capture_too_large", amount: amount, bound: held)
    case .refundTooLarge(let amount, let remaining):
      Stored(code: "wallet.refund_too_large", amount: amount, bound: remaining)
    case .limitNotAllowed(let account):
      Stored(code: "wallet.limit_not_allowed", account: account.rawValue)
    case .linkedFailed(let index): Stored(code: "wallet.linked_failed", amount: index)
    case .batchOutOfRange(let count, let maximum):
      Stored(code: "wallet.batch", amount: count, bound: maximum)
    }
  }

  /// Reads a stored refusal back; nil for a code this build does not know.
  init?(_ stored: Stored) {
    let account = AccountID(rawValue: stored.account)
    let (amount, bound) = (stored.amount, stored.bound)
    switch stored.code {
    case "wallet.insufficient_funds":
      self = .insufficientFunds(account: account, amount: amount, available: bound)
    case "key.reused": self = .keyReused
    case "wallet.payee_unknown": self = .accountUnknown(account)
    case "wallet.currency": self = .currencyMismatch(account: account)
    case "wallet.same_account": self = .sameAccount(account)
    case "wallet.amount_invalid": self = .amountOutOfRange(amount: amount, maximum: bound)
    case "wallet.limit": self = .paymentLimit(amount: amount, maximum: bound)
    case "wallet.balance_limit":
      self = .balanceLimit(account: account, balance: amount, maximum: bound)
    case "wallet.legs": self = .legsOutOfRange(count: amount, maximum: bound)
    case "wallet.transfer_unknown": self = .transferUnknown(amount)
    case "wallet.hold_ended": self = .holdEnded(amount)
    case "wallet.hold_expired": self = .holdExpired(amount)
    case "wallet.hold_not_due": self = .holdNotDue(amount)
    case "wallet.hold_too_long": self = .holdTooLong(milliseconds: amount, maximum: bound)
    case "wallet.capture_too_large": self = .captureTooLarge(amount: amount, held: bound)
    case "wallet.refund_too_large": self = .refundTooLarge(amount: amount, remaining: bound)
    case "wallet.limit_not_allowed": self = .limitNotAllowed(account)
    case "wallet.linked_failed": self = .linkedFailed(index: amount)
    case "wallet.batch": self = .batchOutOfRange(count: amount, maximum: bound)
    default: return nil
    }
  }
}
