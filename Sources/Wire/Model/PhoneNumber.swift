/// A mobile telephone number in the one form that is stored and compared.
///
/// Korean mobile numbers are `010` and ten or eleven digits in all (ITU-T E.164 country code 82,
/// written with the leading zero at home); every other country is `+` and 8 to 15 digits.
package struct PhoneNumber: Sendable, Hashable, Codable, CustomStringConvertible {
  /// Digits of a number of another country (ITU-T E.164: at most 15).
  package static let foreignDigits = 8...15
  /// Digits of a Korean mobile number with its leading zero.
  package static let homeDigits = 10...11

  /// The number without blanks and dashes.
  package let text: String

  /// Reads what somebody typed; nil where it is no mobile number.
  package init?(_ typed: String) {
    guard let text = Self.normalized(typed) else { return nil }
    self.text = text
  }

  private static func normalized(_ typed: String) -> String? {
    let kept = typed.filter { $0 != " " && $0 != "-" && $0 != "." }
    guard kept.utf8.count <= foreignDigits.upperBound + 1 else { return nil }
    let isForeign = kept.hasPrefix("+")
    var digits = String(isForeign ? kept.dropFirst() : kept[...])
    guard digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
      return nil
    }
    if isForeign, !digits.hasPrefix("82") {
      return foreignDigits.contains(digits.count) && !digits.hasPrefix("0") ? "+" + digits : nil
    }
    if isForeign { digits = "0" + digits.dropFirst(2).drop { $0 == "0" } }
    guard homeDigits.contains(digits.count), prefixes.contains(String(digits.prefix(3))) else {
      return nil
    }
    return digits
  }

  /// Korean mobile prefixes; 010 has been the only one given out since 2004.
  private static let prefixes: Set<String> = ["010", "011", "016", "017", "018", "019"]

  /// Reads the bare text; a number in another form is an error.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let number = PhoneNumber(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "is not a mobile number")
    }
    self = number
  }

  /// Writes the bare text.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }

  /// The number with its middle hidden: `010-****-5678`.
  package var masked: String {
    let last = text.suffix(4)
    if text.hasPrefix("+") { return "\(text.prefix(3))****\(last)" }
    return "\(text.prefix(3))-\(String(repeating: "*", count: text.count - 7))-\(last)"
  }

  /// Hidden, so that a log never shows a whole number by accident.
  package var description: String { masked }
}
