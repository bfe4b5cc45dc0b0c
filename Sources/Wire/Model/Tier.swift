/// How well the platform knows a person (wallet.md, Tiers); a later case may do all an earlier may.
package enum Tier: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
  /// A device key and nothing else: browse, join, order, pay small amounts, top up, receive.
  case visitor
  /// And a phone number: send to people, link a card, agree to mandates.
  case registered
  /// And a verified name: withdraw, escrow.
  case account
  /// And credit.
  case full

  /// An earlier tier comes first.
  package static func < (left: Tier, right: Tier) -> Bool {
    left.rank < right.rank
  }

  private var rank: Int {
    switch self {
    case .visitor: 0
    case .registered: 1
    case .account: 2
    case .full: 3
    }
  }
}

/// Who is asking in a call to a mini-program; only the staff table gives anything but customer.
package enum Role: String, Sendable, Hashable, Codable, CaseIterable {
  case customer, kitchen, cashier, manager, owner, gate, system

  /// Whether this is somebody who works for the merchant.
  package var isStaff: Bool { self != .customer && self != .system }
}

/// Who may call a feature.
package enum Visibility: String, Sendable, Hashable, Codable, CaseIterable {
  /// Anyone in the session.
  case person
  /// The merchant's people.
  case staff
  /// The platform itself, to deliver an event.
  case system
}
