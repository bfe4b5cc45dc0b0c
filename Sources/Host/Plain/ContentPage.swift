package import Wire

/// A page of a tool's own content: what any MCP client would be shown.
package enum ContentPage {
  /// Nodes of content; the rest is counted and said.
  static let nodeLimit = 120
  /// Bytes of the content as JSON: with title and buttons below the limit of a page.
  static let byteLimit = Page.byteLimit - 8 * 1024
  /// Rows of a table and facts of a list.
  static let rowLimit = 100

  /// The page of a result; nil where there is nothing to show.
  package static func page(_ result: MCP.CallResult, title: LocalizedText) -> Page? {
    var body = structured(result)
    for block in result.content where !repeats(block, result.structuredContent, body) {
      body += nodes(of: block)
    }
    guard !body.isEmpty else { return nil }
    return Page(title: title, body: bounded(body))
  }

  /// The specification has servers repeat structured content as JSON in a text.
  private static func repeats(_ block: JSON, _ data: JSON?, _ shown: [PageNode]) -> Bool {
    guard !shown.isEmpty, let data, block["type"]?.string == "text",
      let text = block["text"]?.string
    else { return false }
    do {
      let said = try JSON.parse(Array(text.utf8))
      return said.canonical == data.canonical || said.canonical == data["result"]?.canonical
        || (data["result"]?.array ?? []).contains { $0.canonical == said.canonical }
    } catch {
      return data["result"]?.string == text
        || (data["result"]?.array ?? []).contains { $0.string == text }
    }
  }

  private static func structured(_ result: MCP.CallResult) -> [PageNode] {
    guard let data = result.structuredContent?.object, !data.isEmpty else { return [] }
    // SDKs wrap a value that is no object so; a text is shown better as the text it is.
    if data.keys == ["result"], let value = data["result"] {
      if !result.content.isEmpty, value.array == nil, value.object == nil { return [] }
      return nodes(of: "", value)
    }
    return facts(data)
  }

  private static func facts(_ data: JSONObject) -> [PageNode] {
    var nodes: [PageNode] = []
    let flat = data.members.filter { isFlat($0.value) }
    if !flat.isEmpty {
      nodes.append(
        .facts(
          flat.prefix(rowLimit).map {
            PageNode.Fact(LocalizedText(PlainServer.cut($0.key, 100)), text($0.value))
          }))
    }
    for member in data.members where !isFlat(member.value) {
      nodes += self.nodes(of: member.key, member.value)
    }
    return nodes
  }

  private static func nodes(of name: String, _ value: JSON) -> [PageNode] {
    let heading: [PageNode] =
      name.isEmpty ? [] : [.text(LocalizedText(PlainServer.cut(name, 100)), .heading)]
    if let object = value.object { return heading + facts(object) }
    guard let array = value.array else { return heading + texts(PlainField.text(value)) }
    let rows = array.prefix(rowLimit)
    let keys = rows.first?.object?.keys ?? []
    let isTable =
      !keys.isEmpty && keys.count <= 8
      && rows.allSatisfy { row in
        row.object.map { $0.members.allSatisfy { isFlat($0.value) } } ?? false
      }
    if isTable {
      return heading + [
        .table(
          header: keys.map { LocalizedText(PlainServer.cut($0, 100)) },
          rows: rows.map { row in keys.map { text(row[$0] ?? .null) } })
      ]
    }
    return heading + rows.flatMap { texts(PlainField.text($0)) }
  }

  private static func isFlat(_ value: JSON) -> Bool { value.array == nil && value.object == nil }

  private static func text(_ value: JSON) -> LocalizedText {
    LocalizedText(PlainServer.cut(value.isNull ? "–" : PlainField.text(value), 500))
  }

  private static func nodes(of block: JSON) -> [PageNode] {
    switch block["type"]?.string {
    case "text": return texts(block["text"]?.string ?? "")
    case "resource_link":
      let name = block["title"]?.string ?? block["name"]?.string ?? ""
      return texts("\(name) \(block["uri"]?.string ?? "")")
    case "resource":
      if let text = block["resource"]?["text"]?.string { return texts(text) }
      return [unshown(block["resource"]?["mimeType"]?.string ?? "resource")]
    case let type:
      return [unshown(block["mimeType"]?.string ?? type ?? "?")]
    }
  }

  private static func unshown(_ kind: String) -> PageNode {
    let kind = PlainServer.cut(kind, 60)
    return .notice(
      LocalizedText(
        ko: "여기서 보여 줄 수 없는 내용이 있습니다: \(kind)",
        en: "There is something that cannot be shown here: \(kind)"), .info)
  }

  /// A text in pieces that a page takes.
  private static func texts(_ text: String) -> [PageNode] {
    var nodes: [PageNode] = []
    var rest = Substring(text.trimmedLines)
    while !rest.isEmpty, nodes.count < nodeLimit {
      let piece = rest.prefix(Page.textLimit)
      nodes.append(.text(LocalizedText(String(piece)), .body))
      rest = rest.dropFirst(piece.count)
    }
    return nodes
  }

  private static func bounded(_ nodes: [PageNode]) -> [PageNode] {
    var kept: [PageNode] = []
    var left = byteLimit
    for node in nodes {
      let size = byteCount(of: node)
      guard kept.count < nodeLimit, size <= left else { break }
      left -= size
      kept.append(node)
    }
    guard kept.count < nodes.count else { return kept }
    return kept + [
      .notice(
        LocalizedText(
          ko: "너무 길어 나머지는 보여 주지 않습니다.", en: "The rest is too long to be shown."),
        .warning)
    ]
  }

  private static func byteCount(of node: PageNode) -> Int {
    Page(title: "", body: [node]).json.byteCount
  }
}

extension String {
  /// Without blank lines at either end.
  fileprivate var trimmedLines: String {
    var scalars = self[...]
    while scalars.last?.isNewline == true { scalars.removeLast() }
    while scalars.first?.isNewline == true { scalars.removeFirst() }
    return String(scalars)
  }
}
