/// Tells everybody who subscribed what happened, with a snapshot of the publisher's own data.
package struct PublishEffect: Sendable, Hashable {
  /// Bytes of one snapshot as compact JSON.
  package static let snapshotByteLimit = 64 * 1024
  /// The member that stands for a person: `{"$person": id}`.
  package static let personMember = "$person"

  /// One of the topics that the manifest declares.
  package var topic: String
  /// The version of what the snapshot shows; the receiver keeps the highest.
  package var version: Int64
  /// The data; people are written `{"$person": id}` and named anew for each receiver.
  package var snapshot: JSON

  /// Tells everybody who subscribed.
  package init(topic: String, version: Int64, snapshot: JSON) {
    self.topic = topic
    self.version = version
    self.snapshot = snapshot
  }
}

/// Tells everybody who follows the shop something: a moment.
package struct PostEffect: Sendable, Hashable {
  /// Characters of the text.
  package static let textLimit = 500

  /// The program's own name for it; the same key again is the same post.
  package var key: String
  /// What it says.
  package var text: LocalizedText

  /// Tells everybody who follows the shop something.
  package init(key: String, text: LocalizedText) {
    self.key = key
    self.text = text
  }
}

/// Gives a person a coupon, a stamp or a card.
package struct GrantEffect: Sendable, Hashable {
  /// Stamps one effect may give.
  package static let countLimit: Int64 = 100
  /// How long a benefit may hold, in seconds: five years.
  package static let secondsLimit: Int64 = 5 * 366 * 86_400

  /// What is given.
  package enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    /// Once for its key.
    case coupon
    /// Counted up on the card of its key.
    case stamp
    /// Once for its key.
    case card
  }

  /// Who: somebody who is or was a customer of the app, or follows the shop.
  package var person: PairwiseID
  /// What is given.
  package var kind: Kind
  /// The program's own name for it.
  package var key: String
  /// What people read.
  package var title: LocalizedText
  /// How many stamps.
  package var count: Int64
  /// How long it holds; nil for ever.
  package var seconds: Int64?

  /// Gives a person something.
  package init(
    person: PairwiseID, kind: Kind, key: String, title: LocalizedText, count: Int64 = 1,
    seconds: Int64? = nil
  ) {
    self.person = person
    self.kind = kind
    self.key = key
    self.title = title
    self.count = count
    self.seconds = seconds
  }
}
