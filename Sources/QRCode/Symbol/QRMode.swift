/// How a run of characters is written (ISO/IEC 18004, table 2).
enum QRMode: Int {
  case numeric = 1
  case alphanumeric = 2
  case byte = 4
  case kanji = 8
  case extendedChannel = 7

  /// Bits of the mode indicator.
  static let indicatorBits = 4

  /// The assignment number of UTF-8 as an extended channel interpretation.
  static let utf8Assignment = 26

  /// Bits of the character count (table 3); three groups of versions.
  func countBits(_ group: QRVersionGroup) -> Int {
    switch self {
    case .numeric: [10, 12, 14][group.rawValue]
    case .alphanumeric: [9, 11, 13][group.rawValue]
    case .byte: [8, 16, 16][group.rawValue]
    case .kanji: [8, 10, 12][group.rawValue]
    case .extendedChannel: 0
    }
  }

  /// The 45 characters of the alphanumeric mode, by value.
  static let alphanumerics = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".utf8)

  /// The value of a byte in the alphanumeric mode, 0xFF for none.
  static let alphanumericValues: [UInt8] = {
    var values = [UInt8](repeating: 0xFF, count: 256)
    for (value, character) in alphanumerics.enumerated() {
      values[Int(character)] = UInt8(value)
    }
    return values
  }()
}

/// Versions 1–9, 10–26 and 27–40 differ in the width of their character counts.
enum QRVersionGroup: Int, CaseIterable {
  case small, middle, large

  init(_ version: QRVersion) {
    self = version.number < 10 ? .small : version.number < 27 ? .middle : .large
  }

  var versions: ClosedRange<Int> { [1...9, 10...26, 27...40][rawValue] }
}
