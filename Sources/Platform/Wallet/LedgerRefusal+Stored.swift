import Wire

/// A refusal as four columns, so that it can be answered again.
extension LedgerRefusal {
  struct Stored: Hashable {
    let code: String
    var account: Int64 = 0
    var amount: Int64 = 0
    var bound: Int64 = 0
  }

  var stored: Stored {
    var stored = Stored(code: code.name)
    switch self {
    case .insufficientFunds(let account, let amount, let bound),
      .balanceLimit(let account, let amount, let bound):
      (stored.account, stored.amount, stored.bound) = (account.rawValue, amount, bound)
    case .accountUnknown(let account), .currencyMismatch(let account), .sameAccount(let account),
      .limitNotAllowed(let account):
      stored.account = account.rawValue
    case .amountOutOfRange(let amount, let bound), .paymentLimit(let amount, let bound),
      .legsOutOfRange(let amount, let bound), .holdTooLong(let amount, let bound),
      .captureTooLarge(let amount, let bound), .refundTooLarge(let amount, let bound),
      .batchOutOfRange(let amount, let bound):
      (stored.amount, stored.bound) = (amount, bound)
    case .transferUnknown(let number), .holdEnded(let number), .holdExpired(let number),
      .holdNotDue(let number), .linkedFailed(let number):
      stored.amount = number
    case .keyReused: break
    }
    return stored
  }

  /// Reads a stored refusal back; nil for a code this build does not know.
  init?(_ stored: Stored) {
    let account = AccountID(rawValue: stored.account)
    let (amount, bound) = (stored.amount, stored.bound)
    switch stored.code {
    case WalletError.insufficientFunds.name:
      self = .insufficientFunds(account: account, amount: amount, available: bound)
    case RequestError.keyReused.name: self = .keyReused
    case LedgerError.accountUnknown.name: self = .accountUnknown(account)
    case LedgerError.currencyMismatch.name: self = .currencyMismatch(account: account)
    case WalletError.samePerson.name: self = .sameAccount(account)
    case WalletError.amountInvalid.name: self = .amountOutOfRange(amount: amount, maximum: bound)
    case WalletError.limit.name: self = .paymentLimit(amount: amount, maximum: bound)
    case WalletError.balanceLimit.name:
      self = .balanceLimit(account: account, balance: amount, maximum: bound)
    case LedgerError.legs.name: self = .legsOutOfRange(count: amount, maximum: bound)
    case LedgerError.transferUnknown.name: self = .transferUnknown(amount)
    case LedgerError.holdEnded.name: self = .holdEnded(amount)
    case LedgerError.holdExpired.name: self = .holdExpired(amount)
    case LedgerError.holdNotDue.name: self = .holdNotDue(amount)
    case LedgerError.holdTooLong.name: self = .holdTooLong(milliseconds: amount, maximum: bound)
    case LedgerError.captureTooLarge.name: self = .captureTooLarge(amount: amount, held: bound)
    case LedgerError.refundTooLarge.name: self = .refundTooLarge(amount: amount, remaining: bound)
    case LedgerError.limitNotAllowed.name: self = .limitNotAllowed(account)
    case LedgerError.linkedFailed.name: self = .linkedFailed(index: amount)
    case LedgerError.batch.name: self = .batchOutOfRange(count: amount, maximum: bound)
    default: return nil
    }
  }
}
