/// A logic-less tree that the host draws (page.md); a program never writes to a terminal.
package struct Page: Sendable, Hashable {
  /// What stands above the page.
  package var title: LocalizedText
  /// The nodes from top to bottom.
  package var body: [PageNode]
  /// A `query` feature that draws this page again, called after others changed the session.
  package var refresh: PageAction?

  /// A page.
  package init(title: LocalizedText, body: [PageNode] = [], refresh: PageAction? = nil) {
    self.title = title
    self.body = body
    self.refresh = refresh
  }

  /// Nodes a page may have, all depths together.
  package static let nodeLimit = 200
  /// How deep sections may nest.
  package static let depthLimit = 6
  /// Items a list may have, rows a table, options a choice.
  package static let itemLimit = 200
  /// Characters of one text.
  package static let textLimit = 2000
  /// Bytes of a page as compact JSON.
  package static let byteLimit = 64 * 1024
}

/// A call of a feature that a button or an item makes: inputs of the page join the arguments under
/// their ids.
package struct PageAction: Sendable, Hashable {
  /// The feature's name.
  package var feature: String
  /// Arguments known when the page was made.
  package var arguments: JSONObject

  /// A call of a feature.
  package init(_ feature: String, _ arguments: JSONObject = JSONObject()) {
    self.feature = feature
    self.arguments = arguments
  }
}

/// One component of a page.
package indirect enum PageNode: Sendable, Hashable {
  case text(LocalizedText, TextStyle)
  case notice(LocalizedText, NoticeTone)
  case facts([Fact])
  case divider
  case section(title: LocalizedText?, children: [PageNode])
  case columns([PageNode])
  case list(PageList)
  case table(header: [LocalizedText], rows: [[LocalizedText]])
  case image(source: String, alt: LocalizedText)
  case code(payload: String, caption: LocalizedText?)
  case steps([LocalizedText], current: Int)
  case progress(value: Int64, total: Int64, label: LocalizedText?)
  case timer(until: Instant, label: LocalizedText?)
  case input(PageInput)
  case bill(BillComponent)
  case button(PageButton)

  /// How a text is set.
  package enum TextStyle: String, Sendable, Hashable, CaseIterable {
    case body, strong, quiet, heading
  }

  /// What a notice means.
  package enum NoticeTone: String, Sendable, Hashable, CaseIterable {
    case info, ok, warning, error
  }

  /// A label and its value.
  package struct Fact: Sendable, Hashable {
    /// What it is.
    package var label: LocalizedText
    /// Its value.
    package var value: LocalizedText

    /// A label and its value.
    package init(_ label: LocalizedText, _ value: LocalizedText) {
      self.label = label
      self.value = value
    }
  }
}

/// A list of things, each of which may be chosen.
package struct PageList: Sendable, Hashable {
  /// Whether the shell offers to narrow it by typing.
  package var filter: Bool
  /// The things in order.
  package var items: [Item]

  /// A list.
  package init(filter: Bool = false, items: [Item]) {
    self.filter = filter
    self.items = items
  }

  /// One thing of a list.
  package struct Item: Sendable, Hashable {
    /// Unique on the page; `tap` names it.
    package var id: String
    /// What it is.
    package var title: LocalizedText
    /// More about it.
    package var subtitle: LocalizedText?
    /// A short mark beside the title.
    package var badge: LocalizedText?
    /// Its price in the page's currency.
    package var price: Money?
    /// How many of it.
    package var quantity: Int64?
    /// Why it cannot be chosen; nil where it can.
    package var disabled: LocalizedText?
    /// What choosing it does.
    package var action: PageAction?

    /// A thing of a list.
    package init(
      id: String, title: LocalizedText, subtitle: LocalizedText? = nil,
      badge: LocalizedText? = nil, price: Money? = nil, quantity: Int64? = nil,
      disabled: LocalizedText? = nil, action: PageAction? = nil
    ) {
      self.id = id
      self.title = title
      self.subtitle = subtitle
      self.badge = badge
      self.price = price
      self.quantity = quantity
      self.disabled = disabled
      self.action = action
    }
  }
}

/// Something a person fills in; its value joins an action's arguments under its id.
package struct PageInput: Sendable, Hashable {
  /// The kinds of input and what is particular to each.
  package enum Kind: Sendable, Hashable {
    /// A line of text of at most `limit` characters.
    case text(limit: Int, value: String)
    /// A whole number in a range, changed in steps.
    case number(range: ClosedRange<Int64>, step: Int64, value: Int64)
    /// `minimum` to `maximum` of the options.
    case choice(options: [Option], minimum: Int, maximum: Int, chosen: [String])
    /// Yes or no.
    case toggle(Bool)
    /// A day as `YYYY-MM-DD`, or empty.
    case date(String)
  }

  /// One thing to choose.
  package struct Option: Sendable, Hashable {
    /// Unique within the input; becomes the argument's value.
    package var id: String
    /// What it is.
    package var title: LocalizedText
    /// What it adds to the price.
    package var price: Money?

    /// One thing to choose.
    package init(id: String, title: LocalizedText, price: Money? = nil) {
      self.id = id
      self.title = title
      self.price = price
    }
  }

  /// Unique on the page; the argument's name.
  package var id: String
  /// What is asked.
  package var label: LocalizedText
  /// Whether an action needs it filled.
  package var required: Bool
  /// What kind of input it is.
  package var kind: Kind

  /// Something to fill in.
  package init(id: String, label: LocalizedText, required: Bool = false, kind: Kind) {
    self.id = id
    self.label = label
    self.required = required
    self.kind = kind
  }
}

/// A bill or its receipt, drawn by the host from the daemon's own numbers.
package struct BillComponent: Sendable, Hashable {
  /// The key under which the program made the bill.
  package var key: String
  /// What the daemon knows of it; put in by the host, refused from a program.
  package var facts: BillView?

  /// A reference to a bill of this session.
  package init(key: String, facts: BillView? = nil) {
    self.key = key
    self.facts = facts
  }
}

/// A button.
package struct PageButton: Sendable, Hashable {
  /// How much it matters.
  package enum Style: String, Sendable, Hashable, CaseIterable {
    /// What most people do next; at most one on a page.
    case primary
    case normal
    /// Something that cannot be undone.
    case danger
  }

  /// Unique on the page; `tap` names it.
  package var id: String
  /// What it says.
  package var label: LocalizedText
  /// How much it matters.
  package var style: Style
  /// What it does.
  package var action: PageAction
  /// Why it cannot be pressed; nil where it can.
  package var disabled: LocalizedText?

  /// A button.
  package init(
    id: String, label: LocalizedText, style: Style = .normal, action: PageAction,
    disabled: LocalizedText? = nil
  ) {
    self.id = id
    self.label = label
    self.style = style
    self.action = action
    self.disabled = disabled
  }
}
