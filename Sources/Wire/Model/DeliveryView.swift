/// One parcel of a deal.
package struct DeliveryView: Codable, Sendable, Hashable {
  /// Which way it goes.
  package enum Kind: String, Codable, Sendable, Hashable, CaseIterable {
    /// From the seller to the buyer.
    case outbound
    /// Back to the seller.
    case `return`
    /// From the seller again, in place of what was rejected.
    case exchange
  }

  /// How far it is.
  package enum Status: String, Codable, Sendable, Hashable, CaseIterable {
    case registered, inTransit, delivered, lost
  }

  /// Its number in the deal, from 1.
  package var number: Int64
  /// Which way it goes.
  package var kind: Kind
  /// How far it is.
  package var status: Status
  /// Who carries it.
  package var carrier: String
  /// The carrier's number; nil where it is not tracked.
  package var tracking: String?
  /// When it was registered first.
  package var registered: Instant
  /// When the carrier saw it first.
  package var seen: Instant?
  /// When its registration or its status last changed.
  package var changed: Instant
  /// How often its registration was written; the last writer wins.
  package var revision: Int64

  /// One parcel of a deal.
  package init(
    number: Int64, kind: Kind, status: Status, carrier: String, tracking: String?,
    registered: Instant, seen: Instant?, changed: Instant, revision: Int64
  ) {
    self.number = number
    self.kind = kind
    self.status = status
    self.carrier = carrier
    self.tracking = tracking
    self.registered = registered
    self.seen = seen
    self.changed = changed
    self.revision = revision
  }
}
