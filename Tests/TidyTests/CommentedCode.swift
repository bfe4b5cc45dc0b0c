/// Comments that look like code somebody switched off.
enum CommentedCode {
  private static let statements = [
    "let ", "var ", "func ", "return ", "if ", "guard ", "for ", "while ", "switch ", "import ",
    "case ", "struct ", "class ", "enum ", "try ", "await ", "print(", "self.", "defer ",
  ]

  static func check(_ file: SourceText) -> [Finding] {
    file.comments.indices.compactMap { index in
      let comment = file.comments[index]
      guard comment.hasPrefix("//"), !comment.hasPrefix("///") else { return nil }
      return isCode(comment.dropFirst(2)) ? file.finding(index, "commented-out code") : nil
    }
  }

  /// Prose ends like a sentence; code ends like code.
  static func isCode(_ comment: Substring) -> Bool {
    var text = comment
    while text.first == " " { text = text.dropFirst() }
    while text.last == " " { text = text.dropLast() }
    guard let last = text.last else { return false }
    if last == "{" || text == "}" || text == "})" { return true }
    if last == ";" && text.contains("(") { return true }
    let starts = statements.contains { text.hasPrefix($0) }
    if starts && (last == ")" || last == "}" || text.contains(" = ") || text.contains(") {")) {
      return true
    }
    return starts && text.hasPrefix("import ") && !text.dropFirst(7).contains(" ")
      || isCall(text) || isAssignment(text)
  }

  /// `name.name(…)` alone on its line.
  private static func isCall(_ text: Substring) -> Bool {
    guard text.last == ")", let open = text.firstIndex(of: "("), open > text.startIndex else {
      return false
    }
    return text[..<open].allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == ".") }
  }

  /// `name = value` or `name += value` alone on its line.
  private static func isAssignment(_ text: Substring) -> Bool {
    let words = text.split(separator: " ")
    guard words.count >= 3, ["=", "+=", "-="].contains(words[1]) else { return false }
    return words[0].allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == ".") }
      && !text.hasSuffix(".") && words.count <= 4
  }
}
