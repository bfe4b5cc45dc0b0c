import Wire

/// What one account did between two rows of its chain; pure, so that tests can compute it anew.
struct DayTotals: Hashable {
  var opening: Int64 = 0
  var sales: Int64 = 0
  var saleCount: Int64 = 0
  var refunds: Int64 = 0
  var refundCount: Int64 = 0
  var otherIn: Int64 = 0
  var otherOut: Int64 = 0
  var feesTaken: Int64 = 0
  var paidOut: Int64 = 0
  var closing: Int64 = 0

  /// What the fee is taken of.
  var net: Int64 { sales - refunds }

  /// Whether every won of the day is accounted for.
  var isBalanced: Bool {
    opening + sales - refunds + otherIn - otherOut - feesTaken - paidOut == closing
  }

  /// Adds one row that moved money; `other` is the kind of the account on the other side.
  mutating func add(_ row: ChainRow, of account: AccountID, other: AccountKind) {
    let comesIn = row.credit == account
    switch other {
    case .user where comesIn:
      sales += row.amount
      saleCount += 1
    case .user:
      refunds += row.amount
      refundCount += 1
    // A fee given back is a smaller fee.
    case .fee: feesTaken += comesIn ? -row.amount : row.amount
    case .external where !comesIn: paidOut += row.amount
    case .external, .merchant, .escrow:
      if comesIn { otherIn += row.amount } else { otherOut += row.amount }
    }
  }
}

/// The columns of a log row that settlement needs; reading all of them costs three times as much.
struct ChainRow: Hashable {
  static let columns = """
    id, kind, debit, credit, amount, at, debit_posted, credit_posted, debit_previous,
    credit_previous
    """

  let id: RowID
  let kind: LedgerKind
  let debit: AccountID
  let credit: AccountID
  let amount: Int64
  let at: Instant
  let debitPosted: Int64
  let creditPosted: Int64
  let debitPrevious: RowID
  let creditPrevious: RowID

  /// The row before this one in an account's chain.
  func previous(of account: AccountID) -> RowID {
    credit == account ? creditPrevious : debitPrevious
  }

  /// What the account had after this row.
  func posted(of account: AccountID) -> Int64 {
    credit == account ? creditPosted : debitPosted
  }
}
