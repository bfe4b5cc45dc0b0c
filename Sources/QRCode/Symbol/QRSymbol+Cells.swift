extension QRSymbol {
  /// How a symbol is drawn on a terminal.
  package enum CellStyle: Sendable {
    /// Two modules in one cell, with explicit colours.
    case halfBlocks
    /// Two spaces for a module, for terminals whose half block is two cells wide.
    case wideSpaces
    /// Half blocks without any escape, for files; readable only where ink is dark.
    case plainBlocks
  }

  /// Light modules around a symbol on a terminal; fewer are not offered.
  package static let minimumMargin = 2

  /// Black on white from the fixed part of the 256 colours: a theme changes only the first 16.
  private static let inkOn = "\u{1B}[38;5;16;48;5;231m"
  private static let paper = "\u{1B}[48;5;231m"
  private static let ink = "\u{1B}[48;5;16m"
  private static let reset = "\u{1B}[0m"

  /// One text for each terminal line, without line ends.
  ///
  /// A symbol of version 2 is 29 × 15 cells with a margin of 2.
  package func cells(_ style: CellStyle = .halfBlocks, margin: Int = minimumMargin) -> [String] {
    precondition(margin >= Self.minimumMargin, "without a margin no scanner finds the symbol")
    let range = -margin..<(size + margin)
    switch style {
    case .halfBlocks:
      return halfBlockLines(range).map { Self.inkOn + $0 + Self.reset }
    case .plainBlocks:
      return halfBlockLines(range)
    case .wideSpaces:
      return range.map { row in
        var line = ""
        var last: Bool?
        for column in range {
          let dark = isDark(row: row, column: column)
          if dark != last { line += dark ? Self.ink : Self.paper }
          last = dark
          line += "  "
        }
        return line + Self.reset
      }
    }
  }

  private func halfBlockLines(_ range: Range<Int>) -> [String] {
    stride(from: range.lowerBound, to: range.upperBound, by: 2).map { row in
      var line = ""
      for column in range {
        switch (isDark(row: row, column: column), isDark(row: row + 1, column: column)) {
        case (false, false): line += " "
        case (true, false): line += "▀"
        case (false, true): line += "▄"
        case (true, true): line += "█"
        }
      }
      return line
    }
  }
}
