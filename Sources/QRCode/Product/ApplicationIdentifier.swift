/// A primary key of a GS1 Digital Link and what may qualify it.
///
/// Source: GS1 Digital Link Standard: URI Syntax 1.3, section 4; lengths and check digits from
/// the GS1 General Specifications, section 3.
struct ApplicationIdentifier {
  let code: String
  /// Characters of the value.
  let lengths: ClosedRange<Int>
  /// Leading characters that are digits, the last of them a check digit where one is kept.
  let digits: Int
  let hasCheckDigit: Bool
  /// Qualifiers in the only order in which they may follow.
  let qualifiers: [String]

  init(
    _ code: String, _ lengths: ClosedRange<Int>, digits: Int, check: Bool,
    qualifiers: [String] = []
  ) {
    self.code = code
    self.lengths = lengths
    self.digits = digits
    hasCheckDigit = check
    self.qualifiers = qualifiers
  }

  /// The primary keys by code.
  static let primary: [String: ApplicationIdentifier] = {
    var keys = [
      ApplicationIdentifier("00", 18...18, digits: 18, check: true),
      ApplicationIdentifier(
        "01", 14...14, digits: 14, check: true, qualifiers: ["235", "22", "10", "21"]),
      ApplicationIdentifier("253", 13...30, digits: 13, check: true),
      ApplicationIdentifier("255", 13...25, digits: 13, check: true),
      ApplicationIdentifier("401", 1...30, digits: 0, check: false),
      ApplicationIdentifier("402", 17...17, digits: 17, check: true),
      ApplicationIdentifier("414", 13...13, digits: 13, check: true, qualifiers: ["254", "7040"]),
      ApplicationIdentifier("415", 13...13, digits: 13, check: true, qualifiers: ["8020"]),
      ApplicationIdentifier("417", 13...13, digits: 13, check: true, qualifiers: ["7040"]),
      ApplicationIdentifier("8003", 14...30, digits: 14, check: true),
      ApplicationIdentifier("8004", 1...30, digits: 0, check: false, qualifiers: ["7040"]),
      ApplicationIdentifier(
        "8006", 18...18, digits: 14, check: true, qualifiers: ["22", "10", "21"]),
      ApplicationIdentifier("8010", 1...30, digits: 0, check: false, qualifiers: ["8011"]),
      ApplicationIdentifier("8013", 1...25, digits: 0, check: false),
      ApplicationIdentifier("8017", 18...18, digits: 18, check: true, qualifiers: ["8019"]),
      ApplicationIdentifier("8018", 18...18, digits: 18, check: true, qualifiers: ["8019"]),
    ]
    for code in ["410", "411", "412", "413", "416"] {
      keys.append(ApplicationIdentifier(code, 13...13, digits: 13, check: true))
    }
    return Dictionary(uniqueKeysWithValues: keys.map { ($0.code, $0) })
  }()

  /// Characters of a qualifier or attribute: the 82 of ISO/IEC 646 that GS1 allows.
  static func isValue(_ text: String) -> Bool {
    (1...maximumValueCharacters).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        switch byte {
        case 0x21, 0x22, 0x25...0x3F, 0x41...0x5A, 0x5F, 0x61...0x7A: true
        default: false
        }
      }
  }

  /// The longest attribute is an extended packaging address of 70 characters.
  static let maximumValueCharacters = 70

  /// Two to four digits, as a query parameter names an attribute.
  static func isCode(_ text: String) -> Bool {
    (2...4).contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}
