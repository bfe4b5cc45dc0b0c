import Wire

/// From what a form gives to what the schema asks for.
extension PlainField {
  /// The property's value; nil where nothing is to be said. What cannot be read stays as it was
  /// typed, so that the check of the schema names it.
  func value(of typed: JSON) -> JSON? {
    guard let text = typed.string else { return choicesValue(typed) }
    switch kind {
    case .text:
      if isLeftOut(text) { return nil }
      return typed
    case .toggle: return typed
    case .integer, .number:
      if isLeftOut(text) { return nil }
      return Self.number(text) ?? typed
    case .choice(let values, _):
      if isLeftOut(text) { return nil }
      return values.first { Self.text($0) == text } ?? typed
    case .choices: return typed
    case .json:
      if isLeftOut(text) { return nil }
      do { return try JSON.parse(Array(text.utf8)) } catch { return typed }
    }
  }

  /// An empty field of something optional is no answer, unless emptying it says something.
  private func isLeftOut(_ text: String) -> Bool {
    guard text.isEmpty, !isRequired else { return false }
    guard case .text = kind, let fallback = fallback?.string else { return true }
    return fallback.isEmpty
  }

  private func choicesValue(_ typed: JSON) -> JSON? {
    guard case .choices(let values, let range) = kind, let chosen = typed.array else {
      return typed
    }
    if chosen.isEmpty, !isRequired, range.lowerBound == 0 { return nil }
    return .array(chosen.map { one in values.first { Self.text($0) == one.string } ?? one })
  }

  private static func number(_ text: String) -> JSON? {
    do {
      let value = try JSON.parse(Array(text.utf8))
      switch value {
      case .integer, .double: return value
      default: return nil
      }
    } catch { return nil }
  }
}
