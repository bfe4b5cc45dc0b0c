/// The proof that the platform gave out or erased what it kept about somebody.
package struct DataReceipt: Codable, Sendable, Hashable {
  /// What was done.
  package enum Kind: String, Codable, Sendable, Hashable, CaseIterable {
    /// Everything was given to its owner.
    case export
    /// Everything but records of money was erased.
    case erase
  }

  /// Its name, to ask about it later.
  package var receipt: String
  /// What was done.
  package var kind: Kind
  /// When.
  package var at: Instant
  /// BLAKE2b-256 of what was given, or of the list of what was erased, in hexadecimal.
  package var hash: String
  /// How many rows of each kind.
  package var counts: [String: Int64]?

  /// A proof.
  package init(
    receipt: String, kind: Kind, at: Instant, hash: String, counts: [String: Int64]? = nil
  ) {
    self.receipt = receipt
    self.kind = kind
    self.at = at
    self.hash = hash
    self.counts = counts
  }
}
