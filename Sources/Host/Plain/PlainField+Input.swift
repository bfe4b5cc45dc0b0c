import Wire

/// What a field looks like on a page.
extension PlainField {
  /// Characters of a label.
  static let labelLimit = 100

  /// The input with its default in it.
  var input: PageInput {
    PageInput(
      id: name, label: LocalizedText(PlainServer.cut(label, Self.labelLimit)),
      required: isRequired && fallback == nil, kind: inputKind)
  }

  private var label: String {
    switch kind {
    case .json: "\(title) (JSON)"
    default: title
    }
  }

  private var inputKind: PageInput.Kind {
    let text = fallback.map { $0.isNull ? "" : Self.text($0) } ?? ""
    switch kind {
    case .text(let limit): return .text(limit: limit, value: String(text.prefix(limit)))
    case .number: return .text(limit: 40, value: String(text.prefix(40)))
    case .json: return .text(limit: Page.textLimit, value: String(text.prefix(Page.textLimit)))
    case .integer(let range):
      let value = fallback?.integer.map { min(max($0, range.lowerBound), range.upperBound) }
      return .number(range: range, step: 1, value: value ?? range.lowerBound)
    case .toggle: return .toggle(fallback?.bool ?? false)
    case .choice(let values, let titles):
      let isNeeded = isRequired && fallback == nil
      return .choice(
        options: zip(values, titles).map {
          PageInput.Option(id: Self.text($0), title: LocalizedText($1))
        },
        minimum: isNeeded ? 1 : 0, maximum: 1, chosen: text.isEmpty ? [] : [text])
    case .choices(let values, let range):
      let chosen = fallback?.array?.map(Self.text) ?? []
      return .choice(
        options: values.map {
          PageInput.Option(id: Self.text($0), title: LocalizedText(Self.text($0)))
        },
        minimum: isRequired ? range.lowerBound : 0, maximum: max(2, range.upperBound),
        chosen: chosen)
    }
  }
}
