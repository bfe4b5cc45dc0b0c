import CSodium

/// Comparison that tells nobody how far two secrets agree.
package enum ConstantTime {
  /// Whether both have the same length and bytes; only the length may show in the time.
  package static func isEqual(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    one.count == other.count && sodium_memcmp(one, other, one.count) == 0
  }
}
