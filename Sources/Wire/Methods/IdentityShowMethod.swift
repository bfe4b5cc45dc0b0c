/// Tells who the caller is.
package enum IdentityShowMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable {
    /// What the caller sends.
    package init() {}
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// The caller.
    package var person: PersonID
    /// What they may do.
    package var tier: Tier
    /// What they read.
    package var lang: Language
    /// Where they work.
    package var roles: [StaffRole]

    /// What the daemon answers.
    package init(person: PersonID, tier: Tier, lang: Language, roles: [StaffRole]) {
      self.person = person
      self.tier = tier
      self.lang = lang
      self.roles = roles
    }
  }

  package static let name = "identity.show"
  package static let summary =
    "Tells who the caller is."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: [:],
    result: [
      "person": "p_4t8v", "tier": "visitor", "lang": "ko",
      "roles": [["merchant": "noodlehouse", "role": "owner"]],
    ])
}
