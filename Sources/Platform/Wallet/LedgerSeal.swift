import Crypto
import Store
import Wire

/// The head of the log on one day, signed by the daemon.
struct LedgerSeal: Equatable {
  /// Days since 1970 UTC.
  let day: Int64
  let head: LedgerHead
  /// The public key of whoever signed.
  let signer: [UInt8]
  let signature: [UInt8]

  private static let millisecondsPerDay: Int64 = 86_400_000

  /// The day an instant lies in.
  static func day(of instant: Instant) -> Int64 {
    instant.milliseconds / millisecondsPerDay
  }

  /// Signs a head.
  init(day: Int64, head: LedgerHead, key: SigningKey) {
    self.day = day
    self.head = head
    signer = key.publicKey.bytes
    signature = key.sign(Self.message(day, head))
  }

  /// A seal as it was stored.
  init(day: Int64, head: LedgerHead, signer: [UInt8], signature: [UInt8]) {
    self.day = day
    self.head = head
    self.signer = signer
    self.signature = signature
  }

  /// Whether the signature is its signer's.
  var isValid: Bool {
    do throws(CryptoError) {
      return try VerifyingKey(signer)
        .isValid(signature: signature, of: Self.message(day, head))
    } catch {
      return false
    }
  }

  /// What is signed: a name of its own, the day, and where the log ends.
  private static func message(_ day: Int64, _ head: LedgerHead) -> [UInt8] {
    var bytes = CanonicalBytes()
    bytes.append("madang/ledger/1")
    bytes.append(day)
    bytes.append(head.row.rawValue)
    bytes.append(head.transfer.rawValue)
    bytes.append(head.hash)
    return bytes.contents
  }
}

extension Ledger {
  /// Signs where the log ends, once a day; inside a group, before its COMMIT.
  func seal(with key: SigningKey, now: Instant) throws(StoreError) {
    let day = LedgerSeal.day(of: now)
    guard head.row != .none, sealedDay.map({ $0 < day }) ?? true else { return }
    do throws(StoreError) {
      try writer.insert(LedgerSeal(day: day, head: head, key: key))
    } catch {
      state = .failed
      throw error
    }
    sealedDay = day
  }
}
