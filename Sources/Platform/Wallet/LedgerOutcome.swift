/// What a planned request comes to.
package enum LedgerOutcome: Equatable, Sendable {
  /// It will be done when the plan is applied.
  case done(TransferRecord)
  /// It was done before under the same key; this is what was answered then.
  case replayed(TransferRecord)
  /// It is refused now; nothing of it is in the plan.
  case refused(LedgerRefusal)
  /// It was refused before under the same key, and that answer sticks.
  case refusedBefore(LedgerRefusal)

  /// Whether the ledger did not know the key.
  var isNew: Bool {
    switch self {
    case .done, .refused: true
    case .replayed, .refusedBefore: false
    }
  }

  /// The transfer, unless refused.
  package var record: TransferRecord? {
    switch self {
    case .done(let record), .replayed(let record): record
    case .refused, .refusedBefore: nil
    }
  }

  /// The refusal, unless done.
  package var refusal: LedgerRefusal? {
    switch self {
    case .done, .replayed: nil
    case .refused(let refusal), .refusedBefore(let refusal): refusal
    }
  }
}
