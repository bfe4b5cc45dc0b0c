import Wire

extension Screen {
  /// Whether there is a list to look through.
  var isSearchable: Bool {
    guard case .visit(let visit) = place else { return false }
    return visit.page.allNodes.contains { node in
      if case .list(let list) = node { !list.items.isEmpty } else { false }
    }
  }

  /// The screen with only those items of its lists that fit, and keys for what is left.
  func narrowed(_ fits: (String) -> Bool) -> Screen {
    guard case .visit(let visit) = place else { return self }
    var copy = self
    let shown = visit.narrowed { item in item.title.allTexts.contains(where: fits) }
    copy.place = .visit(shown)
    copy.choices = copy.place.choices(language)
    return copy
  }
}

extension PageNode {
  /// The component with only those list items that fit.
  func narrowed(_ fits: (PageList.Item) -> Bool) -> PageNode {
    switch self {
    case .list(let list): .list(PageList(filter: list.filter, items: list.items.filter(fits)))
    case .section(let title, let children):
      .section(title: title, children: children.map { $0.narrowed(fits) })
    case .columns(let children): .columns(children.map { $0.narrowed(fits) })
    default: self
    }
  }
}
