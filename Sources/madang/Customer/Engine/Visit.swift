import Wire

/// A session as one person has it open: its page, what they typed, and the pages before.
struct Visit: Hashable {
  /// Pages kept for Back.
  static let earlierLimit = 32

  /// A page somebody has moved on from.
  struct Earlier: Hashable {
    var page: Page
    var typed: [String: TypedValue]
    var rev: Int64
  }

  /// Which session.
  var session: SessionID
  /// Whose.
  var app: AppID
  /// The registered name.
  var name: LocalizedText
  /// Where.
  var place: LocalizedText?
  /// The revision of the page that is shown.
  var rev: Int64
  /// The newest revision anybody told of.
  var newestRev: Int64
  /// How many people are in it.
  var people: Int
  /// Whether the visit is over.
  var ended: Bool
  /// What is shown.
  private(set) var page: Page
  /// What stands in the inputs.
  var typed: [String: TypedValue]
  /// The pages before, oldest first.
  private(set) var earlier: [Earlier] = []

  /// A visit from the reply that opened it.
  init(_ reply: PageReply, page: Page) {
    session = reply.session
    app = reply.app
    name = reply.name
    place = reply.place
    rev = reply.rev
    newestRev = reply.rev
    people = reply.people
    ended = reply.ended
    self.page = page
    typed = Self.initial(page)
  }

  /// Whether others have changed the session since this page was drawn.
  var isStale: Bool { newestRev > rev }

  /// Takes what a call answered. A page of another kind can be gone back from, unless it only
  /// draws this one anew (`isRefresh`) or is one of those before.
  mutating func take(_ reply: PageReply, page next: Page?, isRefresh: Bool) {
    place = reply.place
    rev = reply.rev
    newestRev = max(newestRev, reply.rev)
    people = reply.people
    ended = reply.ended
    guard let next else { return }
    let identity = Self.identity(next)
    if isRefresh || identity == Self.identity(page) {
      typed = kept(on: next, from: page, typed)
    } else if let index = earlier.lastIndex(where: { Self.identity($0.page) == identity }) {
      let found = earlier[index]
      typed = kept(on: next, from: found.page, found.typed)
      earlier.removeSubrange(index...)
    } else {
      earlier.append(Earlier(page: page, typed: typed, rev: rev))
      if earlier.count > Self.earlierLimit { earlier.removeFirst() }
      typed = Self.initial(next)
    }
    page = next
  }

  /// Goes to the page before; false where this is the first.
  mutating func goBack() -> Bool {
    guard let last = earlier.popLast() else { return false }
    page = last.page
    typed = last.typed
    rev = last.rev
    return true
  }

  /// The visit as it looks with only some items of its lists.
  func narrowed(_ fits: (PageList.Item) -> Bool) -> Visit {
    var copy = self
    copy.page.body = page.body.map { $0.narrowed(fits) }
    return copy
  }

  /// All inputs of the page in order.
  var inputs: [PageInput] { Self.inputs(page) }

  /// What an action is called with: its own arguments and the inputs of the page.
  ///
  /// Only what the page is for must find its inputs filled in; a way back or aside never does.
  func arguments(for action: PageAction, in language: Language) throws(ShellFault) -> JSONObject {
    let mustBeWhole = isMain(action)
    var arguments = action.arguments
    for input in inputs {
      let value = typed[input.id] ?? TypedValue(initial: input.kind)
      if mustBeWhole, let complaint = value.complaint(about: input, in: language) {
        throw complaint
      }
      if let argument = value.argument(for: input) { arguments[input.id] = argument }
    }
    return arguments
  }

  /// Whether an action is the page's primary button, or the page has none.
  private func isMain(_ action: PageAction) -> Bool {
    let primary = page.allNodes.compactMap { node -> PageButton? in
      if case .button(let button) = node, button.style == .primary { button } else { nil }
    }.first
    return primary.map { $0.action == action } ?? true
  }

  /// Questions a page asks: inputs that must be filled and come empty.
  var questions: [String] {
    inputs.filter { input in
      TypedValue(initial: input.kind).complaint(about: input, in: .english) != nil
    }.map(\.id)
  }

  /// Typed values survive a new drawing, unless the program itself changed what stood there.
  private func kept(
    on next: Page, from old: Page, _ typed: [String: TypedValue]
  ) -> [String: TypedValue] {
    let before = Self.initial(old)
    return Self.initial(next).reduce(into: [:]) { result, entry in
      let isUntouched = before[entry.key] == entry.value
      result[entry.key] = isUntouched ? typed[entry.key] ?? entry.value : entry.value
    }
  }

  private static func identity(_ page: Page) -> String {
    page.title.json.text + (page.refresh?.json.text ?? "")
  }

  private static func initial(_ page: Page) -> [String: TypedValue] {
    inputs(page).reduce(into: [:]) { $0[$1.id] = TypedValue(initial: $1.kind) }
  }

  private static func inputs(_ page: Page) -> [PageInput] {
    page.allNodes.compactMap { node in
      if case .input(let input) = node { input } else { nil }
    }
  }
}

extension Page {
  /// Every node in the order it is drawn, sections before what is in them.
  var allNodes: [PageNode] { body.flatMap(\.withDescendants) }
}

extension PageNode {
  /// The node and everything in it.
  var withDescendants: [PageNode] {
    switch self {
    case .section(_, let children), .columns(let children):
      [self] + children.flatMap(\.withDescendants)
    default: [self]
    }
  }
}
