/// The fingerprints of the keys of neighbouring rows, as they lie in `ledger_keys`.
enum KeyPage {
  /// Rows of one page: their fingerprints fill one page of the file.
  static let rows = 512
}
