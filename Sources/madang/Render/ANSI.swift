/// Styles as escape sequences of ECMA-48; only the full screen and coloured output use them.
enum ANSI {
  static let reset = "\u{1B}[0m"

  /// A line with its styles.
  static func text(_ line: StyledLine, isSelected: Bool = false) -> String {
    line.spans.map { span in
      let code = isSelected ? "7" : code(span.style)
      return code.isEmpty ? span.text : "\u{1B}[\(code)m\(span.text)\(reset)"
    }.joined()
  }

  private static func code(_ style: StyledLine.Style) -> String {
    switch style {
    case .plain: ""
    case .strong: "1"
    case .quiet, .rail: "2"
    case .key: "1;36"
    case .price: ""
    case .ok: "32"
    case .warning: "33"
    case .error: "31"
    // Black on white from the fixed part of the 256 colours, so that a theme cannot invert it.
    case .symbol: "38;5;16;48;5;231"
    }
  }
}
