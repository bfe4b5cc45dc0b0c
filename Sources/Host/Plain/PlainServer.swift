package import Wire

/// The host's side of an MCP server that knows nothing of us: its input schemas become forms, its
/// content pages (protocol.md, 1).
package struct PlainServer: Sendable {
  private let manifest: Manifest
  private let fields: [String: [PlainField]]

  /// The pages of a stored manifest whose features were written by publishing.
  package init?(_ manifest: Manifest) {
    guard manifest.feature(Manifest.startFeature) != nil else { return nil }
    self.manifest = manifest
    fields = Dictionary(
      manifest.features.map { ($0.name, PlainField.all(of: $0.input ?? [:])) },
      uniquingKeysWith: { first, _ in first })
  }

  private var tools: [Manifest.Feature] {
    manifest.features.filter { $0.name != Manifest.startFeature && $0.visibility == .person }
  }

  /// What the host's own feature shows: the form of a tool, or the list of all; nil where there is
  /// no such tool.
  package func start(_ arguments: JSON) -> Page? {
    if let name = arguments["tool"]?.string {
      return tools.first { $0.name == name }.map(form)
    }
    let tools = tools
    return tools.count == 1 ? form(tools[0]) : list(tools)
  }

  /// Every form there is, to be checked before it is published.
  package var forms: [(feature: String, page: Page)] {
    tools.map { ($0.name, form($0)) }
  }

  /// What a form gave, as the tool's schema asks for it.
  package func arguments(_ typed: JSON, of feature: String) -> JSON {
    guard let object = typed.object, let fields = fields[feature], !fields.isEmpty else {
      return typed
    }
    var read = JSONObject()
    for member in object.members {
      guard let field = fields.first(where: { $0.name == member.key }) else {
        read[member.key] = member.value
        continue
      }
      if let value = field.value(of: member.value) { read[member.key] = value }
    }
    return .object(read)
  }

  /// What a tool answered, with the ways on.
  package func page(_ result: MCP.CallResult, of feature: Manifest.Feature) -> Page {
    var page =
      ContentPage.page(result, title: Self.title(feature)) ?? Page(title: Self.title(feature))
    if page.body.isEmpty {
      page.body = [.notice(LocalizedText(ko: "끝났습니다.", en: "Done."), .ok)]
    }
    page.body.append(
      .button(
        PageButton(
          id: "madang-again", label: LocalizedText(ko: "다시", en: "Again"),
          action: way(to: feature))))
    if tools.count > 1 {
      page.body.append(
        .button(
          PageButton(
            id: "madang-all", label: LocalizedText(ko: "모든 기능", en: "Everything"),
            action: PageAction(Manifest.startFeature))))
    }
    return page
  }

  private func way(to feature: Manifest.Feature) -> PageAction {
    guard fields[feature.name]?.isEmpty == false else { return PageAction(feature.name) }
    return PageAction(
      Manifest.startFeature, JSONObject([("tool", .string(feature.name))]))
  }

  private func list(_ tools: [Manifest.Feature]) -> Page {
    Page(
      title: manifest.name,
      body: [
        .list(
          PageList(
            filter: tools.count > 9,
            items: tools.map { feature in
              PageList.Item(
                id: feature.name, title: Self.title(feature),
                subtitle: feature.description.map(Self.firstLine), action: way(to: feature))
            }))
      ])
  }

  private func form(_ feature: Manifest.Feature) -> Page {
    let fields = fields[feature.name] ?? []
    var body: [PageNode] = feature.description.map { [.text($0, .quiet)] } ?? []
    // With very many fields the hints go first: a form must fit on a page.
    let hasHints = fields.count < Page.nodeLimit / 3
    for field in fields {
      if hasHints, !field.description.isEmpty {
        body.append(.text(LocalizedText(Self.cut(field.description, 200)), .quiet))
      }
      body.append(.input(field.input))
    }
    body.append(
      .button(
        PageButton(
          id: "madang-send", label: LocalizedText(ko: "보내기", en: "Send"), style: .primary,
          action: PageAction(feature.name))))
    return Page(title: Self.title(feature), body: body)
  }

  private static func title(_ feature: Manifest.Feature) -> LocalizedText {
    feature.title ?? LocalizedText(feature.name)
  }

  private static func firstLine(_ text: LocalizedText) -> LocalizedText {
    text.map { text in
      cut(text.split(separator: "\n").first.map(String.init) ?? text, 200)
    }
  }

  static func cut(_ text: String, _ limit: Int) -> String {
    text.count <= limit ? text : String(text.prefix(limit - 1)) + "…"
  }
}
