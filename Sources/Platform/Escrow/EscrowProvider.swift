import Wire

/// A step as the provider gets it.
struct ProviderStep: Hashable, Sendable {
  /// The step's name there: the same number again is the same step.
  let id: Int64
  let step: EscrowStep
  /// Whose call it is.
  let by: DealView.Party
  /// The order's id (MOID).
  let order: String
  /// The parcel it is about.
  let parcel: Parcel?
}

/// What asking a provider to take a step in came to.
enum ProviderAnswer: Hashable, Sendable {
  /// It has; this is its own number of the order (TID).
  case taken(transaction: String)
  /// It will not, and has done nothing.
  case refused
  /// Nobody knows: ask for its record, never guess.
  case unknown
}

/// What a provider knows of an order.
struct ProviderRecord: Hashable, Sendable {
  /// How far a parcel is, and when the carrier saw it first.
  struct Tracking: Hashable, Sendable {
    let status: DeliveryView.Status
    let seen: Instant?
  }

  /// Its word for how far the order is.
  let state: String
  /// Its own number (TID).
  let transaction: String
  /// The steps it has taken in.
  let steps: Set<Int64>
  /// Its parcels, by our number.
  let parcels: [Int64: Tracking]
}

/// What we need of an escrow provider, whatever its style; every provider passes one suite.
protocol EscrowProvider {
  /// Takes a step in, once for its number.
  func take(_ step: ProviderStep, _ plan: inout Plan, now: Instant) throws -> ProviderAnswer
  /// What it knows of an order; nil where it has never heard of it.
  func record(of order: String) throws -> ProviderRecord?
}
