import QRCode
import Wire

/// Draws blocks as lines of terminal cells, left-aligned, without right borders.
struct TTYRenderer {
  let capabilities: Capabilities
  let language: Language

  private var width: CellWidth { capabilities.width }
  /// Blanks between columns that stand side by side.
  private static let gap = 2
  /// The longest bar of a progress, in cells.
  private static let barCells = 20

  /// The lines of blocks in the given room.
  func lines(_ blocks: [Block]) -> [StyledLine] {
    blocks.flatMap { block in
      switch block.origin {
      case .host: lines(block.content, room: capabilities.columns)
      case .program:
        lines(
          block.content, room: capabilities.columns - width.cells(StyledLine.rail + " ")
        ).map(\.railed)
      }
    }
  }

  private func lines(_ content: Block.Content, room: Int) -> [StyledLine] {
    switch content {
    case .title(let text): wrapped(text, .strong, room)
    case .text(let text, let style): wrapped(text, Self.style(style), room)
    case .notice(let texts, let tone):
      texts.enumerated().flatMap { index, text in
        hanging(index == 0 ? Self.mark(tone) : "  ", text, Self.style(tone), room)
      }
    case .fact(let label, let value), .secret(let label, let value):
      hanging(label + ": ", value, .plain, room)
    case .amount(let label, let money, let isStrong):
      [amountRow("  " + label, money.formatted, isStrong ? .strong : .plain, room)].flatMap { $0 }
    case .line(let row): billLine(row, room)
    case .rule: [StyledLine(String(repeating: "─", count: ruleCount(room)), .quiet)]
    case .item(let row): item(row, room)
    case .field(let row): field(row, room)
    case .table(let header, let rows): table(header, rows, room)
    case .steps(let names, let current): steps(names, current, room)
    case .progress(let value, let total, let label): progress(value, total, label, room)
    case .timer(let until, let label):
      hanging((label ?? word("까지", "until")) + ": ", until.iso8601, .plain, room)
    case .image(let alt): wrapped("[\(alt)]", .quiet, room)
    case .code(let payload, let caption): code(payload, caption, room)
    case .columns(let columns): self.columns(columns, room)
    case .blank: [StyledLine()]
    }
  }

  // MARK: text

  private func wrapped(_ text: String, _ style: StyledLine.Style, _ room: Int) -> [StyledLine] {
    width.wrap(text, to: room).map { StyledLine($0, style) }
  }

  /// A mark or label, and a text whose later lines stand under its first.
  private func hanging(
    _ mark: String, _ text: String, _ style: StyledLine.Style, _ room: Int
  ) -> [StyledLine] {
    let indent = width.cells(mark)
    if indent > room / 2 { return wrapped(mark + text, style, room) }
    return width.wrap(text, to: room - indent).enumerated().map { index, line in
      StyledLine([
        .init(
          text: index == 0 ? mark : String(repeating: " ", count: indent),
          style: style == .plain ? .quiet : style), .init(text: line, style: style),
      ])
    }
  }

  /// A text at the left and an amount at the right edge of at most 60 cells; below where both do
  /// not fit.
  private func amountRow(
    _ left: String, _ amount: String, _ style: StyledLine.Style, _ room: Int,
    choice: String? = nil, prefix: [StyledLine.Span] = []
  ) -> [StyledLine] {
    let room = min(room, Capabilities.sideBySideColumns)
    let lead = prefix.reduce(0) { $0 + width.cells($1.text) }
    let needed = lead + width.cells(left) + 1 + width.cells(amount)
    let price = StyledLine.Span(text: amount, style: style == .strong ? .strong : .price)
    if needed <= room {
      let blanks = String(repeating: " ", count: room - needed + 1)
      return [
        StyledLine(
          prefix + [.init(text: left + blanks, style: style), price], choice: choice)
      ]
    }
    var lines = width.wrap(left, to: room - lead).enumerated().map { index, line in
      let start =
        index == 0 ? prefix : [.init(text: String(repeating: " ", count: lead), style: .plain)]
      return StyledLine(start + [.init(text: line, style: style)], choice: choice)
    }
    let blanks = String(repeating: " ", count: max(0, room - width.cells(amount)))
    lines.append(StyledLine([.init(text: blanks, style: .plain), price], choice: choice))
    return lines
  }

  private func ruleCount(_ room: Int) -> Int {
    min(room, Capabilities.sideBySideColumns) / width.cells("─")
  }

  private func word(_ korean: String, _ english: String) -> String {
    Words.pick(language, ko: korean, en: english)
  }

  // MARK: rows

  private func billLine(_ row: Block.BillRow, _ room: Int) -> [StyledLine] {
    let count = row.quantity == 1 ? "" : " ×\(row.quantity)"
    let owner = row.owner.map { " #\($0)" } ?? ""
    return amountRow("  " + row.title + count + owner, row.amount.formatted, .plain, room)
  }

  private func item(_ row: Block.ItemRow, _ room: Int) -> [StyledLine] {
    let lead = [
      StyledLine.Span(text: keyText(row), style: row.key == nil ? .quiet : .key),
      StyledLine.Span(text: mark(row.kind), style: .plain),
    ]
    var title = row.title
    if let badge = row.badge { title += " [\(badge)]" }
    if let quantity = row.quantity, quantity > 0 { title += " ×\(quantity)" }
    let style: StyledLine.Style =
      row.disabled != nil
      ? .quiet
      : row.kind == .primary ? .strong : row.kind == .danger ? .error : .plain
    var lines = amountRow(
      title, row.amount.map { self.amount($0, row.kind) } ?? "", style, room, choice: row.id,
      prefix: lead)
    let indent = lead.reduce(0) { $0 + width.cells($1.text) }
    for note in [row.detail, row.disabled].compactMap({ $0 }) {
      let blanks = StyledLine.Span(text: String(repeating: " ", count: indent), style: .plain)
      lines += width.wrap(note, to: room - indent).map {
        StyledLine([blanks, .init(text: $0, style: .quiet)], choice: row.id)
      }
    }
    return lines
  }

