extension Named {
  /// A coupon, a stamp card or a membership card of somebody.
  package enum Benefit {}
}

/// A coupon, a stamp card or a membership card of somebody.
package typealias BenefitID = Identifier<Named.Benefit>

/// Something that a shop gave a person.
package struct BenefitView: Codable, Sendable, Hashable {
  /// Which.
  package var benefit: BenefitID
  /// Which app gave it.
  package var app: AppID
  /// The app's registered name.
  package var from: LocalizedText
  /// Whose app it is.
  package var merchant: MerchantID
  /// What it is.
  package var kind: GrantEffect.Kind
  /// What it is called.
  package var title: LocalizedText
  /// Stamps so far; 1 for everything else.
  package var count: Int64
  /// When it was given first.
  package var granted: Instant
  /// Until when it holds; nil where for ever.
  package var expires: Instant?

  /// Something that a shop gave a person.
  package init(
    benefit: BenefitID, app: AppID, from: LocalizedText, merchant: MerchantID,
    kind: GrantEffect.Kind, title: LocalizedText, count: Int64, granted: Instant,
    expires: Instant? = nil
  ) {
    self.benefit = benefit
    self.app = app
    self.from = from
    self.merchant = merchant
    self.kind = kind
    self.title = title
    self.count = count
    self.granted = granted
    self.expires = expires
  }
}

/// A shop that somebody follows.
package struct FollowView: Codable, Sendable, Hashable {
  /// Which shop.
  package var merchant: MerchantID
  /// Since when.
  package var since: Instant

  /// A shop that somebody follows.
  package init(merchant: MerchantID, since: Instant) {
    self.merchant = merchant
    self.since = since
  }
}
