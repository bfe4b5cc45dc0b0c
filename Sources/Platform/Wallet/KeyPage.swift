import Store

/// The fingerprints of the keys of neighbouring rows, as they lie in `ledger_keys`.
enum KeyPage {
  /// Rows of one page: their fingerprints fill one page of the file.
  static let rows = 512

  static func encode(_ fingerprints: some Collection<UInt64>) -> [UInt8] {
    precondition(fingerprints.count == rows, "only whole pages are written")
    var bytes: [UInt8] = []
    bytes.reserveCapacity(rows * 8)
    for fingerprint in fingerprints {
      for shift in stride(from: UInt64(0), to: 64, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: fingerprint >> shift))
      }
    }
    return bytes
  }

  static func decode(_ bytes: [UInt8]) throws(StoreError) -> [UInt64] {
    guard bytes.count == rows * 8 else { throw .damaged("ledger_keys: \(bytes.count) bytes") }
    var fingerprints: [UInt64] = []
    fingerprints.reserveCapacity(rows)
    for start in stride(from: 0, to: bytes.count, by: 8) {
      var fingerprint: UInt64 = 0
      for offset in (0..<8).reversed() {
        fingerprint = fingerprint << 8 | UInt64(bytes[start + offset])
      }
      fingerprints.append(fingerprint)
    }
    return fingerprints
  }
}
