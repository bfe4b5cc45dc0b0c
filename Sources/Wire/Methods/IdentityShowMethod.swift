/// Tells who the caller is.
package enum IdentityShowMethod: Method {
  /// What the caller sends.
  package typealias Params = NoParams

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
    /// What they are called; nil where they have not said.
    package var nickname: String?
    /// Their phone number with its middle hidden.
    package var phone: String?
    /// Where mail reaches them.
    package var email: String?
    /// Their verified name with its middle hidden.
    package var name: String?
    /// Accounts elsewhere that lead here: the providers.
    package var external: [String]?
    /// The next tier, where there is one.
    package var next: Tier?
    /// What it takes: `phone`, `name`, `document`.
    package var needs: [String]?

    /// What the daemon answers.
    package init(
      person: PersonID, tier: Tier, lang: Language, roles: [StaffRole], nickname: String? = nil,
      phone: String? = nil, email: String? = nil, name: String? = nil, external: [String]? = nil,
      next: Tier? = nil, needs: [String]? = nil
    ) {
      self.person = person
      self.tier = tier
      self.lang = lang
      self.roles = roles
      self.nickname = nickname
      self.phone = phone
      self.email = email
      self.name = name
      self.external = external
      self.next = next
      self.needs = needs
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
