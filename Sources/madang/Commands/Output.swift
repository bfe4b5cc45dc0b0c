import Glibc
import Wire

/// Where a command's answers go: standard output for answers, standard error for people beside
/// JSON.
struct Output {
  /// The form of answers; nil draws lines for a terminal.
  var mode: Capabilities.Mode?
  /// The columns of lines.
  var columns: Int
  /// The members of JSON objects to keep.
  var fields: [String] = []
  /// Whether styles may be written.
  var hasColour = false
  /// Where bytes go; tests collect them.
  var write: ([UInt8]) -> Void = { Files.write($0, descriptor: STDOUT_FILENO) }

  /// Whether answers are JSON.
  var isJSON: Bool { mode == .json }

  /// One JSON value on a line.
  func json(_ value: JSON) {
    var bytes = narrowed(value).bytes
    bytes.append(UInt8(ascii: "\n"))
    write(bytes)
  }

  /// Lines of text.
  func lines(_ lines: [String]) {
    write(Array(lines.map { $0 + "\n" }.joined().utf8))
  }

  /// JSON where JSON is asked for, else lines.
  func answer(_ json: @autoclosure () -> JSON, lines text: @autoclosure () -> [String]) {
    if isJSON { self.json(json()) } else { lines(text()) }
  }

  /// A screen in the form that is asked for.
  func screen(_ screen: Screen) {
    if isJSON {
      json(ScreenJSON.json(screen))
    } else {
      let capabilities = Capabilities(mode ?? .tty, columns: columns)
      let drawn = Rendering.render(mode == nil ? screen.printed : screen, capabilities)
      lines(drawn.map { hasColour && mode == nil ? ANSI.text($0) : $0.text })
    }
  }

  /// A failure: JSON on standard output where JSON is asked for, and always lines for people.
  func failure(_ failure: ShellFailure, in language: Language) {
    if isJSON { json(["ok": false, "error": failure.json(in: language)]) }
    let lines = failure.issues(in: language) + failure.lines(in: language)
    let text = lines.map { $0.onOneLine + "\n" }.joined()
    Files.write(Array(text.utf8), descriptor: STDERR_FILENO)
  }

  private func narrowed(_ value: JSON) -> JSON {
    guard !fields.isEmpty, let object = value.object else { return value }
    return .object(
      JSONObject(object.members.filter { fields.contains($0.key) }.map { ($0.key, $0.value) }))
  }
}

extension Screen {
  /// The screen as it is printed once and left: without the ways to move on that nobody can press.
  fileprivate var printed: Screen {
    var copy = self
    copy.choices.removeAll { choice in
      switch choice.deed {
      case .host(.back), .host(.done), .host(.quit), .host(.scan): true
      default: false
      }
    }
    return copy
  }
}
