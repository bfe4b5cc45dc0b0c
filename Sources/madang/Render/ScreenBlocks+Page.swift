import Wire

extension ScreenBlocks {
  /// A program's page; a bill on it is the host's.
  func pageBlocks(_ visit: Visit) -> [Block] {
    [program(.title(text(visit.page.title))), program(.blank)]
      + visit.page.body.flatMap { blocks($0, visit) }
  }

  private func program(_ content: Block.Content) -> Block {
    Block(origin: .program, content: content)
  }

  private func blocks(_ node: PageNode, _ visit: Visit) -> [Block] {
    switch node {
    case .text(let words, let style): [program(.text(paragraph(words), style))]
    case .notice(let words, let tone): [program(.notice([paragraph(words)], tone))]
    case .facts(let facts): facts.map { program(.fact(text($0.label), text($0.value))) }
    case .divider: [program(.rule)]
    case .section(let title, let children):
      (title.map { [program(.text(text($0), .heading))] } ?? [])
        + children.flatMap { blocks($0, visit) } + [program(.blank)]
    case .columns(let children):
      [program(.columns(children.map { blocks($0, visit) }))]
    case .list(let list): list.items.map { program(.item(row($0))) }
    case .table(let header, let rows):
      [program(.table(header.map(text), rows.map { $0.map(text) }))]
    case .image(_, let alt): [program(.image(text(alt)))]
    case .code(let payload, let caption):
      [program(.code(payload, caption: caption.map(text)))]
    case .steps(let names, let current): [program(.steps(names.map(text), current: current))]
    case .progress(let value, let total, let label):
      [program(.progress(value, of: total, label.map(text)))]
    case .timer(let until, let label): [program(.timer(until, label.map(text)))]
    case .input(let input): blocks(input, visit)
    case .bill(let bill): bill.facts.map { billBlocks($0) } ?? []
    case .button(let button): [program(.item(row(button)))]
    }
  }

  private func row(_ item: PageList.Item) -> Block.ItemRow {
    Block.ItemRow(
      kind: .item, id: item.id, key: screen.choice(item.id)?.key, title: text(item.title),
      detail: item.subtitle.map(text), badge: item.badge.map(text), amount: item.price,
      quantity: item.quantity, disabled: item.disabled.map(text))
  }

  private func row(_ button: PageButton) -> Block.ItemRow {
    let kind: Block.ItemRow.Kind =
      switch button.style {
      case .primary: .primary
      case .normal: .normal
      case .danger: .danger
      }
    return Block.ItemRow(
      kind: kind, id: button.id, key: screen.choice(button.id)?.key, title: text(button.label),
      detail: nil, badge: nil, amount: nil, quantity: nil, disabled: button.disabled.map(text))
  }

  private func blocks(_ input: PageInput, _ visit: Visit) -> [Block] {
    let value = visit.typed[input.id] ?? TypedValue(initial: input.kind)
    switch (input.kind, value) {
    case (.choice(let options, _, let maximum, _), .chosen(let chosen)):
      return [program(.text(text(input.label), .strong))]
        + options.map { option in
          let id = "\(input.id)=\(option.id)"
          return program(
            .item(
              Block.ItemRow(
                kind: .option(isChosen: chosen.contains(option.id), isMany: maximum > 1), id: id,
                key: screen.choice(id)?.key, title: text(option.title), detail: nil, badge: nil,
                amount: option.price, quantity: nil, disabled: nil)))
        }
    case (.toggle, .on(let on)):
      return [
        program(
          .item(
            Block.ItemRow(
              kind: .toggle(on), id: input.id, key: screen.choice(input.id)?.key,
              title: text(input.label), detail: nil, badge: nil, amount: nil, quantity: nil,
              disabled: nil)))
      ]
    default:
      return [
        program(
          .field(
            Block.FieldRow(
              id: input.id, key: screen.choice(input.id)?.key, label: text(input.label),
              value: value.text.onOneLine, isRequired: input.required,
              isFocused: screen.field == input.id)))
      ]
    }
  }
}
