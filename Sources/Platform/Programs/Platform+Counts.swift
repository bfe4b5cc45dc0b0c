/// What the metrics count of the domain.
extension Platform {
  /// Movements of money in the ledger since its beginning, openings of accounts included.
  package var transferCount: Int64 { ledger.head.transfer.rawValue }
}
