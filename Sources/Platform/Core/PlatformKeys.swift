package import Crypto

/// The secret keys the domain computes with; their bytes come from the key files of the home.
package struct PlatformKeys: Sendable {
  /// Names people for merchants; never rotated, or every merchant would lose its customers.
  package let pairwise: MACKey
  /// Checks printed codes: version and key, the newest last.
  package let codes: [(version: UInt8, key: MACKey)]
  /// Hashes PINs, codes sent by SMS and card numbers, which are too short for a hash without a
  /// key. Derived from the key that is never rotated: homes made before it have no file of its own.
  let pepper: MACKey
  /// Names calls after the request they are made for, so that asking again is the same call.
  let calls: MACKey
  /// Wraps the keys that people's own texts are sealed with. Nil where all are lost: money works
  /// without them.
  package private(set) var personal: PersonalKeys?

  /// Signs the head of the log, once a day. Nil where the key is lost: money works without it.
  package var receipts: SigningKey?
  /// Makes the secrets of gates, and signs their passes; nil where a key is lost: gates do not
  /// work then.
  package var gate: (key: MACKey, signer: SigningKey)?

  /// Keys as they were read.
  package init(
    pairwise: MACKey, codes: [(version: UInt8, key: MACKey)], personal: PersonalKeys?
  ) {
    precondition(!codes.isEmpty, "printed codes need a key")
    self.personal = personal
    self.pairwise = pairwise
    self.codes = codes
    do {
      pepper = try MACKey(pairwise.tag(Array("madang/pepper/1".utf8)))
      calls = try MACKey(pairwise.tag(Array("madang/calls/1".utf8)))
    } catch {
      preconditionFailure("a full tag is as long as a key: \(error)")
    }
  }

  /// Finds what only one person can have without storing it: phones, CIs, accounts elsewhere. Like
  /// the key it is made from it never rotates, or everybody could have everything twice.
  var index: MACKey { derived("madang/index/1") { bytes throws(CryptoError) in try MACKey(bytes) } }

  /// What the embedded identity provider signs with: only this home's daemon speaks for it.
  var sandboxIdentity: SigningKey {
    derived("madang/sandbox-identity/1") { bytes throws(CryptoError) in
      try SigningKey(seed: bytes)
    }
  }

  private func derived<Key>(
    _ purpose: String, _ make: ([UInt8]) throws(CryptoError) -> Key
  ) -> Key {
    do {
      return try make(pairwise.tag(Array(purpose.utf8)))
    } catch { preconditionFailure("a tag is as long as a key: \(error)") }
  }

  /// The same keys with other ones for personal data.
  func with(personal: PersonalKeys) -> PlatformKeys {
    var keys = self
    keys.personal = personal
    return keys
  }
}
