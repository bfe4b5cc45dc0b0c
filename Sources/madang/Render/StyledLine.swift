/// One line of a rendering.
struct StyledLine: Hashable {
  /// How a piece of a line is set.
  enum Style: Hashable {
    case plain, strong, quiet, key, price, ok, warning, error, symbol, rail
  }

  /// A piece of a line.
  struct Span: Hashable {
    var text: String
    var style: Style
  }

  /// The mark at the left of every line that a program had a say in; no host line has it.
  static let rail = "│"

  /// The pieces from left to right.
  var spans: [Span] = []
  /// The choice that this line belongs to.
  var choice: String?

  /// A line of one piece.
  init(_ text: String = "", _ style: Style = .plain, choice: String? = nil) {
    if !text.isEmpty { spans = [Span(text: text, style: style)] }
    self.choice = choice
  }

  /// A line of several pieces.
  init(_ spans: [Span], choice: String? = nil) {
    self.spans = spans.filter { !$0.text.isEmpty }
    self.choice = choice
  }

  /// The line without styles and without blanks at its end.
  var text: String {
    var text = spans.map(\.text).joined()
    while text.last == " " { text.removeLast() }
    return text
  }

  /// The line with a program's rail before it.
  var railed: StyledLine {
    var copy = self
    copy.spans.insert(Span(text: Self.rail + " ", style: .rail), at: 0)
    return copy
  }
}
