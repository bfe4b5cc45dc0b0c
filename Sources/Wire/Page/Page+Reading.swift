extension Page {
  /// Who made the JSON that is being read.
  package enum Source: Sendable {
    /// A mini-program: untrusted; it may not state the daemon's facts.
    case program
    /// The daemon, which has read it as `.program` before.
    case daemon
  }

  /// What reading a page gave: the page, and what degraded on the way.
  package struct Reading: Sendable {
    /// The page, its texts cleaned of control characters.
    package var page: Page
    /// Unknown display components and cleaned texts.
    package var warnings: [DocumentIssue]
  }

  /// The one reader of pages, for validation, development and run time.
  ///
  /// An unknown display component degrades to its `fallback` or `alt`; an unknown input, action or
  /// money component refuses the page, as does anything over a limit.
  package static func read(
    _ json: JSON, from source: Source = .program
  ) throws(DocumentIssue) -> Reading {
    let list = IssueList()
    if json.byteCount > byteLimit {
      throw DocumentIssue(
        "page.too_large", at: "", en: "is larger than \(byteLimit) bytes",
        ko: "\(byteLimit)바이트보다 큽니다")
    }
    let reading = PageReading(list: list, source: source)
    let page = reading.page(StrictReader(json, at: "", into: list))
    if let first = list.issues.first(where: { $0.severity == .error }) { throw first }
    return Reading(page: page, warnings: list.issues)
  }
}

/// One run of the page reader: counts nodes and remembers ids across the whole page.
final class PageReading {
  private let list: IssueList
  private let source: Page.Source
  private var nodes = 0
  private var ids: Set<String> = []
  private var primaries = 0

  init(list: IssueList, source: Page.Source) {
    self.list = list
    self.source = source
  }

  func page(_ reader: StrictReader) -> Page {
    reader.only(["title", "body", "refresh"])
    let title = text(reader, "title", required: true) ?? ""
    let body = children(reader, "body", depth: 1)
    return Page(title: title, body: body, refresh: action(reader, "refresh"))
  }

  private func children(_ reader: StrictReader, _ key: String, depth: Int) -> [PageNode] {
    reader.elements(key, required: true, count: 0...Page.nodeLimit).compactMap { element in
      node(StrictReader(element.value, at: element.pointer, into: list), depth: depth)
    }
  }

  private func node(_ reader: StrictReader, depth: Int) -> PageNode? {
    nodes += 1
    guard nodes <= Page.nodeLimit else {
      if nodes == Page.nodeLimit + 1 {
        reader.report(
          "page.nodes", "type", en: "the page has more than \(Page.nodeLimit) nodes",
          ko: "화면의 요소가 \(Page.nodeLimit)개를 넘습니다")
      }
      return nil
    }
    guard depth <= Page.depthLimit else {
      reader.report(
        "page.depth", "type", en: "nests deeper than \(Page.depthLimit)",
        ko: "\(Page.depthLimit)단계보다 깊습니다")
      return nil
    }
    guard let type = reader.string("type", required: true) else { return nil }
    if let read = PageReading.readers[type] { return read(self)(reader, depth) }
    return unknown(type, reader, depth: depth)
  }

  /// A display component from the future degrades; anything that can act refuses.
  private func unknown(_ type: String, _ reader: StrictReader, depth: Int) -> PageNode? {
    let acts = ["action", "call", "amount", "id"].contains { reader.object[$0] != nil }
    if !acts, let fallback = reader.object["fallback"] {
      reader.warn(
        "page.degraded", "type", en: "unknown component \"\(type)\", its fallback is shown",
        ko: "알 수 없는 요소 \"\(type)\" 대신 대체 요소를 보여 줍니다")
      return node(
        StrictReader(fallback, at: reader.pointer("fallback"), into: list), depth: depth + 1)
    }
    if !acts, let alt = text(reader, "alt") {
      reader.warn(
        "page.degraded", "type", en: "unknown component \"\(type)\", its alt text is shown",
        ko: "알 수 없는 요소 \"\(type)\" 대신 설명을 보여 줍니다")
      return .text(alt, .quiet)
    }
    reader.report(
      "page.component", "type", en: "unknown component \"\(type)\"",
      ko: "알 수 없는 요소 \"\(type)\"입니다")
    return nil
  }

