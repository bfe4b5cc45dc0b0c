package import Crypto

/// Time-based one-time codes (RFC 6238) with SHA-256, steps of 30 seconds and 8 digits.
package enum TimeCode {
  /// Milliseconds of one step (RFC 6238, section 4.1).
  package static let stepMilliseconds: Int64 = 30_000
  /// Digits of a code.
  package static let digits = 8

  /// The step that a moment lies in: milliseconds since 1970 over 30 seconds.
  package static func step(at milliseconds: Int64) -> Int64 {
    precondition(milliseconds >= 0, "world time began in 1970")
    return milliseconds / stepMilliseconds
  }

  /// The code of a step under a secret.
  package static func code(_ secret: HMACKey, step: Int64) -> String {
    precondition(step >= 0, "steps began in 1970")
    let counter = stride(from: Int64(56), through: 0, by: -8).map {
      UInt8(truncatingIfNeeded: step >> $0)
    }
    let tag = secret.tag(counter)
    // Dynamic truncation (RFC 4226, section 5.3): the last four bits say where 31 bits stand.
    let offset = Int(tag[tag.count - 1] & 0x0F)
    let bits = tag[offset..<(offset + 4)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
    let number = String(bits % 100_000_000)
    return String(repeating: "0", count: digits - number.utf8.count) + number
  }
}
