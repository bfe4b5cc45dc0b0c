package import Crypto

/// The secret keys the domain computes with; their bytes come from the key files of the home.
package struct PlatformKeys: Sendable {
  /// Names people for merchants; never rotated, or every merchant would lose its customers.
  package let pairwise: MACKey
  /// Checks printed codes: version and key, the newest last.
  package let codes: [(version: UInt8, key: MACKey)]

  /// Keys as they were read.
  package init(pairwise: MACKey, codes: [(version: UInt8, key: MACKey)]) {
    precondition(!codes.isEmpty, "printed codes need a key")
    self.pairwise = pairwise
    self.codes = codes
  }
}