  private typealias NodeReader = @Sendable (PageReading) -> (StrictReader, Int) -> PageNode?

  /// Which function reads which component: one line each.
  private static let readers: [String: NodeReader] = [
    "text": PageReading.textNode, "notice": PageReading.notice, "facts": PageReading.facts,
    "divider": PageReading.divider, "section": PageReading.section,
    "columns": PageReading.columns, "list": PageReading.list, "table": PageReading.table,
    "image": PageReading.image, "code": PageReading.code, "steps": PageReading.steps,
    "progress": PageReading.progress, "timer": PageReading.timer,
    "textInput": PageReading.textInput, "number": PageReading.number,
    "choice": PageReading.choice, "toggle": PageReading.toggle, "date": PageReading.date,
    "bill": PageReading.bill, "button": PageReading.button,
  ]

  private func textNode(_ reader: StrictReader, _ depth: Int) -> PageNode? {
    reader.only(["type", "text", "style"])
    return text(reader, "text", required: true).map {
      .text($0, reader.word("style") ?? .body)
    }
  }

  private func notice(_ reader: StrictReader, _ depth: Int) -> PageNode? {
    reader.only(["type", "text", "tone"])
    return text(reader, "text", required: true).map {
      .notice($0, reader.word("tone") ?? .info)
    }
  }

  private func facts(_ reader: StrictReader, _ depth: Int) -> PageNode? {
    reader.only(["type", "facts"])
    return .facts(
      reader.objects("facts", required: true, count: 0...Page.itemLimit).compactMap { fact in
        fact.only(["label", "value"])
        guard let label = text(fact, "label", required: true),
          let value = text(fact, "value", required: true)
        else { return nil }
        return PageNode.Fact(label, value)
      })
  }

  private func divider(_ reader: StrictReader, _ depth: Int) -> PageNode? {
    reader.only(["type"])
    return .divider
  }

  private func section(_ reader: StrictReader, _ depth: Int) -> PageNode? {
    reader.only(["type", "title", "children"])
    return .section(
      title: text(reader, "title"), children: children(reader, "children", depth: depth + 1))
  }

  private func columns(_ reader: StrictReader, _ depth: Int) -> PageNode? {
    reader.only(["type", "children"])
    return .columns(children(reader, "children", depth: depth + 1))
  }

  private func list(_ reader: StrictReader, _ depth: Int) -> PageNode? {
    reader.only(["type", "items", "filter"])
    let items = reader.objects("items", required: true, count: 0...Page.itemLimit)
    return .list(PageList(filter: reader.bool("filter"), items: items.compactMap(item)))
  }

  private func item(_ reader: StrictReader) -> PageList.Item? {
    reader.only([
      "id", "title", "subtitle", "badge", "price", "currency", "quantity", "disabled", "action",
    ])
    guard let id = uniqueID(reader), let title = text(reader, "title", required: true) else {
      return nil
    }
    return PageList.Item(
      id: id, title: title, subtitle: text(reader, "subtitle"), badge: text(reader, "badge"),
      price: price(reader), quantity: reader.integer("quantity", in: 0...9999),
      disabled: text(reader, "disabled"), action: action(reader, "action"))
  }

  private func table(_ reader: StrictReader, _ depth: Int) -> PageNode? {
    reader.only(["type", "header", "rows"])
    func cells(_ key: String, of reader: StrictReader) -> [LocalizedText] {
      reader.elements(key, count: 0...20).map { cell in
        clean(LocalizedText(json: cell.value) ?? "")
      }
    }
    let rows = reader.elements("rows", required: true, count: 0...Page.itemLimit).map { row in
      (row.value.array ?? []).prefix(20).map { clean(LocalizedText(json: $0) ?? "") }
    }
    return .table(header: cells("header", of: reader), rows: rows)
  }

