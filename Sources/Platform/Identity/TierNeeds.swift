package import Wire

/// What must be proved of a person for each tier: data, not code.
package struct TierNeeds: Sendable, Hashable {
  private let needs: [Tier: [String]]

  /// The rules of the embedded table, `tier-needs.json`.
  package static let standard = TierNeeds(
    table: String(decoding: PackageResources.tier_needs_json, as: UTF8.self))

  init(table: String) {
    do {
      let json = try JSON.parse(table)
      var needs: [Tier: [String]] = [:]
      for tier in Tier.allCases {
        needs[tier] = try (json[tier.rawValue] ?? .null).decode([String].self)
      }
      self.needs = needs
    } catch {
      preconditionFailure("tier-needs.json: \(error)")
    }
  }

  /// What a tier takes.
  package func needs(_ tier: Tier) -> [String] {
    guard let needs = needs[tier] else { preconditionFailure("the table has every tier") }
    return needs
  }

  /// The highest tier that what is proved is enough for.
  package func tier(_ facts: Set<String>) -> Tier {
    Tier.allCases.last { facts.isSuperset(of: needs($0)) } ?? .visitor
  }

  /// The tier after one, and what is missing for it.
  package func next(after tier: Tier, _ facts: Set<String>) -> (tier: Tier, missing: [String])? {
    guard let next = Tier.allCases.first(where: { $0 > tier }) else { return nil }
    return (next, needs(next).filter { !facts.contains($0) })
  }
}
