import Foundation
import Testing

@testable import madang

/// Widths against glibc's own answers, and texts cut to cells.
@Suite struct CellWidthTests {
  @Test func everyCodePointAgreesWithTheRecordedAnswers() throws {
    var expected: [UInt32: Int] = [:]
    for line in try Fixture.text("width-ranges-glibc236.txt").split(separator: "\n") {
      guard let kind = line.first, kind == "W" || kind == "Z" else { continue }
      let ends = line.dropFirst(2).split(separator: "-").compactMap { UInt32($0, radix: 16) }
      for value in ends[0]...ends[1] { expected[value] = kind == "W" ? 2 : 0 }
    }
    #expect(expected.count > 100_000)
    let width = CellWidth()
    var wrong: [UInt32] = []
    for value in UInt32(0xA1)...0x10FFFF where Unicode.Scalar(value) != nil {
      if width.cells(value) != expected[value] ?? 1 { wrong.append(value) }
    }
    #expect(wrong.isEmpty, "\(wrong.prefix(5).map { String($0, radix: 16) })")
  }

  @Test(arguments: [
    ("", 0), ("abc", 3), ("국수집", 6), ("비빔국수 2", 10), ("₩7,000", 6), ("ㅂㅈ", 4), ("…", 1),
    // 한 decomposed: an initial of two cells, a vowel and a final of none.
    ("\u{1112}\u{1161}\u{11AB}", 2), ("漢字", 4), ("カ", 2), ("e\u{301}", 1), ("🍜", 2),
    ("❤\u{FE0F}", 2), ("\t\u{1B}", 0),
  ])
  func texts(_ text: String, _ cells: Int) {
    #expect(CellWidth().cells(text) == cells)
  }

  @Test func ambiguousCharactersTakeWhatTheTerminalSays() {
    #expect(CellWidth().cells("│①·") == 3)
    #expect(CellWidth(ambiguousCells: 2).cells("│①·") == 6)
  }

  @Test(arguments: [
    ("aa bb cc", 5, ["aa bb", "cc"]), ("가나다라", 5, ["가나", "다라"]),
    ("abcdef", 4, ["abcd", "ef"]), ("a\nb", 9, ["a", "b"]), ("", 4, [""]),
    ("가", 1, ["가"]), ("aaaa bb", 4, ["aaaa", "bb"]),
  ])
  func wrapping(_ text: String, _ limit: Int, _ lines: [String]) {
    #expect(CellWidth().wrap(text, to: limit) == lines)
  }

  @Test func cuttingMarksWhatIsMissing() {
    #expect(CellWidth().truncate("비빔국수", to: 8) == "비빔국수")
    #expect(CellWidth().truncate("비빔국수", to: 7) == "비빔국…")
  }
}

/// Files beside the tests.
enum Fixture {
  /// The folder `Tests/Fixtures`.
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Fixtures")

  /// The text of one fixture.
  static func text(_ name: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
  }

  /// Compares with a golden file; records it anew where `MADANG_RECORD=1` says so.
  static func check(_ text: String, _ name: String) throws {
    let url = folder.appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["MADANG_RECORD"] == "1" {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: url, atomically: true, encoding: .utf8)
    }
    let golden = try String(contentsOf: url, encoding: .utf8)
    #expect(text == golden, "\(name) differs; MADANG_RECORD=1 records it anew")
  }
}
