import Testing

@testable import QRCode

@Suite struct SymbolOutputTests {
  @Test func tableCodeIsTwentyNineByFifteenCells() throws {
    let symbol = try QRSymbol("MD:T/N00D1E/0123456789ABCDEF/Z00000000")
    #expect(symbol.version.number == 2)
    let lines = symbol.cells(.plainBlocks)
    #expect(lines.count == 15 && lines.allSatisfy { $0.count == 29 })
  }

  /// Every style is turned back into modules and must be the symbol with its margin.
  @Test func everyStyleShowsEveryModule() throws {
    let symbol = try QRSymbol("국수집 7번", level: .high)
    for margin in [2, 3, 4] {
      let side = symbol.size + 2 * margin
      for style in [QRSymbol.CellStyle.halfBlocks, .plainBlocks, .wideSpaces] {
        let rows = try Self.modules(symbol.cells(style, margin: margin), style)
        #expect(rows.count == side || rows.count == side + 1)
        for row in 0..<rows.count {
          #expect(rows[row].count == side)
          for column in 0..<side {
            let expected = symbol.isDark(row: row - margin, column: column - margin)
            #expect(rows[row][column] == expected)
          }
        }
      }
    }
  }

  /// Reads drawn lines the way a terminal would.
  static func modules(_ lines: [String], _ style: QRSymbol.CellStyle) throws -> [[Bool]] {
    var rows: [[Bool]] = []
    for line in lines {
      var upper: [Bool] = []
      var lower: [Bool] = []
      var background: Bool?
      for part in line.split(separator: "\u{1B}", omittingEmptySubsequences: false) {
        var cells = part
        if part.starts(with: "[") {
          let end = try #require(part.firstIndex(of: "m"))
          let code = part[part.index(after: part.startIndex)..<end]
          background = code.hasSuffix("48;5;16") ? true : code.hasSuffix("231") ? false : nil
          cells = part[part.index(after: end)...]
        }
        for cell in cells {
          if style != .plainBlocks { try #require(background != nil) }
          let dark = background == true
          upper.append(cell == "▀" || cell == "█" || dark)
          lower.append(cell == "▄" || cell == "█" || dark)
        }
      }
      if style == .wideSpaces {
        rows.append(stride(from: 0, to: upper.count, by: 2).map { upper[$0] })
      } else {
        rows += [upper, lower]
      }
    }
    return rows
  }

  @Test func svgDrawsTheDarkModulesOnWhite() throws {
    let symbol = try QRSymbol("MD:T/N00D1E/7/1ABCD2345")
    let svg = symbol.svg()
    #expect(svg.contains(#"viewBox="0 0 33 33""#))
    var dark = 0
    for part in svg.split(separator: "h").dropFirst() {
      if let end = part.firstIndex(of: "v"), let count = Int(part[..<end]) { dark += count }
    }
    #expect(dark == symbol.modules.reduce(0) { $0 + Int($1) })
  }

  @Test func checksumsMatchTheirSpecifications() {
    #expect(Checksums.crc32(Array("123456789".utf8)) == 0xCBF4_3926)
    #expect(Checksums.adler32(Array("Wikipedia".utf8)) == 0x11E6_0398)
  }

  @Test func pngIsTheSameEveryTime() throws {
    let first = try QRSymbol("A").png(scale: 1, margin: 0)
    #expect(first == (try QRSymbol("A").png(scale: 1, margin: 0)))
    #expect(first.starts(with: PNGWriter.signature))
    // Scale and margin decide the size alone: 21 modules and nothing around them.
    #expect(Array(first[16..<24]) == [0, 0, 0, 21, 0, 0, 0, 21])
  }
}
