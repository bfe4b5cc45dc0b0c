import Crypto

/// A note on a transfer, sealed with its writer's key, so that erasing the writer erases it: its
/// hash is part of the ledger's chain and never changes.
///
/// Mark, the writer's row, then the sealed text. Notes of before the mark were sealed with the
/// home's first key.
enum SealedMemo {
  private static let mark: [UInt8] = Array("MM1\u{0}".utf8)

  /// What a sealed note is bound to.
  static func place(_ person: Int64) -> [UInt8] {
    var place = CanonicalBytes()
    place.append("ledger_memo")
    place.append(person)
    return place.contents
  }

  /// The bytes to store.
  static func pack(_ sealed: [UInt8], of person: Int64) -> [UInt8] {
    var bytes = mark
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: UInt64(bitPattern: person) >> shift))
    }
    return bytes + sealed
  }

  /// The writer and the sealed text; nil for a note of before.
  static func unpack(_ bytes: [UInt8]) -> (person: Int64, sealed: [UInt8])? {
    guard bytes.count > mark.count + 8, Array(bytes.prefix(mark.count)) == mark else { return nil }
    var person: UInt64 = 0
    for (index, byte) in bytes[mark.count..<mark.count + 8].enumerated() {
      person |= UInt64(byte) << (8 * UInt64(index))
    }
    return (Int64(bitPattern: person), Array(bytes.dropFirst(mark.count + 8)))
  }
}
