/// A device as its owner sees it.
package struct DeviceView: Codable, Sendable, Hashable {
  /// Which; made from its key, so the same device always has the same name.
  package var device: DeviceID
  /// What its owner calls it.
  package var name: String?
  /// Since when it is theirs.
  package var added: Instant
  /// Since when it is refused; nil where it is not.
  package var revoked: Instant?
  /// Whether this is the one that asks.
  package var current: Bool

  /// A device as its owner sees it.
  package init(
    device: DeviceID, name: String? = nil, added: Instant, revoked: Instant? = nil, current: Bool
  ) {
    self.device = device
    self.name = name
    self.added = added
    self.revoked = revoked
    self.current = current
  }
}
