extension Page {
  /// Whether the daemon puts something of its own into the page before a person sees it: facts of
  /// a bill, or the text of a code.
  package var isFilledIn: Bool { body.contains(where: \.isFilledIn) }
}

extension PageNode {
  fileprivate var isFilledIn: Bool {
    switch self {
    case .bill, .code: true
    case .section(_, let children), .columns(let children): children.contains(where: \.isFilledIn)
    default: false
    }
  }
}
