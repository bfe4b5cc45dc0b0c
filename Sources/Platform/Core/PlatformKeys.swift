package import Crypto

/// The secret keys the domain computes with; their bytes come from the key files of the home.
package struct PlatformKeys: Sendable {
  /// Names people for merchants; never rotated, or every merchant would lose its customers.
  package let pairwise: MACKey
  /// Checks printed codes: version and key, the newest last.
  package let codes: [(version: UInt8, key: MACKey)]
  /// Seals what people write, so that it can be erased: memos. Nil where the key is lost: money
  /// works without it.
  package let personal: SealingKey?
  /// Hashes PINs, codes sent by SMS and card numbers, which are too short for a hash without a
  /// key. Derived from the key that is never rotated: homes made before it have no file of its own.
  let pepper: MACKey

  /// Keys as they were read.
  package init(
    pairwise: MACKey, codes: [(version: UInt8, key: MACKey)], personal: SealingKey?
  ) {
    precondition(!codes.isEmpty, "printed codes need a key")
    self.personal = personal
    self.pairwise = pairwise
    self.codes = codes
    do {
      pepper = try MACKey(pairwise.tag(Array("madang/pepper/1".utf8)))
    } catch {
      preconditionFailure("a full tag is as long as a key: \(error)")
    }
  }
}
