/// Gives the caller everything the platform keeps about them, with a receipt.
package enum IdentityExportMethod: Method {
  /// What the caller sends.
  package typealias Params = NoParams

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// Who, devices, consents, what programs saw, messages, bills, movements of money.
    package var document: JSON
    /// What was given and when.
    package var receipt: DataReceipt

    /// What the daemon answers.
    package init(document: JSON, receipt: DataReceipt) {
      self.document = document
      self.receipt = receipt
    }
  }

  package static let name = "identity.export"
  package static let summary =
    "Gives the caller everything the platform keeps about them, with a receipt."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: [:],
    result: [
      "document": ["person": "p_4t8v"],
      "receipt": ["receipt": "r_5n3x", "kind": "export", "at": 1_763_680_000_000, "hash": "00"],
    ])
}
