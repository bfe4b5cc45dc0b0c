import Wire

/// Draws blocks as sentences for a screen reader: linear, numbered choices, no drawing.
struct AccessibleRenderer {
  let language: Language

  /// One sentence a line.
  func lines(_ blocks: [Block]) -> [StyledLine] {
    var previous: Block.Origin?
    return blocks.flatMap { block -> [StyledLine] in
      var sentences = sentences(block.content)
      guard !sentences.isEmpty else { return [] }
      if block.origin != previous {
        // The rail cannot be heard; who speaks must be said.
        let who =
          block.origin == .program ? word("가게 화면:", "The shop says:") : word("마당:", "Madang:")
        sentences.insert(who, at: 0)
        previous = block.origin
      }
      return sentences.map { StyledLine($0.onOneLine) }
    }
  }

  private func word(_ korean: String, _ english: String) -> String {
    Words.pick(language, ko: korean, en: english)
  }

  private func sentences(_ content: Block.Content) -> [String] {
    switch content {
    case .title(let text), .text(let text, _): [text]
    case .notice(let texts, let tone): [tonePrefix(tone) + texts.joined(separator: " ")]
    case .fact(let label, let value), .secret(let label, let value): ["\(label): \(value)"]
    case .amount(let label, let money, _): ["\(label): \(spoken(money))"]
    case .line(let row):
      [
        "\(row.title), \(word("\(row.quantity)개", "\(row.quantity) pieces")), \(spoken(row.amount))"
          + (row.owner.map { word(", \($0)번 손님", ", person \($0)") } ?? "")
      ]
    case .rule, .blank: []
    case .item(let row): [item(row)]
    case .field(let row):
      [
        choice(row.key) + row.label
          + (row.isRequired ? word(", 꼭 필요", ", required") : "")
          + ": " + (row.value.isEmpty ? word("비어 있음", "empty") : row.value)
      ]
    case .table(let header, let rows): rows.map { sentence(header, $0) }
    case .steps(let names, let current):
      [
        word("단계", "Step") + " \(current + 1)/\(names.count): "
          + (names.indices.contains(current) ? names[current] : "")
      ]
    case .progress(let value, let total, let label):
      [(label.map { $0 + ": " } ?? "") + word("\(total) 중 \(value)", "\(value) of \(total)")]
    case .timer(let until, let label): [(label.map { $0 + ": " } ?? "") + until.iso8601]
    case .image(let alt): [word("그림: ", "Picture: ") + alt]
    case .code(let payload, let caption):
      [word("코드: ", "Code: ") + payload + (caption.map { ". " + $0 } ?? "")]
    case .columns(let columns): columns.flatMap { $0.flatMap { sentences($0.content) } }
    }
  }

  private func item(_ row: Block.ItemRow) -> String {
    var parts = [row.title]
    if let badge = row.badge { parts.append(badge) }
    if let quantity = row.quantity, quantity > 0 {
      parts.append(word("\(quantity)개", "\(quantity) pieces"))
    }
    if let amount = row.amount { parts.append(spoken(amount)) }
    switch row.kind {
    case .option(let isChosen, _):
      parts.append(isChosen ? word("선택됨", "chosen") : word("선택 안 됨", "not chosen"))
    case .toggle(let on): parts.append(on ? word("켜짐", "on") : word("꺼짐", "off"))
    case .danger: parts.append(word("되돌릴 수 없음", "cannot be undone"))
    case .item, .primary, .normal: break
    }
    if let disabled = row.disabled {
      parts.append(word("고를 수 없음: ", "not available: ") + disabled)
    }
    let sentence = choice(row.key) + parts.joined(separator: ", ")
    return row.detail.map { sentence + ". " + $0 } ?? sentence
  }

  private func choice(_ key: KeyLabel?) -> String {
    switch key {
    case .enter: word("엔터: ", "Enter: ")
    case .escape: word("이에스시: ", "Escape: ")
    case .character(let character): "\(character). "
    case nil: ""
    }
  }

  private func sentence(_ header: [String], _ row: [String]) -> String {
    row.enumerated().map { index, cell in
      header.count > index ? "\(header[index]) \(cell)" : cell
    }.joined(separator: ", ")
  }

  private func tonePrefix(_ tone: PageNode.NoticeTone) -> String {
    switch tone {
    case .info: word("알림: ", "Note: ")
    case .ok: word("완료: ", "Done: ")
    case .warning: word("주의: ", "Warning: ")
    case .error: word("오류: ", "Error: ")
    }
  }

  /// `7,000원` and `7,000 won`: signs of currency are often skipped when read aloud.
  private func spoken(_ money: Money) -> String {
    guard money.currency == .krw else { return money.formatted }
    let sign = money.amount < 0 ? "-" : ""
    let digits = sign + Money.grouped(String(money.amount.magnitude))
    return language == .korean ? "\(digits)원" : "\(digits) won"
  }
}
