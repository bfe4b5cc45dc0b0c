/// What declarations must carry, and what types may not be called.
enum DeclarationRules {
  private static let emptyNames = [
    "Util", "Utils", "Utility", "Utilities", "Helper", "Helpers", "Common", "Manager",
  ]
  private static let typeWords: Set<Substring> = [
    "struct", "class", "enum", "actor", "protocol", "typealias",
  ]
  private static let declarationWords: Set<Substring> = [
    "struct", "class", "enum", "actor", "protocol", "typealias", "func", "var", "let", "init",
    "subscript", "case", "associatedtype",
  ]
  private static let modifiers: Set<Substring> = [
    "static", "final", "override", "mutating", "nonmutating", "nonisolated", "lazy", "weak",
    "consuming", "borrowing", "indirect", "convenience", "required", "isolated", "unowned",
    "private", "nonisolated(unsafe)", "distributed",
  ]

  /// Requirements of documented protocols; the comment at the protocol holds for all witnesses.
  private static let witnesses: Set<Substring> = [
    "name", "summary", "access", "lane", "example", "description", "==", "<", "hash", "encode",
    "errorDescription",
  ]

  static func check(_ file: SourceText) -> [Finding] {
    guard file.path.hasSuffix(".swift") else { return [] }
    var findings: [Finding] = []
    for empty in emptyNames {
      for index in file.codeLines(holding: empty) {
        let words = file.code[index].split { " ({:<,=".contains($0) }
        for (position, word) in words.enumerated().dropLast() where typeWords.contains(word) {
          if words[position + 1].hasSuffix(empty) {
            findings.append(file.finding(index, "\(words[position + 1]): name what it does"))
          }
        }
      }
    }
    if file.isSource {
      for index in file.codeLines(with: "package")
      where isPackageDeclaration(file.code[index]) && !isDocumented(file, index) {
        findings.append(file.finding(index, "a package declaration needs a /// comment"))
      }
    }
    let name = file.path.split(separator: "/").last?.split(separator: ".").first ?? ""
    if emptyNames.contains(where: { name.hasSuffix($0) }) {
      findings.append(Finding(path: file.path, line: 0, text: "name the file for its type"))
    }
    return findings
  }

  private static func isPackageDeclaration(_ line: String) -> Bool {
    let words = line.split { " (:?".contains($0) }.drop {
      $0.hasPrefix("@") || modifiers.contains($0) || $0.hasSuffix(")")
    }
    guard words.first == "package" else { return false }
    let rest = words.dropFirst().drop { modifiers.contains($0) || $0.hasSuffix(")") }
    guard let word = rest.first?.prefix(while: { $0 != "<" }), declarationWords.contains(word)
    else {
      return false
    }
    if word == "init" { return !line.contains("init(from decoder") }
    return rest.dropFirst().first.map { !witnesses.contains($0) } ?? true
  }

  /// The line above, past attributes, is a documentation comment.
  private static func isDocumented(_ file: SourceText, _ index: Int) -> Bool {
    var above = index - 1
    while above >= 0, file.code[above].split(separator: " ").first?.hasPrefix("@") == true {
      above -= 1
    }
    return above >= 0 && file.comments[above].hasPrefix("///")
  }
}
