package import Wire

/// A person a command acts for, as their connection proved it.
package struct Person: Sendable, Hashable {
  /// The person's row.
  package let row: Int64
  /// The person's public name.
  package let person: PersonID
  /// How well the platform knows them.
  package let tier: Tier
  /// What they read.
  package var lang: Language
  /// What they proved it with: the row of the device; nil where the platform acts for them.
  package var credential: String?

  /// The row of the agent that acts for them; nil where they act themselves.
  package let agent: Int64?

  /// The scope of the caller's idempotency keys: an agent has its own. Kept, because every
  /// request names it.
  package let keyScope: String

  init(
    row: Int64, person: PersonID, tier: Tier, lang: Language, credential: String? = nil,
    agent: Int64? = nil
  ) {
    self.row = row
    self.person = person
    self.tier = tier
    self.lang = lang
    self.credential = credential
    self.agent = agent
    keyScope = agent.map { "agent:\($0)" } ?? "person:\(person.text)"
  }
}
