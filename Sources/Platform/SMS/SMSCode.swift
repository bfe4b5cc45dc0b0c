package import Crypto
package import Wire

/// A one-time code of six digits: good for three minutes and five tries, kept as a keyed hash.
///
/// Pure: time and randomness are arguments. Whoever stores it stores every change before it acts
/// on the verdict, so that a restart gives nobody new tries.
package struct SMSCode: Sendable, Hashable {
  /// Digits of a code.
  package static let digitCount = 6
  /// How long a code is good, in seconds.
  package static let lifetimeSeconds: Int64 = 180
  /// How often a code may be tried.
  package static let tryLimit = 5
  /// Random bytes that make equal codes hash differently.
  package static let saltByteCount = 16

  /// What a try came to.
  package enum Verdict: Sendable, Hashable {
    /// The right digits in time; the code is used now.
    case accepted
    /// Other digits.
    case wrong(triesLeft: Int)
    /// Its time is over.
    case expired
    /// It was tried too often; the right digits do not help any more.
    case exhausted
    /// It was accepted before.
    case used
  }

  /// What makes the hash this code's own.
  package let salt: [UInt8]
  /// Keyed BLAKE2b-256 of salt and digits.
  package let hash: [UInt8]
  /// The first instant at which it is not good any more.
  package let expires: Instant
  /// How often it was tried wrongly.
  package private(set) var tries: Int
  /// Whether it was accepted.
  package private(set) var isUsed: Bool

  /// A code as it was stored.
  package init(salt: [UInt8], hash: [UInt8], expires: Instant, tries: Int, isUsed: Bool) {
    self.salt = salt
    self.hash = hash
    self.expires = expires
    self.tries = tries
    self.isUsed = isUsed
  }

  /// A new code and the digits to be sent, which are stored nowhere else.
  package static func make(
    key: MACKey, random: inout some RandomSource, now: Instant
  ) -> (code: SMSCode, digits: String) {
    let digits = digits(random: &random)
    let salt = random.bytes(saltByteCount)
    let code = SMSCode(
      salt: salt, hash: hash(digits, salt: salt, key: key),
      expires: now.adding(seconds: lifetimeSeconds), tries: 0, isUsed: false)
    return (code, digits)
  }

  /// Tries digits; changes the count of tries or marks the code as used.
  package mutating func check(_ digits: String, key: MACKey, now: Instant) -> Verdict {
    if isUsed { return .used }
    if tries >= Self.tryLimit { return .exhausted }
    if now >= expires { return .expired }
    let tried = Self.hash(digits, salt: salt, key: key)
    guard ConstantTime.isEqual(tried, hash) else {
      tries += 1
      return tries >= Self.tryLimit ? .exhausted : .wrong(triesLeft: Self.tryLimit - tries)
    }
    isUsed = true
    return .accepted
  }

  private static func hash(_ digits: String, salt: [UInt8], key: MACKey) -> [UInt8] {
    key.tag(Array("madang/sms/1".utf8) + salt + Array(digits.utf8))
  }

  /// Six digits, each value equally likely.
  private static func digits(random: inout some RandomSource) -> String {
    let count: UInt32 = 1_000_000
    // The largest multiple of a million below 2^32: above it some codes would come more often.
    let bound = UInt32.max - UInt32.max % count
    while true {
      let value = random.bytes(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      guard value < bound else { continue }
      let text = String(value % count)
      return String(repeating: "0", count: digitCount - text.count) + text
    }
  }
}