  private func amount(_ money: Money, _ kind: Block.ItemRow.Kind) -> String {
    if case .option = kind, money.amount > 0 { return "+" + money.formatted }
    return money.formatted
  }

  private func keyText(_ row: Block.ItemRow) -> String {
    guard let key = row.key else { return row.kind == .item ? "  - " : "  - " }
    let text = key.text
    return width.pad(" \(text)", to: max(4, width.cells(text) + 2))
  }

  private func mark(_ kind: Block.ItemRow.Kind) -> String {
    switch kind {
    case .item, .primary, .normal: ""
    case .danger: "! "
    case .option(let isChosen, let isMany):
      isMany ? (isChosen ? "[x] " : "[ ] ") : (isChosen ? "(*) " : "( ) ")
    case .toggle(let on): on ? "[x] " : "[ ] "
    }
  }

  private func field(_ row: Block.FieldRow, _ room: Int) -> [StyledLine] {
    let key = row.key.map { width.pad(" \($0.text)", to: 4) } ?? "  - "
    let label = row.label + (row.isRequired ? " *" : "") + ": "
    let indent = width.cells(key)
    let shown = row.value + (row.isFocused ? "_" : "")
    return width.wrap(label + shown, to: room - indent).enumerated().map { index, line in
      StyledLine(
        [
          .init(text: index == 0 ? key : String(repeating: " ", count: indent), style: .key),
          .init(text: line, style: row.isFocused ? .strong : .plain),
        ], choice: row.id)
    }
  }

  private func steps(_ names: [String], _ current: Int, _ room: Int) -> [StyledLine] {
    let marked = names.enumerated().map { index, name in
      index == current ? "[\(name)]" : name
    }
    return wrapped(marked.joined(separator: " > "), .plain, room)
  }

  private func progress(
    _ value: Int64, _ total: Int64, _ label: String?, _ room: Int
  ) -> [StyledLine] {
    let cells = min(Self.barCells, room / 2)
    let full = Int(Double(value) / Double(max(1, total)) * Double(cells))
    let bar = String(repeating: "#", count: full) + String(repeating: "-", count: cells - full)
    return wrapped("[\(bar)] \(value)/\(total)" + (label.map { " " + $0 } ?? ""), .plain, room)
  }

  private func code(_ payload: String, _ caption: String?, _ room: Int) -> [StyledLine] {
    let symbol: QRSymbol
    do {
      symbol = try QRSymbol(payload)
    } catch {
      return wrapped(payload, .plain, room)
    }
    let rows = symbol.cells(.plainBlocks)
    let drawn =
      rows.allSatisfy { width.cells($0) <= room } ? rows.map { StyledLine($0, .symbol) } : []
    return drawn + wrapped(payload, .quiet, room)
      + (caption.map { wrapped($0, .plain, room) } ?? [])
  }

  // MARK: side by side

  private func table(_ header: [String], _ rows: [[String]], _ room: Int) -> [StyledLine] {
    let all = (header.isEmpty ? [] : [header]) + rows
    let count = all.map(\.count).max() ?? 0
    guard count > 0 else { return [] }
    let widths = (0..<count).map { column in
      all.map { $0.count > column ? width.cells($0[column]) : 0 }.max() ?? 0
    }
    guard widths.reduce(0, +) + Self.gap * (count - 1) <= room else {
      return rows.flatMap { row in
        row.enumerated().flatMap { index, cell in
          let name = header.count > index ? header[index] + ": " : ""
          return hanging(index == 0 ? "- " : "  ", name + cell, .plain, room)
        }
      }
    }
    return all.enumerated().map { index, row in
      let cells = row.enumerated().map { width.pad($1, to: widths[$0] + Self.gap) }
      return StyledLine(cells.joined(), index == 0 && !header.isEmpty ? .strong : .plain)
    }
  }

  /// Columns stand side by side where there is room, else one below the other.
  private func columns(_ columns: [[Block]], _ room: Int) -> [StyledLine] {
    let count = columns.count
    guard room >= Capabilities.sideBySideColumns, count > 1 else {
      return columns.flatMap { column in column.flatMap { lines($0.content, room: room) } }
    }
    let each = (room - Self.gap * (count - 1)) / count
    let drawn = columns.map { column in column.flatMap { lines($0.content, room: each) } }
    let height = drawn.map(\.count).max() ?? 0
    return (0..<height).map { index in
      var spans: [StyledLine.Span] = []
      var choice: String?
      for column in drawn {
        let line = column.count > index ? column[index] : StyledLine()
        let used = line.spans.reduce(0) { $0 + width.cells($1.text) }
        spans += line.spans
        spans.append(
          .init(text: String(repeating: " ", count: max(0, each - used) + Self.gap), style: .plain))
        choice = choice ?? line.choice
      }
      return StyledLine(spans, choice: choice)
    }
  }

  // MARK: styles

  private static func style(_ style: PageNode.TextStyle) -> StyledLine.Style {
    switch style {
    case .body: .plain
    case .strong, .heading: .strong
    case .quiet: .quiet
    }
  }

  private static func style(_ tone: PageNode.NoticeTone) -> StyledLine.Style {
    switch tone {
    case .info: .plain
    case .ok: .ok
    case .warning: .warning
    case .error: .error
    }
  }

  private static func mark(_ tone: PageNode.NoticeTone) -> String {
    switch tone {
    case .info: "i "
    case .ok: "+ "
    case .warning, .error: "! "
    }
  }
}
