import Wire

/// The rows of a terminal at one moment, and how to get there from another frame; pure.
struct ScreenFrame: Hashable {
  /// Rows of a terminal that does not say.
  static let defaultRows = 24
  /// Fewer rows are not drawn well but never break.
  static let minimumRows = 3

  /// One text a row, with styles.
  var rows: [String]
  /// Where the cursor stands, from 1; nil hides it.
  var cursor: Cursor?

  /// A cell.
  struct Cursor: Hashable {
    var row: Int
    var column: Int
  }

  /// The frame of a screen: its first line, as much of the rest as fits, a line of keys.
  static func compose(
    _ screen: Screen, model: inout ScreenModel, capabilities: Capabilities, rows: Int
  ) -> ScreenFrame {
    let height = max(minimumRows, rows == 0 ? defaultRows : rows)
    var drawn = screen
    if let edit = model.edit, let field = edit.field, case .visit(var visit) = drawn.place {
      visit.typed[field] = .text(edit.text)
      drawn.place = .visit(visit)
      drawn.field = field
    }
    let lines = Rendering.render(drawn, capabilities)
    let body = Array(lines.dropFirst())
    let room = height - 2
    model.settleScroll(lines: body, rows: room)
    let visible = body.dropFirst(model.scroll).prefix(room)
    var frame = ScreenFrame(rows: [ANSI.text(lines.first ?? StyledLine())], cursor: nil)
    for (index, line) in visible.enumerated() {
      let isSelected = line.choice != nil && line.choice == model.selection
      frame.rows.append(ANSI.text(line, isSelected: isSelected))
      if let field = model.edit?.field, line.choice == field {
        frame.cursor = Cursor(
          row: index + 2, column: max(1, capabilities.width.cells(line.text)))
      }
    }
    while frame.rows.count < height - 1 { frame.rows.append("") }
    frame.appendLastRow(model, screen, capabilities, isCut: body.count > room)
    return frame
  }

  /// The bottom row: the scan prompt while it is open, else what the general keys do.
  private mutating func appendLastRow(
    _ model: ScreenModel, _ screen: Screen, _ capabilities: Capabilities, isCut: Bool
  ) {
    let width = capabilities.width
    if let edit = model.edit, edit.field == nil {
      let prompt =
        edit.target == .scan
        ? Words.pick(screen.language, ko: "코드: ", en: "Code: ")
        : Words.pick(screen.language, ko: "찾기: ", en: "Find: ")
      let room = capabilities.columns - width.cells(prompt) - 1
      var shown = edit.text[...]
      while width.cells(String(shown)) > room { shown = shown.dropFirst() }
      rows.append(prompt + shown)
      cursor = Cursor(row: rows.count, column: width.cells(prompt + shown) + 1)
      return
    }
    var hint = Words.pick(
      screen.language, ko: "↑↓ 고르기 · Enter · Esc 뒤로 · Ctrl-C 끝",
      en: "↑↓ choose · Enter · Esc back · Ctrl-C quit")
    if screen.isSearchable { hint += Words.pick(screen.language, ko: " · / 찾기", en: " · / find") }
    if isCut { hint += Words.pick(screen.language, ko: " · PgDn 더", en: " · PgDn more") }
    rows.append("\u{1B}[2m" + width.truncate(hint, to: capabilities.columns) + ANSI.reset)
  }

  /// The bytes that turn the frame before into this one: only rows that differ are written.
  func update(from before: ScreenFrame?) -> [UInt8] {
    var text = "\u{1B}[?25l"
    if before == nil { text += "\u{1B}[2J" }
    for (index, row) in rows.enumerated() {
      let old = before.flatMap { $0.rows.count > index ? $0.rows[index] : nil }
      if old == row { continue }
      text += "\u{1B}[\(index + 1);1H\u{1B}[2K\(row)"
    }
    if let before, before.rows.count > rows.count {
      text += "\u{1B}[\(rows.count + 1);1H\u{1B}[J"
    }
    if let cursor { text += "\u{1B}[\(cursor.row);\(cursor.column)H\u{1B}[?25h" }
    return Array(text.utf8)
  }
}
