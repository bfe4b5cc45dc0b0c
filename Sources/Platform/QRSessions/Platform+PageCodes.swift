import Wire

/// Codes on pages: a program names its code by its key, the host puts the text in.
extension Platform {
  /// A node with the text of the session's own codes; one that is over becomes a notice.
  func withCode(
    _ node: PageNode, session: Int64, codes: [String: String], now: Instant
  ) throws -> PageNode {
    func all(_ children: [PageNode]) throws -> [PageNode] {
      try children.map { try withCode($0, session: session, codes: codes, now: now) }
    }
    switch node {
    case .code(let payload, let caption) where payload.hasPrefix(PageNode.ownCodePrefix):
      let key = String(payload.dropFirst(PageNode.ownCodePrefix.count))
      if let text = try codes[key] ?? ownCode(key, session: session, now: now) {
        return .code(payload: text, caption: caption)
      }
      return .notice(
        LocalizedText(ko: "코드의 기한이 지났습니다.", en: "This code has expired."), .warning)
    case .section(let title, let children):
      return .section(title: title, children: try all(children))
    case .columns(let children): return .columns(try all(children))
    default: return node
    }
  }
}
