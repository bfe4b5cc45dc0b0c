import Wire

/// What the core keeps in memory of one account.
struct Account: Equatable, Sendable {
  let id: AccountID
  let kind: AccountKind
  let currency: Currency
  var posted: Int64 = 0
  var held: Int64 = 0
  /// The least that may be available; nil for no limit.
  var least: Int64?
  /// The last row that touched it.
  var head: RowID = .none

  init(id: AccountID, kind: AccountKind, currency: Currency) {
    self.id = id
    self.kind = kind
    self.currency = currency
    least = kind.least
  }

  var balance: Balance {
    Balance(posted: posted, held: held, currency: currency)
  }

  /// Whether what is available is not below the account's limit.
  var isWithinLimit: Bool {
    least.map { posted - held >= $0 } ?? true
  }
}
