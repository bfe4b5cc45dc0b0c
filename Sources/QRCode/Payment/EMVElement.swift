/// One data object of an EMVCo merchant-presented code: two digits of id, two of length, value.
package struct EMVElement: Hashable, Sendable {
  /// 0–99.
  package let id: Int
  /// The text between the length and the next id.
  package let value: String
  /// Where the id begins, counted in UTF-8 bytes; 0 for an element that is to be written.
  package let offset: Int
  /// The objects inside a template; empty for a plain value.
  package let children: [EMVElement]

  /// A plain value that is to be written.
  package init(_ id: Int, _ value: String) {
    self.init(id, value, offset: 0, children: [])
  }

  /// A template that is to be written.
  package init(_ id: Int, template children: [EMVElement]) {
    self.init(
      id, children.map(\.text).joined(), offset: 0, children: children)
  }

  init(_ id: Int, _ value: String, offset: Int, children: [EMVElement]) {
    precondition((0...99).contains(id), "an id has two digits")
    self.id = id
    self.value = value
    self.offset = offset
    self.children = children
  }

  /// The id with its two digits.
  var tag: String { Self.tags[id] }

  /// The object as it stands in a code; the length counts characters.
  var text: String {
    let count = value.unicodeScalars.count
    return tag + (count < 100 ? Self.tags[count] : String(count)) + value
  }

  /// The numbers of two digits, written once.
  private static let tags = (0...99).map { $0 < 10 ? "0\($0)" : "\($0)" }

  /// Ids whose value is itself a list of objects, at the root (EMVCo MPM 1.1, table 3.1).
  static func isTemplate(_ id: Int) -> Bool {
    switch id {
    case 26...51, 62, 64, 80...99: true
    default: false
    }
  }
}
