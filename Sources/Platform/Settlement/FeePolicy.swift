import Wire

/// What a merchant pays for payments (`fees.json`): a rate by its yearly sales.
///
/// The yearly sales are those of the calendar year before in Seoul, or of the year that runs where
/// they are already more: small merchants keep their rate for a year, and nobody keeps it for ever.
package struct FeePolicy: Sendable, Hashable {
  /// One rate.
  struct Tier: Sendable, Hashable, Codable {
    /// The most yearly sales it is for, minor units; nil for all above.
    var upTo: Int64?
    /// The rate in hundredths of a percent.
    var basisPoints: Int64
  }

  /// Basis points of the whole.
  static let whole: Int64 = 10_000

  private let tiers: [Tier]

  /// The policy of the embedded table, `fees.json`.
  package static let standard = FeePolicy(
    table: String(decoding: PackageResources.fees_json, as: UTF8.self))

  init(table: String) {
    do {
      tiers = try (try JSON.parse(table)["tiers"] ?? .null).decode([Tier].self)
    } catch {
      preconditionFailure("fees.json: \(error)")
    }
    precondition(tiers.last?.upTo == nil && !tiers.isEmpty, "fees.json has a rate for everybody")
    let bounds = tiers.compactMap(\.upTo)
    precondition(bounds == bounds.sorted() && bounds.count == tiers.count - 1)
    precondition(tiers.allSatisfy { (0...Self.whole).contains($0.basisPoints) })
  }

  /// The rate of a merchant in basis points.
  func basisPoints(yearlySales: Int64) -> Int64 {
    let tier = tiers.first { tier in tier.upTo.map { yearlySales <= $0 } ?? true }
    guard let tier else { preconditionFailure("the last tier has no bound") }
    return tier.basisPoints
  }

  /// The fee of an amount: cut down to the whole unit, towards zero, so that the rounding is the
  /// merchant's gain on a sale and its loss on what it gives back.
  static func fee(of net: Int64, basisPoints: Int64) -> Int64 {
    let (high, low) = net.magnitude.multipliedFullWidth(by: UInt64(basisPoints))
    let fee = Int64(UInt64(whole).dividingFullWidth((high, low)).quotient)
    return net < 0 ? -fee : fee
  }
}
