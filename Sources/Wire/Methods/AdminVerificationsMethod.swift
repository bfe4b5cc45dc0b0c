/// Tells what verifications were made and what they cost, and who tried to be two people.
package enum AdminVerificationsMethod: Method {
  /// What the caller sends.
  package typealias Params = NoParams

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// Each provider.
    package var providers: [VerificationCost]
    /// The newest attempts to open a second account.
    package var flags: [IdentityFlag]

    /// What the daemon answers.
    package init(providers: [VerificationCost], flags: [IdentityFlag]) {
      self.providers = providers
      self.flags = flags
    }
  }

  package static let name = "admin.verifications"
  package static let summary =
    "Tells what verifications were made and what they cost, and who tried to be two people."
  package static let access = MethodAccess.operatorOnly
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: [:],
    result: [
      "providers": [
        [
          "provider": "sandbox-name", "asked": 3, "asserted": 2, "reused": 1,
          "cost": ["amount": 80, "currency": "KRW"],
        ]
      ], "flags": [["at": 1_763_680_000_000, "person": "p_9w2c", "holder": "p_4t8v", "why": "ci"]],
    ])
}
