package import Wire

/// What each tier may do with money (wallet.md, Tiers): data, not code.
package struct TierRules: Sendable, Hashable {
  /// Limits of one tier in minor units.
  package struct Limits: Sendable, Hashable, Codable {
    /// The most one payment may be.
    package var payment: Int64
    /// The most a wallet may hold after money came in.
    package var balance: Int64
    /// The most one payment may be without a PIN; a person may choose less.
    package var quickPay: Int64
  }

  private let limits: [Tier: Limits]

  /// The rules of the embedded table, `tiers.json`.
  package static let standard = TierRules(
    table: String(decoding: PackageResources.tiers_json, as: UTF8.self))

  init(table: String) {
    do {
      let json = try JSON.parse(table)
      var limits: [Tier: Limits] = [:]
      for tier in Tier.allCases {
        limits[tier] = try (json[tier.rawValue] ?? .null).decode(Limits.self)
      }
      self.limits = limits
    } catch {
      preconditionFailure("tiers.json: \(error)")
    }
  }

  /// The limits of a tier.
  package func limits(_ tier: Tier) -> Limits {
    guard let limits = limits[tier] else { preconditionFailure("tiers.json has every tier") }
    return limits
  }
}
