/// What one provider of verifications was asked for and what it cost.
package struct VerificationCost: Codable, Sendable, Hashable {
  /// Which.
  package var provider: String
  /// Times it was asked.
  package var asked: Int64
  /// Times it asserted something: these are paid.
  package var asserted: Int64
  /// Times an earlier verification was used instead.
  package var reused: Int64
  /// What is owed to it.
  package var cost: Money

  /// What one provider cost.
  package init(provider: String, asked: Int64, asserted: Int64, reused: Int64, cost: Money) {
    self.provider = provider
    self.asked = asked
    self.asserted = asserted
    self.reused = reused
    self.cost = cost
  }
}

/// Somebody who tried to be two people.
package struct IdentityFlag: Codable, Sendable, Hashable {
  /// When.
  package var at: Instant
  /// Who tried.
  package var person: PersonID
  /// Whose identity it is already.
  package var holder: PersonID
  /// What collided: `ci`, `phone`, `external`.
  package var why: String

  /// Somebody who tried to be two people.
  package init(at: Instant, person: PersonID, holder: PersonID, why: String) {
    self.at = at
    self.person = person
    self.holder = holder
    self.why = why
  }
}
