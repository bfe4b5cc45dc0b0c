import Crypto
import Wire

/// The bytes the chain is computed over.
extension LedgerRow {
  /// Appends every column but the hash itself.
  func append(to bytes: inout CanonicalBytes) {
    bytes.append(id.rawValue)
    bytes.append(transfer.rawValue)
    bytes.append(leg)
    bytes.append(kind.rawValue)
    bytes.append(ref)
    bytes.append(debit.rawValue)
    bytes.append(credit.rawValue)
    bytes.append(amount)
    bytes.append(at.milliseconds)
    bytes.append(debitPosted)
    bytes.append(debitHeld)
    bytes.append(creditPosted)
    bytes.append(creditHeld)
    bytes.append(debitPrevious.rawValue)
    bytes.append(creditPrevious.rawValue)
    bytes.append(currency.rawValue)
    bytes.append(principal)
    bytes.append(key)
    bytes.append(bodyHash)
    bytes.append(memoHash)
  }

  /// The next link of the chain: the hash before, and all rows of one transfer.
  static func chain(
    _ previous: Digest, _ rows: [LedgerRow], buffer: inout CanonicalBytes
  ) -> Digest {
    buffer.removeAll()
    buffer.append(link: previous)
    for row in rows {
      row.append(to: &buffer)
    }
    return buffer.hash
  }
}
