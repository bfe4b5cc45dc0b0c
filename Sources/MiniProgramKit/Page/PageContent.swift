/// Something that can stand on a page.
package protocol PageContent {
  /// The nodes it becomes, from top to bottom.
  var nodes: [PageNode] { get }
}

/// Collects what is written between the braces of a page or a section.
@resultBuilder
package enum PageBuilder {
  /// One thing.
  package static func buildExpression(_ content: some PageContent) -> [PageNode] { content.nodes }
  /// Nodes that a function made.
  package static func buildExpression(_ nodes: [PageNode]) -> [PageNode] { nodes }
  /// One after the other.
  package static func buildBlock(_ parts: [PageNode]...) -> [PageNode] { parts.flatMap { $0 } }
  /// `if` without `else`.
  package static func buildOptional(_ part: [PageNode]?) -> [PageNode] { part ?? [] }
  /// `if` and `switch`.
  package static func buildEither(first: [PageNode]) -> [PageNode] { first }
  /// `else`.
  package static func buildEither(second: [PageNode]) -> [PageNode] { second }
  /// `for`.
  package static func buildArray(_ parts: [[PageNode]]) -> [PageNode] { parts.flatMap { $0 } }
}

extension Page {
  /// A page of the given content.
  ///
  /// `refresh` names a query feature that draws it again after others changed the session.
  package init(
    _ title: LocalizedText, refresh: PageAction? = nil,
    @PageBuilder content: () throws -> [PageNode]
  ) rethrows {
    self.init(title: title, body: try content(), refresh: refresh)
  }
}

extension PageNode: PageContent {
  /// Itself.
  package var nodes: [PageNode] { [self] }
}

extension PageList: PageContent {
  /// A list.
  package var nodes: [PageNode] { [.list(self)] }
}

extension PageInput: PageContent {
  /// An input.
  package var nodes: [PageNode] { [.input(self)] }
}

extension PageButton: PageContent {
  /// A button.
  package var nodes: [PageNode] { [.button(self)] }

  /// A button that calls a feature.
  package init(
    _ id: String, _ label: LocalizedText, style: Style = .normal, call feature: String,
    _ arguments: JSONObject = JSONObject(), disabled: LocalizedText? = nil
  ) {
    self.init(
      id: id, label: label, style: style, action: PageAction(feature, arguments),
      disabled: disabled)
  }
}

extension BillComponent: PageContent {
  /// A bill.
  package var nodes: [PageNode] { [.bill(self)] }
}

/// A line of text.
package struct Text: PageContent {
  let text: LocalizedText
  let style: PageNode.TextStyle

  /// A text in a style.
  package init(_ text: LocalizedText, _ style: PageNode.TextStyle = .body) {
    self.text = text
    self.style = style
  }

  /// One node.
  package var nodes: [PageNode] { [.text(text, style)] }
}

/// A sentence that asks for attention.
package struct Notice: PageContent {
  let text: LocalizedText
  let tone: PageNode.NoticeTone

  /// A sentence and what it means.
  package init(_ text: LocalizedText, _ tone: PageNode.NoticeTone = .info) {
    self.text = text
    self.tone = tone
  }

  /// One node.
  package var nodes: [PageNode] { [.notice(text, tone)] }
}

/// Labels and their values.
package struct Facts: PageContent {
  let facts: [PageNode.Fact]

  /// Labels and their values.
  package init(_ facts: [PageNode.Fact]) { self.facts = facts }

  /// One node, or none where there is no fact.
  package var nodes: [PageNode] { facts.isEmpty ? [] : [.facts(facts)] }
}

/// Content under a title.
package struct Section: PageContent {
  let title: LocalizedText?
  let children: [PageNode]

  /// Content under a title.
  package init(
    _ title: LocalizedText? = nil, @PageBuilder content: () throws -> [PageNode]
  ) rethrows {
    self.title = title
    children = try content()
  }

  /// One node, or none where there is no content.
  package var nodes: [PageNode] {
    children.isEmpty ? [] : [.section(title: title, children: children)]
  }
}

/// Content side by side where there is room.
package struct Columns: PageContent {
  let children: [PageNode]

  /// Content side by side.
  package init(@PageBuilder content: () throws -> [PageNode]) rethrows {
    children = try content()
  }

  /// One node.
  package var nodes: [PageNode] { [.columns(children)] }
}