  private func image(_ reader: StrictReader, _ depth: Int) -> PageNode? {
    reader.only(["type", "src", "alt"])
    guard let source = reader.string("src", required: true, length: 1...200),
      let alt = text(reader, "alt", required: true)
    else { return nil }
    return .image(source: source, alt: alt)
  }

  private func code(_ reader: StrictReader, _ depth: Int) -> PageNode? {
    reader.only(["type", "payload", "caption"])
    guard let payload = reader.string("payload", required: true, length: 1...1000) else {
      return nil
    }
    return .code(payload: payload.cleaned, caption: text(reader, "caption"))
  }

  private func steps(_ reader: StrictReader, _ depth: Int) -> PageNode? {
    reader.only(["type", "steps", "current"])
    let names = reader.elements("steps", required: true, count: 1...20).map {
      clean(LocalizedText(json: $0.value) ?? "")
    }
    let last = Int64(max(0, names.count - 1))
    return .steps(names, current: Int(reader.integer("current", in: 0...last) ?? 0))
  }

  private func progress(_ reader: StrictReader, _ depth: Int) -> PageNode? {
    reader.only(["type", "value", "total", "label"])
    guard let value = reader.integer("value", required: true, in: 0...Int64.max),
      let total = reader.integer("total", required: true, in: 1...Int64.max)
    else { return nil }
    return .progress(value: min(value, total), total: total, label: text(reader, "label"))
  }

  private func timer(_ reader: StrictReader, _ depth: Int) -> PageNode? {
    reader.only(["type", "until", "label"])
    return reader.integer("until", required: true).map {
      .timer(until: Instant(milliseconds: $0), label: text(reader, "label"))
    }
  }

  private func textInput(_ reader: StrictReader, _ depth: Int) -> PageNode? {
    input(reader, members: ["limit", "value"]) {
      let limit = Int(reader.integer("limit", in: 1...Int64(Page.textLimit)) ?? 200)
      return .text(
        limit: limit, value: (reader.string("value", length: 0...limit) ?? "").cleaned)
    }
  }

  private func number(_ reader: StrictReader, _ depth: Int) -> PageNode? {
    input(reader, members: ["minimum", "maximum", "step", "value"]) {
      let minimum = reader.integer("minimum") ?? 0
      let maximum = reader.integer("maximum", in: minimum...Int64.max) ?? Int64.max
      return .number(
        range: minimum...max(minimum, maximum),
        step: reader.integer("step", in: 1...Int64.max) ?? 1,
        value: reader.integer("value", in: minimum...max(minimum, maximum)) ?? minimum)
    }
  }

  private func choice(_ reader: StrictReader, _ depth: Int) -> PageNode? {
    input(reader, members: ["options", "minimum", "maximum", "chosen"]) {
      let options = reader.objects("options", required: true, count: 1...Page.itemLimit)
        .compactMap(option)
      let most = Int64(options.count)
      let minimum = reader.integer("minimum", in: 0...most) ?? 0
      let maximum = reader.integer("maximum", in: max(1, minimum)...max(1, most)) ?? 1
      let ids = Set(options.map(\.id))
      if ids.count != options.count {
        reader.report(
          "value.unique", "options", en: "has the same id twice", ko: "같은 id가 두 번 있습니다")
      }
      let chosen = reader.elements("chosen").compactMap(\.value.string).filter(ids.contains)
      return .choice(
        options: options, minimum: Int(minimum), maximum: Int(maximum), chosen: chosen)
    }
  }

  private func option(_ reader: StrictReader) -> PageInput.Option? {
    reader.only(["id", "title", "price", "currency"])
    guard let id = reader.string("id", required: true, length: 1...64),
      let title = text(reader, "title", required: true)
    else { return nil }
    return PageInput.Option(id: id.cleaned, title: title, price: price(reader))
  }

