/// The numbers printed under bar codes: EAN-8, UPC-A, EAN-13 and GTIN-14.
///
/// Source: GS1 General Specifications, section 7.9 (check digit).
package enum TradeItemNumber {
  /// The name of the symbology with that many digits, nil for other lengths.
  package static func symbology(digits: Int) -> String? {
    switch digits {
    case 8: "EAN-8"
    case 12: "UPC-A"
    case 13: "EAN-13"
    case 14: "GTIN-14"
    default: nil
    }
  }

  /// Whether the last of the ASCII digits makes the weighted sum a multiple of ten.
  package static func hasValidCheckDigit(_ digits: some Collection<UInt8>) -> Bool {
    var sum = 0
    var weight = digits.count % 2 == 0 ? 3 : 1
    for digit in digits {
      guard (0x30...0x39).contains(digit) else { return false }
      sum += Int(digit - 0x30) * weight
      weight = 4 - weight
    }
    return !digits.isEmpty && sum % 10 == 0
  }

  /// The number filled with zeros to 14 digits: one product has one key however it was read.
  package static func gtin14(_ digits: String) -> String {
    precondition(digits.utf8.count <= 14, "a trade item number has at most 14 digits")
    return String(repeating: "0", count: 14 - digits.utf8.count) + digits
  }
}
