package import Wire

/// The ledger's refusals in the words of the error registry.
extension LedgerRefusal {
  /// The stable code of this refusal.
  package var code: ErrorCode {
    switch self {
    case .insufficientFunds: WalletError.insufficientFunds
    case .keyReused: RequestError.keyReused
    case .accountUnknown: LedgerError.accountUnknown
    case .currencyMismatch: LedgerError.currencyMismatch
    case .sameAccount: WalletError.samePerson
    case .amountOutOfRange: WalletError.amountInvalid
    case .paymentLimit: WalletError.limit
    case .balanceLimit: WalletError.balanceLimit
    case .legsOutOfRange: LedgerError.legs
    case .transferUnknown: LedgerError.transferUnknown
    case .holdEnded: LedgerError.holdEnded
    case .holdExpired: LedgerError.holdExpired
    case .holdNotDue: LedgerError.holdNotDue
    case .holdTooLong: LedgerError.holdTooLong
    case .captureTooLarge: LedgerError.captureTooLarge
    case .refundTooLarge: LedgerError.refundTooLarge
    case .limitNotAllowed: LedgerError.limitNotAllowed
    case .linkedFailed: LedgerError.linkedFailed
    case .batchOutOfRange: LedgerError.batch
    }
  }

  /// The answer to the caller; account numbers stay inside, amounts are minor units.
  package var refusal: Refusal {
    Refusal(code, details)
  }

  private var details: JSONObject {
    switch self {
    case .insufficientFunds(_, let amount, let available):
      [
        "short": .integer(amount - available), "available": .integer(available),
        "shortfall": .string(Money(amount - available, .krw).formatted),
      ]
    case .amountOutOfRange(let amount, let maximum), .paymentLimit(let amount, let maximum),
      .captureTooLarge(let amount, let maximum), .refundTooLarge(let amount, let maximum):
      ["amount": .integer(amount), "limit": .integer(maximum)]
    case .balanceLimit(_, let balance, let maximum):
      ["balance": .integer(balance), "limit": .integer(maximum)]
    case .legsOutOfRange(let count, let maximum), .batchOutOfRange(let count, let maximum):
      ["count": .integer(count), "limit": .integer(maximum)]
    case .holdTooLong(let milliseconds, let maximum):
      ["milliseconds": .integer(milliseconds), "limit": .integer(maximum)]
    case .linkedFailed(let index): ["index": .integer(index)]
    case .keyReused, .accountUnknown, .currencyMismatch, .sameAccount, .transferUnknown,
      .holdEnded, .holdExpired, .holdNotDue, .limitNotAllowed:
      [:]
    }
  }
}
