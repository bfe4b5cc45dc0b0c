/// Proves the device: an Ed25519 signature over "madang/hello/1", the daemon's id and the
/// challenge.
package enum HelloProveMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable {
    /// 64 bytes in hexadecimal.
    package var signature: String

    /// What the caller sends.
    package init(signature: String) {
      self.signature = signature
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// Who the device belongs to; made at first use.
    package var person: PersonID
    /// What they may do.
    package var tier: Tier

    /// What the daemon answers.
    package init(person: PersonID, tier: Tier) {
      self.person = person
      self.tier = tier
    }
  }

  package static let name = "hello.prove"
  package static let summary =
    "Proves the device: an Ed25519 signature over \"madang/hello/1\", the daemon's id and "
    + "the challenge."
  package static let access = MethodAccess.anyone
  package static let lane = MethodLane.connection
  package static let example = MethodExample(
    params: [
      "signature": .string(String(repeating: "ab", count: 64))
    ],
    result: ["person": "p_4t8v", "tier": "visitor"])
}
