import Crypto
import Wire

/// The bytes the chain is computed over.
extension LedgerRow {
  /// Appends every column but the hash itself.
  func append(to bytes: inout CanonicalBytes) {
    bytes.append(
      numbers: (
        id.rawValue, transfer.rawValue, leg, kind.rawValue, ref, debit.rawValue, credit.rawValue,
        amount, at.milliseconds, debitPosted, debitHeld, creditPosted, creditHeld,
        debitPrevious.rawValue, creditPrevious.rawValue
      ))
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
