extension Page {
  /// The page as lines of text for clients that know nothing of pages.
  ///
  /// What can be called is written as the tool's name with its arguments.
  package func plainText(in language: Language) -> String {
    var writer = PlainTextWriter(language: language)
    writer.line("# " + title.text(in: language))
    for node in body { writer.write(node) }
    return writer.text
  }
}

/// Writes nodes as lines, indented by their depth.
private struct PlainTextWriter {
  let language: Language
  var text = ""
  private var depth = 0

  init(language: Language) { self.language = language }

  mutating func line(_ line: String) {
    if !text.isEmpty { text += "\n" }
    text += String(repeating: "  ", count: depth) + line
  }

  private func words(_ text: LocalizedText) -> String { text.text(in: language) }

  mutating func write(_ node: PageNode) {
    switch node {
    case .text(let text, let style): line((style == .heading ? "## " : "") + words(text))
    case .notice(let text, let tone): line("[\(tone.rawValue)] " + words(text))
    case .facts(let facts):
      for fact in facts { line(words(fact.label) + ": " + words(fact.value)) }
    case .divider: line("---")
    case .section(let title, let children): nested(title, children)
    case .columns(let children): for child in children { write(child) }
    case .list(let list): for item in list.items { write(item) }
    case .table(let header, let rows):
      if !header.isEmpty { line(header.map(words).joined(separator: " | ")) }
      for row in rows { line(row.map(words).joined(separator: " | ")) }
    case .image(_, let alt): line("(" + words(alt) + ")")
    case .code(let payload, let caption):
      line((caption.map { words($0) + ": " } ?? "") + payload)
    case .steps(let names, let current):
      let marked = names.enumerated().map { index, name in
        index == current ? "[" + words(name) + "]" : words(name)
      }
      line(marked.joined(separator: " > "))
    case .progress(let value, let total, let label):
      line((label.map { words($0) + ": " } ?? "") + "\(value)/\(total)")
    case .timer(let until, let label):
      line((label.map { words($0) + ": " } ?? "") + until.iso8601)
    case .input(let input): write(input)
    case .bill(let bill): line("bill " + bill.key)
    case .button(let button):
      let reason = button.disabled.map { " (" + words($0) + ")" } ?? ""
      line("[ " + words(button.label) + " ]" + reason + arrow(button.action))
    }
  }

  private mutating func nested(_ title: LocalizedText?, _ children: [PageNode]) {
    if let title { line("## " + words(title)) }
    depth += 1
    for child in children { write(child) }
    depth -= 1
  }

  private mutating func write(_ item: PageList.Item) {
    var parts = ["- " + words(item.title)]
    if let quantity = item.quantity { parts.append("× \(quantity)") }
    if let price = item.price { parts.append(price.formatted) }
    if let badge = item.badge { parts.append("[" + words(badge) + "]") }
    if let subtitle = item.subtitle { parts.append("— " + words(subtitle)) }
    if let disabled = item.disabled { parts.append("(" + words(disabled) + ")") }
    line(parts.joined(separator: " ") + (item.disabled == nil ? item.action.map(arrow) ?? "" : ""))
  }

  private mutating func write(_ input: PageInput) {
    line(words(input.label) + (input.required ? " *" : "") + " <" + input.id + ">")
    guard case .choice(let options, _, _, _) = input.kind else { return }
    depth += 1
    for option in options {
      line(option.id + ": " + words(option.title) + (option.price.map { " " + $0.formatted } ?? ""))
    }
    depth -= 1
  }

  private func arrow(_ action: PageAction) -> String {
    let arguments = action.arguments.isEmpty ? "" : " " + JSON.object(action.arguments).text
    return "  -> " + action.feature + arguments
  }
}
