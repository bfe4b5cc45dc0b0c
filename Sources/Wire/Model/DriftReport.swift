/// A deal whose provider knows something else than we do.
package struct DriftReport: Codable, Sendable, Hashable {
  /// What is different.
  package enum Kind: String, Codable, Sendable, Hashable, CaseIterable {
    /// The provider has not taken a step in yet; it is tried again by itself.
    case waiting
    /// The provider knows of a parcel what we were not told.
    case ahead
    /// The provider has refused a step, or stands where no step of ours leads.
    case conflict
  }

  /// Which deal.
  package var deal: DealID
  /// What it is for us.
  package var ours: DealView.Status
  /// What the provider calls it; nil where the provider has never heard of it.
  package var theirs: String?
  /// What is different.
  package var kind: Kind
  /// The steps the provider has not taken in, oldest first.
  package var steps: [String]

  /// A deal whose provider knows something else.
  package init(
    deal: DealID, ours: DealView.Status, theirs: String?, kind: Kind, steps: [String]
  ) {
    self.deal = deal
    self.ours = ours
    self.theirs = theirs
    self.kind = kind
    self.steps = steps
  }
}
