/// What a key of the home is for; one key serves one purpose only.
enum KeyPurpose: String, CaseIterable, Sendable {
  /// Names of people as each merchant sees them.
  case pairwise
  /// The check of printed codes.
  case codes
  /// Personal columns.
  case personal
  /// Turnstiles and gates.
  case gate
  /// The daemon's own signature.
  case signing
  /// Receipts and the ledger's daily head.
  case receipts
}
