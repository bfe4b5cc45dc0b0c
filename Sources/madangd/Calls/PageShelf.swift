import Platform
import Wire

/// The page that each feature drew last, as it was read: a menu is drawn time and again and seldom
/// changes, and an equal page reads to the same.
struct PageShelf {
  /// Pages kept; all are dropped when there are more.
  static let pageLimit = 256
  /// Bytes of all pages kept; all are dropped when there are more.
  static let byteLimit = 2 << 20

  /// A page that was read.
  struct Drawn: Sendable {
    /// What the program sent.
    let source: JSON
    let page: Page
    /// The page as people get it.
    let json: JSON
    /// Bytes of what the program sent.
    let byteCount: Int
    /// Whether the daemon puts facts of its own into it, which change by themselves.
    let isFilledIn: Bool

    init(reading source: JSON) throws(DocumentIssue) {
      self.source = source
      page = try Page.read(source).page
      json = page.json
      byteCount = source.byteCount
      isFilledIn = page.isFilledIn
    }
  }

  private var pages: [ReadHabits.Feature: Drawn] = [:]
  private(set) var byteCount = 0

  /// How many are kept.
  var count: Int { pages.count }

  /// Bytes of what a program sent.
  func byteCount(of source: JSON, _ feature: ReadHabits.Feature) -> Int {
    guard let kept = pages[feature], kept.source == source else { return source.byteCount }
    return kept.byteCount
  }

  /// Reads a page of a feature, or takes it from the shelf.
  mutating func read(
    _ source: JSON, of feature: ReadHabits.Feature
  ) throws(DocumentIssue) -> Drawn {
    let kept = pages[feature]
    if let kept, kept.source == source { return kept }
    let drawn = try Drawn(reading: source)
    byteCount -= kept?.byteCount ?? 0
    pages[feature] = nil
    guard drawn.byteCount <= Self.byteLimit else { return drawn }
    if pages.count >= Self.pageLimit || byteCount + drawn.byteCount > Self.byteLimit {
      pages.removeAll()
      byteCount = 0
    }
    pages[feature] = drawn
    byteCount += drawn.byteCount
    return drawn
  }
}
