import Store
import Wire

/// Reading a merchant's day from the ledger's own log: no second set of books.
extension Platform {
  /// Where the settled part of an account's chain ends.
  struct SettledUpTo: Hashable, Sendable {
    /// The newest row of a settled day; ``RowID/none`` before the first.
    var row = RowID.none
    /// What it left.
    var posted: Int64 = 0
    /// The last settled day.
    var day: SeoulDay?
    /// Fees taken altogether.
    var fees: Int64 = 0
    /// Fees that could not be taken yet.
    var feeOwed: Int64 = 0
  }

  func settledUpTo(_ account: AccountID) throws(StoreError) -> SettledUpTo {
    try sql("SELECT row, posted, day, fees, fee_owed FROM settlement_account WHERE account = ?")
      .first(.integer(account.rawValue)) {
        SettledUpTo(
          row: RowID(rawValue: $0.integer(0)), posted: $0.integer(1),
          day: SeoulDay(number: $0.integer(2)), fees: $0.integer(3), feeOwed: $0.integer(4))
      } ?? SettledUpTo()
  }

  /// Reads on until the settled part is reached or no more rows may be read.
  func go(on scan: inout DayScan, rows left: inout Int64) throws(StoreError) {
    let chain = ChainReader(try sql(ChainReader.query)) { self.ledger.account($0)?.kind }
    try chain.go(on: &scan, rows: &left)
  }
}
