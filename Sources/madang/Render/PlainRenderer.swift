import Wire

/// Draws blocks as tab-separated values: kind, key, id, text, amount, currency, more. No escape
/// byte, no width: the form scripts may rely on.
enum PlainRenderer {
  /// One line a block, two where a notice says more.
  static func lines(_ blocks: [Block]) -> [StyledLine] {
    blocks.flatMap { rows($0).map { StyledLine(row($0)) } }
  }

  /// A field keeps its place in the line whatever it says.
  private static func row(_ fields: [String]) -> String {
    var kept = fields.map { field in
      String(field.map { $0 == "\t" || $0.isNewline ? " " : $0 })
    }
    while kept.last?.isEmpty == true { kept.removeLast() }
    return kept.joined(separator: "\t")
  }

  private static func rows(_ block: Block) -> [[String]] {
    let who = block.origin == .host ? "host" : "app"
    switch block.content {
    case .title(let text): return [["\(who).title", "", "", text]]
    case .text(let text, let style): return [["\(who).\(style.rawValue)", "", "", text]]
    case .notice(let texts, let tone): return texts.map { ["\(who).\(tone.rawValue)", "", "", $0] }
    case .fact(let label, let value): return [["\(who).fact", "", "", label, value]]
    case .amount(let label, let money, _):
      return [["\(who).amount", "", "", label, String(money.amount), money.currency.rawValue]]
    case .line(let row):
      return [
        [
          "\(who).line", "", row.id, row.title, String(row.amount.amount),
          row.amount.currency.rawValue, "x\(row.quantity)", row.owner.map { "#\($0)" } ?? "",
        ]
      ]
    case .rule, .blank, .secret: return []
    case .item(let row): return [item(row, who)]
    case .field(let row):
      return [
        [
          "\(who).field", row.key?.name ?? "", row.id, row.label, row.value, "",
          row.isRequired ? "required" : "",
        ]
      ]
    case .table(let header, let cells):
      return (header.isEmpty ? [] : [["\(who).header", "", ""] + header])
        + cells.map { ["\(who).row", "", ""] + $0 }
    case .steps(let names, let current):
      return names.enumerated().map { index, name in
        ["\(who).step", "", "", name, index == current ? "current" : ""]
      }
    case .progress(let value, let total, let label):
      return [["\(who).progress", "", "", label ?? "", "\(value)/\(total)"]]
    case .timer(let until, let label):
      return [["\(who).timer", "", "", label ?? "", until.iso8601]]
    case .image(let alt): return [["\(who).image", "", "", alt]]
    case .code(let payload, let caption): return [["\(who).code", "", "", payload, caption ?? ""]]
    case .columns(let columns): return columns.flatMap { $0.flatMap(rows) }
    }
  }

  private static func item(_ row: Block.ItemRow, _ who: String) -> [String] {
    let (kind, state): (String, String) =
      switch row.kind {
      case .item: ("item", "")
      case .primary: ("button", "primary")
      case .normal: ("button", "")
      case .danger: ("button", "danger")
      case .option(let isChosen, _): ("option", isChosen ? "chosen" : "")
      case .toggle(let on): ("toggle", on ? "on" : "off")
      }
    return [
      "\(who).\(kind)", row.key?.name ?? "", row.id, row.title,
      row.amount.map { String($0.amount) } ?? "", row.amount?.currency.rawValue ?? "", state,
      row.badge ?? "", row.quantity.map { "x\($0)" } ?? "",
      row.disabled.map { "disabled: \($0)" } ?? "", row.detail ?? "",
    ]
  }
}
