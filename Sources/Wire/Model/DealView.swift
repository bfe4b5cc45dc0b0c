extension Named {
  /// A safe trade between two people.
  package enum Deal {}
  /// Something a person sells.
  package enum Item {}
}

/// A safe trade.
package typealias DealID = Identifier<Named.Deal>
/// Something a person sells.
package typealias ItemID = Identifier<Named.Item>

/// A safe trade as one of its two people, or the operator, sees it: it answers where the money is,
/// whose turn it is, and what happens if nobody acts, and when.
package struct DealView: Codable, Sendable, Hashable {
  /// What has become of a deal (wallet.md, Escrow).
  package enum Status: String, Codable, Sendable, Hashable, CaseIterable {
    case created, funded, shipping, delivered, confirmed, settled, rejected, returning, disputed,
      refunding, refunded, expired, cancelled

    /// Whether nothing can happen any more.
    package var isOver: Bool {
      [.settled, .refunded, .expired, .cancelled].contains(self)
    }
  }

  /// Somebody a deal may wait for.
  package enum Party: String, Codable, Sendable, Hashable, CaseIterable {
    case buyer, seller
    /// Whoever decides disputes.
    case `operator`
    /// Whoever carries the parcel.
    case carrier
    /// The escrow provider.
    case provider
    /// The clock and the rules.
    case platform
  }

  /// Where the money of a deal is, in minor units; the four parts sum to the price once it is paid.
  package struct Purse: Codable, Sendable, Hashable {
    /// What lies in the deal's own account.
    package var escrow: Int64
    /// What the seller was paid.
    package var seller: Int64
    /// What the buyer got back.
    package var buyer: Int64
    /// What the provider kept.
    package var fee: Int64

    /// Where the money of a deal is.
    package init(escrow: Int64 = 0, seller: Int64 = 0, buyer: Int64 = 0, fee: Int64 = 0) {
      self.escrow = escrow
      self.seller = seller
      self.buyer = buyer
      self.fee = fee
    }
  }

  /// What the clock does by itself if nobody acts.
  package struct Automatic: Codable, Sendable, Hashable {
    /// What the deal becomes.
    package var status: Status
    /// When.
    package var at: Instant

    /// What the clock does by itself.
    package init(status: Status, at: Instant) {
      self.status = status
      self.at = at
    }
  }

  /// The deal's id.
  package var deal: DealID
  /// What is sold.
  package var item: ItemID
  /// Its name when the deal was opened.
  package var title: LocalizedText
  /// How many.
  package var quantity: Int64
  /// What all of it costs.
  package var price: Money
  /// What the provider keeps of a sale, from the seller's part.
  package var fee: Int64
  /// Who buys.
  package var buyer: PersonID
  /// Who sells and is paid.
  package var seller: PersonID
  /// Which of the two looks; nil for the operator.
  package var role: Party?
  /// What has become of it.
  package var status: Status
  /// Where the money is.
  package var purse: Purse
  /// Whose turn it is; nil where the deal is over.
  package var turn: Party?
  /// What happens if nobody acts; nil where nothing does.
  package var automatic: Automatic?
  /// Why the deal is not confirmed by itself: `noTracking`, `trackingPredatesOrder`, `onTheWay`,
  /// `lost`, `disputeOpen`, `notSentBack`.
  package var suspended: String?
  /// The three answers as sentences: where the money is, whose turn, what happens by itself.
  package var sentences: [LocalizedText]
  /// Every parcel so far.
  package var deliveries: [DeliveryView]
  /// What the viewer may do now: `fund`, `ship`, `receive`.
  package var actions: [String]
  /// The escrow provider.
  package var provider: String
  /// The order's id at the provider; unique.
  package var merchantOrder: String
  /// The provider's own number of it, once it has one.
  package var providerTransaction: String?
  /// The number of the reservation that holds the item for this buyer.
  package var fence: Int64
  /// Why it was rejected, disputed or cancelled.
  package var reason: String?
  /// When it was opened.
  package var created: Instant

  /// A safe trade.
  package init(
    deal: DealID, item: ItemID, title: LocalizedText, quantity: Int64, price: Money, fee: Int64,
    buyer: PersonID, seller: PersonID, role: Party?, status: Status, purse: Purse, turn: Party?,
    automatic: Automatic?, suspended: String?, sentences: [LocalizedText],
    deliveries: [DeliveryView], actions: [String], provider: String, merchantOrder: String,
    providerTransaction: String?, fence: Int64, reason: String?, created: Instant
  ) {
    self.deal = deal
    self.item = item
    self.title = title
    self.quantity = quantity
    self.price = price
    self.fee = fee
    self.buyer = buyer
    self.seller = seller
    self.role = role
    self.status = status
    self.purse = purse
    self.turn = turn
    self.automatic = automatic
    self.suspended = suspended
    self.sentences = sentences
    self.deliveries = deliveries
    self.actions = actions
    self.provider = provider
    self.merchantOrder = merchantOrder
    self.providerTransaction = providerTransaction
    self.fence = fence
    self.reason = reason
    self.created = created
  }
}
