import Crypto
import Wire

/// The bytes the chain is computed over.
extension LedgerRow {
  /// Appends the row without its hash: numbers as eight bytes, least significant first; texts and
  /// hashes behind their length, which is all ones for an absent one.
  func appendCanonical(to bytes: inout [UInt8]) {
    for number in [id.rawValue, transfer.rawValue, leg, kind.rawValue, ref] {
      Self.append(number, to: &bytes)
    }
    for number in [debit.rawValue, credit.rawValue, amount, at.milliseconds] {
      Self.append(number, to: &bytes)
    }
    for number in [debitPosted, debitHeld, creditPosted, creditHeld] {
      Self.append(number, to: &bytes)
    }
    Self.append(debitPrevious.rawValue, to: &bytes)
    Self.append(creditPrevious.rawValue, to: &bytes)
    Self.append(currency.rawValue, to: &bytes)
    Self.append(principal, to: &bytes)
    Self.append(key, to: &bytes)
    Self.append(bodyHash, to: &bytes)
    Self.append(memoHash, to: &bytes)
  }

  /// The next link of the chain: the hash before, and all rows of one transfer.
  static func chain(
    _ previous: Digest, _ rows: some Sequence<LedgerRow>, buffer: inout [UInt8]
  ) -> Digest {
    buffer.removeAll(keepingCapacity: true)
    previous.append(to: &buffer)
    for row in rows {
      row.appendCanonical(to: &buffer)
    }
    return Blake2b.hash(buffer)
  }

  private static func append(_ number: Int64, to bytes: inout [UInt8]) {
    var rest = UInt64(bitPattern: number)
    for _ in 0..<8 {
      bytes.append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }

  private static func append(_ text: String?, to bytes: inout [UInt8]) {
    guard let text else { return append(-1, to: &bytes) }
    append(Int64(text.utf8.count), to: &bytes)
    bytes.append(contentsOf: text.utf8)
  }

  private static func append(_ digest: Digest?, to bytes: inout [UInt8]) {
    guard let digest else { return append(-1, to: &bytes) }
    append(Int64(Digest.byteCount), to: &bytes)
    digest.append(to: &bytes)
  }
}
