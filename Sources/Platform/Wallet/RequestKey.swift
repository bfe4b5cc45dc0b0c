package import Crypto

/// What makes a repeated request the same request.
package struct RequestKey: Hashable, Sendable {
  /// The most bytes of a principal or of a key.
  package static let maximumBytes = 256

  /// Who asks: the scope of the key.
  package let principal: String
  /// The key the asker chose.
  package let key: String
  /// The hash of method and canonical parameters, without key and PIN.
  package let bodyHash: Digest
  /// Where the index in memory has it.
  let fingerprint: UInt64

  /// Creates a key; the edge has checked its letters and length.
  package init(principal: String, key: String, bodyHash: Digest) {
    precondition((1...Self.maximumBytes).contains(principal.utf8.count), "a principal has a name")
    precondition((1...Self.maximumBytes).contains(key.utf8.count), "a key has letters")
    self.principal = principal
    self.key = key
    self.bodyHash = bodyHash
    fingerprint = Self.fingerprint(principal: principal, key: key)
  }

  /// Whether the other is the same key of the same principal, whatever its body.
  func hasSameName(as other: RequestKey) -> Bool {
    // Almost always decided by the first comparison.
    fingerprint == other.fingerprint && principal == other.principal && key == other.key
  }

  /// A 64-bit name of principal and key; never 0, which means no key.
  ///
  /// From a cryptographic hash, so that nobody can choose keys that share one; a hit is verified
  /// against the row nevertheless.
  static func fingerprint(principal: String, key: String) -> UInt64 {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(principal.utf8.count + 1 + key.utf8.count)
    bytes.append(contentsOf: principal.utf8)
    bytes.append(0)
    bytes.append(contentsOf: key.utf8)
    return max(Blake2b.hash(bytes).fingerprint, 1)
  }
}
