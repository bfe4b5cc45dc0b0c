import Testing
import Wire

@testable import madang

/// Screens as golden files, and what must hold for every rendering.
@Suite struct RenderTests {
  static let modes: [(Capabilities.Mode, Int)] = [
    (.tty, 40), (.tty, 80), (.tty, 120), (.plain, 80), (.accessible, 80), (.json, 80),
  ]

  @Test(arguments: SampleScreens.names, Language.allCases)
  func golden(_ name: String, _ language: Language) throws {
    let screen = try SampleScreens.screen(name, language)
    for (mode, columns) in Self.modes {
      let lines = Rendering.render(screen, Capabilities(mode, columns: columns))
      let suffix = mode == .tty ? "tty\(columns)" : mode.rawValue
      let text = lines.map { $0.text + "\n" }.joined()
      try Fixture.check(text, "screens/\(name).\(language.rawValue).\(suffix).txt")
    }
  }

  @Test(arguments: SampleScreens.names, [20, 40, 41, 59, 60, 80, 120, 0])
  func linesFit(_ name: String, _ columns: Int) throws {
    for cells in [1, 2] {
      let width = CellWidth(ambiguousCells: cells)
      let capabilities = Capabilities(.tty, columns: columns, width: width)
      #expect(columns != 0 || capabilities.columns == 80)
      for line in Rendering.render(try SampleScreens.screen(name, .korean), capabilities) {
        #expect(width.cells(line.text) <= capabilities.columns, "\(line.text)")
      }
    }
  }

  @Test(arguments: SampleScreens.names)
  func programsCannotSpeakAsTheHost(_ name: String) throws {
    let screen = try SampleScreens.screen(name, .english)
    let blocks = ScreenBlocks.blocks(screen)
    let renderer = TTYRenderer(capabilities: Capabilities(.tty, columns: 40), language: .english)
    for block in blocks {
      for line in renderer.lines([block]) {
        #expect(line.text.hasPrefix(StyledLine.rail) == (block.origin == .program), "\(line.text)")
      }
    }
  }

  @Test(arguments: SampleScreens.names)
  func plainFormsHaveNoEscape(_ name: String) throws {
    for mode in [Capabilities.Mode.plain, .accessible, .json, .tty] {
      for line in Rendering.render(
        try SampleScreens.screen(name, .korean), Capabilities(mode, columns: 80))
      {
        #expect(!line.text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\t" })
      }
    }
  }

  /// The same choices and amounts reach a person in every mode.
  @Test(arguments: SampleScreens.names)
  func allModesSayTheSame(_ name: String) throws {
    let screen = try SampleScreens.screen(name, .english)
    func text(_ mode: Capabilities.Mode) -> String {
      Rendering.render(screen, Capabilities(mode, columns: 120)).map(\.text)
        .joined(separator: "\n")
    }
    let (tty, plain, spoken, json) = (text(.tty), text(.plain), text(.accessible), text(.json))
    for choice in screen.choices {
      // A long label is broken into lines on a terminal; its beginning is enough.
      let label = String(choice.label.text(in: .english).prefix(20))
      #expect(tty.contains(label) && spoken.contains(label) && plain.contains(label), "\(label)")
      #expect(plain.contains(choice.id) && json.contains(choice.id), "\(choice.id)")
    }
    for amount in SampleScreens.amounts(screen) {
      let digits = Money.grouped(String(amount.magnitude))
      #expect(tty.contains(digits) && spoken.contains(digits), "\(amount)")
      #expect(plain.contains(String(amount)) && json.contains(String(amount)), "\(amount)")
    }
  }

  @Test func columnsStandSideBySideOnlyWhereThereIsRoom() throws {
    let screen = try SampleScreens.screen("columns", .english)
    let narrow = Rendering.render(screen, Capabilities(.tty, columns: 61))
    let wide = Rendering.render(screen, Capabilities(.tty, columns: 62))
    #expect(wide.count < narrow.count)
  }
}
