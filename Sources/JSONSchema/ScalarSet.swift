/// A set of Unicode scalars: ranges, general categories, or everything but those.
struct ScalarSet: Sendable {
  private var ranges: [ClosedRange<UInt32>] = []
  private var categories: Set<Unicode.GeneralCategory> = []
  private var nested: [ScalarSet] = []
  private var isInverted = false

  /// The empty set.
  init() {}

  /// One scalar.
  init(_ scalar: Unicode.Scalar) { ranges = [scalar.value...scalar.value] }

  private init(_ ranges: [ClosedRange<UInt32>], _ categories: Set<Unicode.GeneralCategory> = []) {
    self.ranges = ranges
    self.categories = categories
  }

  static let digit = ScalarSet([0x30...0x39])
  static let word = ScalarSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
  /// WhiteSpace and LineTerminator of ECMA-262, 12.2 and 12.3.
  static let space = ScalarSet([0x09...0x0D, 0xFEFF...0xFEFF, 0x2028...0x2029], [.spaceSeparator])
  static let anyButLineEnd = ScalarSet([0x0A...0x0A, 0x0D...0x0D, 0x2028...0x2029]).inverted

  /// Everything that is not in the set.
  var inverted: ScalarSet {
    var set = self
    set.isInverted.toggle()
    return set
  }

  /// The scalar of a set that has exactly one.
  var only: UInt32? {
    guard !isInverted, categories.isEmpty, nested.isEmpty, ranges.count == 1,
      let range = ranges.first, range.lowerBound == range.upperBound
    else { return nil }
    return range.lowerBound
  }

  mutating func insert(_ range: ClosedRange<UInt32>) { ranges.append(range) }

  mutating func formUnion(_ other: ScalarSet) { nested.append(other) }

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    let isIn =
      ranges.contains { $0.contains(scalar.value) }
      || (!categories.isEmpty && categories.contains(scalar.properties.generalCategory))
      || nested.contains { $0.contains(scalar) }
    return isIn != isInverted
  }

  /// The set of a general category by its short or long name (Unicode, PropertyValueAliases);
  /// nil for every other property.
  init?(property: String) {
    let name = property.split(separator: "=").last.map(String.init) ?? property
    guard let found = Self.categoriesByName[name] else { return nil }
    categories = found
  }

  private static let categoriesByName: [String: Set<Unicode.GeneralCategory>] = {
    let single: [(String, String, Unicode.GeneralCategory)] = [
      ("Lu", "Uppercase_Letter", .uppercaseLetter), ("Ll", "Lowercase_Letter", .lowercaseLetter),
      ("Lt", "Titlecase_Letter", .titlecaseLetter), ("Lm", "Modifier_Letter", .modifierLetter),
      ("Lo", "Other_Letter", .otherLetter), ("Mn", "Nonspacing_Mark", .nonspacingMark),
      ("Mc", "Spacing_Mark", .spacingMark), ("Me", "Enclosing_Mark", .enclosingMark),
      ("Nd", "Decimal_Number", .decimalNumber), ("Nl", "Letter_Number", .letterNumber),
      ("No", "Other_Number", .otherNumber), ("Pc", "Connector_Punctuation", .connectorPunctuation),
      ("Pd", "Dash_Punctuation", .dashPunctuation), ("Ps", "Open_Punctuation", .openPunctuation),
      ("Pe", "Close_Punctuation", .closePunctuation),
      ("Pi", "Initial_Punctuation", .initialPunctuation),
      ("Pf", "Final_Punctuation", .finalPunctuation),
      ("Po", "Other_Punctuation", .otherPunctuation), ("Sm", "Math_Symbol", .mathSymbol),
      ("Sc", "Currency_Symbol", .currencySymbol), ("Sk", "Modifier_Symbol", .modifierSymbol),
      ("So", "Other_Symbol", .otherSymbol), ("Zs", "Space_Separator", .spaceSeparator),
      ("Zl", "Line_Separator", .lineSeparator), ("Zp", "Paragraph_Separator", .paragraphSeparator),
      ("Cc", "Control", .control), ("Cf", "Format", .format), ("Cs", "Surrogate", .surrogate),
      ("Co", "Private_Use", .privateUse), ("Cn", "Unassigned", .unassigned),
    ]
    let groups = [
      "L": "Letter", "M": "Mark", "N": "Number", "P": "Punctuation", "S": "Symbol",
      "Z": "Separator", "C": "Other",
    ]
    var sets: [String: Set<Unicode.GeneralCategory>] = ["digit": [.decimalNumber]]
    for (short, long, category) in single {
      sets[short] = [category]
      sets[long] = [category]
      let group = String(short.prefix(1))
      sets[group, default: []].insert(category)
      sets[groups[group] ?? group, default: []].insert(category)
    }
    return sets
  }()
}
