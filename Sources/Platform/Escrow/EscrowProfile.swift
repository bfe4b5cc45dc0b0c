import Wire

/// How an escrow provider works: data, not code.
package struct EscrowProfile: Sendable, Hashable, Codable {
  /// What a provider wants to know of a deal.
  package enum Style: String, Sendable, Hashable, Codable, CaseIterable {
    /// Each step, as the buyer's or the seller's call; it tracks parcels and tells us.
    case stepwise
    /// One final result; we track parcels, hear complaints and cancel what nobody ships.
    case finalOnly
  }

  /// What the provider wants to know.
  package var style: Style
  /// The most one deal may cost, in minor units.
  package var maximum: Int64
  /// What the provider keeps of the seller's part, in hundredths of a percent, rounded down.
  package var feeBasisPoints: Int64
  /// How long the seller has to ship before the buyer gets everything back.
  package var shipWithinSeconds: Int64
  /// When a deal is confirmed by itself after the carrier delivered.
  package var trackedConfirmSeconds: Int64
  /// When a deal is confirmed by itself after shipping without tracking; nil for never.
  package var untrackedConfirmSeconds: Int64?
  /// How long the seller has to answer a rejection.
  package var answerSeconds: Int64
  /// How long the buyer has to send a rejected item back.
  package var returnWithinSeconds: Int64
  /// When a deal that cannot be confirmed by itself goes to the operator.
  package var escalateSeconds: Int64

  /// What the provider keeps of a seller's part.
  package func fee(of sellerPart: Int64) -> Int64 {
    // Basis points of at most 10^12 stay far below the largest Int64.
    sellerPart * feeBasisPoints / 10_000
  }

  /// The embedded profiles, by name.
  package static let standard = table(
    String(decoding: PackageResources.escrow_providers_json, as: UTF8.self))
  /// The provider where nobody names one.
  package static let fallback = "sandbox-step"

  static func table(_ text: String) -> [String: EscrowProfile] {
    do {
      let profiles = try JSON.parse(text).decode([String: EscrowProfile].self)
      for (name, profile) in profiles {
        precondition(
          (0...10_000).contains(profile.feeBasisPoints), "\(name): a fee is at most all of it")
      }
      return profiles
    } catch {
      preconditionFailure("escrow_providers.json: \(error)")
    }
  }
}
