/// One file, cut into lines, with its code told apart from comments and strings.
struct SourceText {
  let path: String
  /// The lines as written.
  let lines: [String]
  /// The lines with comments and strings blanked.
  let code: [String]
  /// The comment of each line, empty for none.
  let comments: [String]
  /// Whether a line lies inside a string of several lines.
  let isLongString: [Bool]
  /// The whole text, and the whole text with comments and strings blanked.
  private let all: [UInt8]
  private let allCode: [UInt8]

  init(path: String, text: String) {
    self.path = path
    let bytes = Array(text.utf8)
    let isSwift = path.hasSuffix(".swift")
    let isC = path.hasSuffix(".c") || path.hasSuffix(".h")
    all = bytes
    let parts = isSwift || isC ? CodeMask(bytes).parts : []
    allCode = parts.isEmpty ? [] : bytes.indices.map { parts[$0] == .code ? bytes[$0] : 0x20 }
    var lines: [String] = []
    var code: [String] = []
    var comments: [String] = []
    var isLongString: [Bool] = []
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      let line = bytes[start..<end]
      lines.append(String(decoding: line, as: UTF8.self))
      if parts.isEmpty {
        code.append("")
        comments.append("")
        isLongString.append(false)
      } else {
        let masked = line.indices.map { parts[$0] == .code ? bytes[$0] : 0x20 }
        code.append(String(decoding: masked, as: UTF8.self))
        let comment = line.indices.filter { parts[$0] == .comment }.map { bytes[$0] }
        comments.append(String(decoding: comment, as: UTF8.self))
        isLongString.append(line.indices.contains { parts[$0] == .longString })
      }
      start = end + 1
    }
    self.lines = lines
    self.code = code
    self.comments = comments
    self.isLongString = isLongString
  }

  /// The module a file of Sources or MiniPrograms belongs to, the test target of one of Tests.
  var module: String? {
    let folders = path.split(separator: "/")
    guard folders.count > 2 else { return nil }
    return String(folders[1])
  }

  var isSource: Bool { path.hasPrefix("Sources/") || path.hasPrefix("MiniPrograms/") }

  func finding(_ index: Int, _ text: String) -> Finding {
    Finding(path: path, line: index + 1, text: text)
  }

  /// The indices of code lines that hold a word, with no letter, digit or `_` at its ends.
  func codeLines(with word: String) -> [Int] {
    codeLines(holding: word).filter { Self.has(word, in: code[$0]) }
  }

  /// The indices of code lines that hold a text anywhere.
  func codeLines(holding text: String) -> [Int] {
    // Nearly no file holds any of the words, so the whole is searched first.
    guard ByteSearch.first(text, in: allCode) != nil else { return [] }
    return code.indices.filter { ByteSearch.first(text, in: Array(code[$0].utf8)) != nil }
  }

  /// The indices of lines, comments and strings included, that hold a text anywhere.
  func lines(holding text: String) -> [Int] {
    guard ByteSearch.first(text, in: all) != nil else { return [] }
    return lines.indices.filter { ByteSearch.first(text, in: Array(lines[$0].utf8)) != nil }
  }

  static func has(_ word: String, in line: String) -> Bool {
    let bytes = Array(line.utf8)
    let startsName = word.utf8.first.map(isName) ?? false
    let endsName = word.utf8.last.map(isName) ?? false
    var start = 0
    while let found = ByteSearch.first(word, in: bytes, from: start) {
      let end = found + word.utf8.count
      let joinsBefore = startsName && found > 0 && isName(bytes[found - 1])
      let joinsAfter = endsName && end < bytes.count && isName(bytes[end])
      if !joinsBefore && !joinsAfter { return true }
      start = found + 1
    }
    return false
  }

  private static func isName(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x80...: true
    default: false
    }
  }
}