  private func toggle(_ reader: StrictReader, _ depth: Int) -> PageNode? {
    input(reader, members: ["value"]) { .toggle(reader.bool("value")) }
  }

  private func date(_ reader: StrictReader, _ depth: Int) -> PageNode? {
    input(reader, members: ["value"]) {
      .date((reader.string("value", length: 0...10) ?? "").cleaned)
    }
  }

  private func input(
    _ reader: StrictReader, members: [String], kind: () -> PageInput.Kind
  ) -> PageNode? {
    reader.only(["type", "id", "label", "required"] + members)
    guard let id = uniqueID(reader), let label = text(reader, "label", required: true) else {
      return nil
    }
    let words = label.allTexts.map { $0.lowercased() }
    if words.contains(where: { text in PageReading.secretWords.contains { text.contains($0) } }) {
      reader.report(
        "page.asks_secret", "label", en: "a program may not ask for a PIN, password or card",
        ko: "프로그램은 PIN, 비밀번호, 카드 정보를 물을 수 없습니다")
    }
    return .input(
      PageInput(id: id, label: label, required: reader.bool("required"), kind: kind()))
  }

  /// Labels that only the host's own sheets may carry (wallet.md, Pay sheet).
  private static let secretWords = [
    "password", "passcode", "pin number", "pin code", "card number", "cvc", "cvv", "비밀번호",
    "암호", "카드번호", "카드 번호",
  ]

  private func bill(_ reader: StrictReader, _ depth: Int) -> PageNode? {
    reader.only(source == .daemon ? ["type", "key", "facts"] : ["type", "key"])
    guard let key = reader.string("key", required: true, length: 1...128) else { return nil }
    var component = BillComponent(key: key)
    if let facts = reader.object["facts"] {
      do {
        component.facts = try facts.decode(BillView.self)
      } catch {
        let (_, reason) = error.pointerAndReason
        reader.report("value.kind", "facts", en: reason, ko: reason)
      }
    }
    return .bill(component)
  }

  private func button(_ reader: StrictReader, _ depth: Int) -> PageNode? {
    reader.only(["type", "id", "label", "style", "action", "disabled"])
    guard let id = uniqueID(reader), let label = text(reader, "label", required: true),
      let action = action(reader, "action", required: true)
    else { return nil }
    let style: PageButton.Style = reader.word("style") ?? .normal
    if style == .primary { primaries += 1 }
    if primaries > 1 {
      reader.report(
        "page.primaries", "style", en: "a page has at most one primary button",
        ko: "주 버튼은 한 화면에 하나입니다")
    }
    return .button(
      PageButton(
        id: id, label: label, style: style, action: action, disabled: text(reader, "disabled")))
  }

  // MARK: parts

  private func uniqueID(_ reader: StrictReader) -> String? {
    guard let id = reader.string("id", required: true, length: 1...64) else { return nil }
    let cleaned = id.cleaned
    if !ids.insert(cleaned).inserted {
      reader.report(
        "value.unique", "id", en: "\"\(cleaned)\" stands on the page twice",
        ko: "\"\(cleaned)\"이(가) 화면에 두 번 있습니다")
    }
    return cleaned
  }

  private func price(_ reader: StrictReader) -> Money? {
    let largest = Money.largestAmount
    return reader.integer("price", in: -largest...largest).map {
      Money($0, reader.word("currency") ?? .krw)
    }
  }

  private func action(
    _ reader: StrictReader, _ key: String, required: Bool = false
  ) -> PageAction? {
    guard let action = reader.nested(key, required: required) else { return nil }
    action.only(["call", "arguments"])
    guard let feature = action.string("call", required: true, length: 1...128) else { return nil }
    return PageAction(feature, action.nested("arguments")?.object ?? JSONObject())
  }

  private func text(
    _ reader: StrictReader, _ key: String, required: Bool = false
  ) -> LocalizedText? {
    reader.text(key, required: required, limit: Page.textLimit).map(clean)
  }

  private func clean(_ text: LocalizedText) -> LocalizedText { text.map(\.cleaned) }
}
