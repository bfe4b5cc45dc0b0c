import TestSupport
import Testing

@testable import QRCode

@Suite struct SymbolTests {
  /// The most characters of one mode that a version holds at a level.
  static func capacity(_ version: QRVersion, _ level: QRLevel, _ mode: QRMode) -> Int {
    let bits =
      version.blocks(level).dataCodewords * 8 - QRMode.indicatorBits
      - mode.countBits(QRVersionGroup(version))
    switch mode {
    case .numeric: return bits / 10 * 3 + (bits % 10 >= 7 ? 2 : bits % 10 >= 4 ? 1 : 0)
    case .alphanumeric: return bits / 11 * 2 + (bits % 11 >= 6 ? 1 : 0)
    default: return bits / 8
    }
  }

  static func text(_ mode: QRMode, count: Int, _ generator: inout SplitMix) -> String {
    let alphabet =
      switch mode {
      case .numeric: "0123456789"
      case .alphanumeric: "ABCDEFGHIJKLMNOPQRSTUVWXYZ$%*+-./"
      default: "abcdefghijklmnopqrstuvwxyz_~"
      }
    return String((0..<count).compactMap { _ in alphabet.randomElement(using: &generator) })
  }

  /// Same version, level, mode and mask must give the same modules, one by one.
  @Test(arguments: QRVersion.all)
  func drawsTheModulesOfQrencode(number: Int) throws {
    var generator = SplitMix(seed: UInt64(number))
    let version = try #require(QRVersion(number))
    for (index, level) in QRLevel.allCases.enumerated() {
      let mode: QRMode = [.numeric, .alphanumeric, .byte][(number + index) % 3]
      let room = Self.capacity(version, level, mode)
      let text = Self.text(mode, count: room - (number % 4), &generator)
      let theirs = try Tool.qrencode(text, version: number, level: level.letter)
      let mask = try #require(Self.mask(theirs))
      let ours = try QRSymbol(text, level: level, minimum: version, mask: mask)
      #expect(ours.version == version && theirs.count == version.size)
      #expect(ours.modules == theirs.flatMap { $0 }, "\(number)-\(level.letter) \(mode)")
    }
  }

  /// The mask that a symbol's format information names.
  static func mask(_ rows: [[UInt8]]) -> Int? {
    let bits = QRGrid.formatPlaces(size: rows.count).enumerated().reduce(0) { sum, place in
      sum | Int(rows[place.element.first.0][place.element.first.1]) << place.offset
    }
    for level in QRLevel.allCases {
      for mask in 0..<8 where QRGrid.formatBits(level, mask: mask) == bits { return mask }
    }
    return nil
  }

  @Test func zbarReadsEveryVersionAndLevel() throws {
    var generator = SplitMix(seed: 18_004)
    var texts: [String] = []
    var pictures: [[UInt8]] = []
    for number in QRVersion.all {
      let version = try #require(QRVersion(number))
      for level in QRLevel.allCases {
        let mode: QRMode = [.alphanumeric, .byte][texts.count % 2]
        let head = "\(texts.count):"
        let room = Self.capacity(version, level, mode) - head.utf8.count
        let text = head + Self.text(mode, count: room, &generator)
        let symbol = try QRSymbol(text, level: level)
        #expect(symbol.version <= version)
        let whole = try QRSymbol(text, level: level, minimum: version)
        texts.append(text)
        pictures.append(whole.png(scale: 2))
      }
    }
    #expect(try Tool.zbar(pictures) == texts)
  }

  @Test func zbarReadsEveryMaskAndKorean() throws {
    let samples = [
      "MD:T/N00D1E/7/1ABCD2345", "국수집 비빔국수 7,000원", "ㄱㅂ→김밥 🍜", "MIXED123456789012345abcDEF",
      "00020101021138530010A0000007270123000697041601092576788590208QRIBFTTA6304AE9F",
    ]
    var texts: [String] = []
    var pictures: [[UInt8]] = []
    for sample in samples {
      for mask in 0..<8 {
        let text = "\(texts.count):\(sample)"
        let symbol = try QRSymbol(text, mask: mask)
        #expect(symbol.mask == mask)
        texts.append(text)
        pictures.append(symbol.png(scale: 3))
      }
    }
    #expect(try Tool.zbar(pictures) == texts)
  }

  @Test func choosesTheSmallestVersion() throws {
    /// Text, level → version; the limits are those of ISO/IEC 18004, table 7.
    let table: [(count: Int, mode: QRMode, level: QRLevel, version: Int)] = [
      (41, .numeric, .low, 1), (42, .numeric, .low, 2),
      (38, .alphanumeric, .medium, 2), (39, .alphanumeric, .medium, 3),
      (17, .byte, .low, 1), (18, .byte, .low, 2),
      (7, .byte, .high, 1), (8, .byte, .high, 2),
      (7_089, .numeric, .low, 40), (4_296, .alphanumeric, .low, 40), (2_953, .byte, .low, 40),
      (3_057, .numeric, .high, 40), (1_852, .alphanumeric, .high, 40), (1_273, .byte, .high, 40),
    ]
    var generator = SplitMix(seed: 7)
    for row in table {
      let text = Self.text(row.mode, count: row.count, &generator)
      #expect(try QRSymbol(text, level: row.level).version.number == row.version, "\(row)")
      if row.version == 40 {
        #expect(throws: QRSymbolError.self) { try QRSymbol(text + "0", level: row.level) }
      }
    }
    #expect(try QRSymbol("").version.number == 1)
  }

  @Test func mixedTextsAreSplitCheaply() {
    /// Text → its runs: N digits, A capitals, B bytes.
    let table = [
      ("123", "N3"), ("ABC", "A3"), ("abc", "B3"), ("", ""), ("국", "B3"),
      ("abc1234567890", "B3 N10"), ("ABC12", "A5"), ("a1", "B2"),
      ("ABCDEFGHIJ123456789012345678901", "A10 N21"),
      ("MD:T/N00D1E/7/1ABCD2345", "A23"),
    ]
    for (text, expect) in table {
      let segments = QRSegments(Array(text.utf8), group: .small)
      let letters: [QRMode: String] = [.numeric: "N", .alphanumeric: "A", .byte: "B"]
      let runs = segments.runs.map { "\(letters[$0.mode] ?? "?")\($0.range.count)" }
      #expect(runs.joined(separator: " ") == expect, "\(text)")
    }
  }
}
