package import Wire

/// The number of a card or bank account while it is being linked; stored nowhere.
package struct FundingNumber: Sendable, Hashable {
  /// Digits of a card number (ISO/IEC 7812-1:2017, 4.1: 10 to 19; payment cards have 13 or more).
  package static let cardDigits = 13...19
  /// Digits of an account number of a Korean bank.
  package static let accountDigits = 10...16

  /// What it is the number of.
  package let kind: FundingSource.Kind
  /// Digits only.
  let digits: String

  /// Reads what somebody typed; nil where it cannot be such a number.
  package init?(_ typed: String, _ kind: FundingSource.Kind) {
    let kept = typed.filter { $0 != " " && $0 != "-" }
    let isDigits = kept.utf8.allSatisfy {
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
    }
    let range = kind == .card ? Self.cardDigits : Self.accountDigits
    guard isDigits, range.contains(kept.utf8.count) else { return nil }
    guard kind == .account || Self.luhn(kept) == 0 else { return nil }
    self.kind = kind
    digits = kept
  }

  /// What may be shown of it.
  package var last4: String { String(digits.suffix(4)) }

  /// The remainder of the Luhn sum; 0 for a valid number (ISO/IEC 7812-1:2017, annex B).
  static func luhn(_ digits: String) -> Int {
    var sum = 0
    for (place, byte) in digits.utf8.reversed().enumerated() {
      let value = Int(byte) - Int(UInt8(ascii: "0"))
      let doubled = place % 2 == 1 ? value * 2 : value
      sum += doubled > 9 ? doubled - 9 : doubled
    }
    return sum % 10
  }
}
