/// Finds functions and their lengths by walking braces; no parser, but the code is formatted.
enum FunctionFinder {
  struct Function: Hashable {
    /// From 0.
    let firstLine: Int
    let lineCount: Int
  }

  private struct Token {
    let text: String
    let line: Int
  }

  static func functions(in file: SourceText) -> [Function] {
    let tokens = tokens(file)
    var functions: [Function] = []
    for index in tokens.indices where startsFunction(tokens, index) {
      guard let open = bodyStart(tokens, after: index), let close = end(tokens, of: open) else {
        continue
      }
      let first = tokens[index].line
      functions.append(
        Function(firstLine: first, lineCount: tokens[close].line - first + 1))
    }
    return functions
  }

  /// Names and brackets; everything else does not matter here.
  private static func tokens(_ file: SourceText) -> [Token] {
    var tokens: [Token] = []
    for (line, code) in file.code.enumerated() {
      var name: [UInt8] = []
      func flush() {
        if name.isEmpty { return }
        tokens.append(Token(text: String(decoding: name, as: UTF8.self), line: line))
        name = []
      }
      for byte in code.utf8 {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: name.append(byte)
        case 0x20: flush()
        default:
          flush()
          tokens.append(Token(text: String(UnicodeScalar(byte)), line: line))
        }
      }
      flush()
    }
    return tokens
  }

  private static func startsFunction(_ tokens: [Token], _ index: Int) -> Bool {
    let before = index > 0 ? tokens[index - 1].text : ""
    switch tokens[index].text {
    case "func": return before != "."
    case "init", "subscript":
      let after = index + 1 < tokens.count ? tokens[index + 1].text : ""
      return before != "." && before != "`" && ["(", "?", "<"].contains(after)
    case "deinit": return true
    default: return false
    }
  }

  /// The brace that opens the body; nil for a requirement without one.
  private static func bodyStart(_ tokens: [Token], after start: Int) -> Int? {
    var depth = 0
    for index in (start + 1)..<tokens.count {
      switch tokens[index].text {
      case "(", "[": depth += 1
      case ")", "]": depth -= 1
      case "{" where depth == 0: return index
      case "}" where depth == 0: return nil
      case "func", "var", "let", "case", "static", "init", "package", "struct", "enum":
        if depth == 0 && index > start + 1 { return nil }
      default: continue
      }
      if depth < 0 { return nil }
    }
    return nil
  }

  private static func end(_ tokens: [Token], of open: Int) -> Int? {
    var depth = 0
    for index in open..<tokens.count {
      if tokens[index].text == "{" { depth += 1 }
      if tokens[index].text == "}" {
        depth -= 1
        if depth == 0 { return index }
      }
    }
    return nil
  }
}
