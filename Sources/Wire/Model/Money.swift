/// An ISO 4217 currency the platform keeps accounts in.
package enum Currency: String, Sendable, Hashable, Codable, CaseIterable {
  case krw = "KRW"
  case usd = "USD"

  /// How many decimal digits the minor unit has (ISO 4217).
  package var scale: Int {
    switch self {
    case .krw: 0
    case .usd: 2
    }
  }

  /// The sign written before an amount.
  package var symbol: String {
    switch self {
    case .krw: "₩"
    case .usd: "$"
    }
  }
}

/// An exact amount in minor units of one currency; never a fraction, never a float.
package struct Money: Sendable, Hashable, Codable {
  /// Minor units: won for KRW, cents for USD. May be negative (a discount, a debit).
  package var amount: Int64
  /// The currency the units belong to.
  package var currency: Currency

  /// An amount in minor units.
  package init(_ amount: Int64, _ currency: Currency) {
    self.amount = amount
    self.currency = currency
  }

  /// The largest amount of one bill or transfer: 10^12 minor units (protocol.md, Limits).
  package static let largestAmount: Int64 = 1_000_000_000_000

  /// The amount for people: `₩7,000`, `-₩500`, `$12.50`.
  package var formatted: String {
    let digits = String(amount.magnitude)
    let padded = String(repeating: "0", count: max(0, currency.scale + 1 - digits.count)) + digits
    let whole = padded.dropLast(currency.scale)
    let fraction = padded.suffix(currency.scale)
    let sign = amount < 0 ? "-" : ""
    return sign + currency.symbol + Money.grouped(String(whole))
      + (fraction.isEmpty ? "" : "." + fraction)
  }

  /// Digits in groups of three: `1234567` → `1,234,567`.
  package static func grouped(_ digits: String) -> String {
    var groups: [Substring] = []
    var rest = digits[...]
    while rest.count > 3 {
      groups.insert(rest.suffix(3), at: 0)
      rest = rest.dropLast(3)
    }
    groups.insert(rest, at: 0)
    return groups.joined(separator: ",")
  }
}
