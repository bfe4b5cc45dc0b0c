/// Sizes that keep a file readable in one sitting.
enum SizeRules {
  static let maximumFileLines = 400
  static let maximumFunctionLines = 70
  static let maximumLineCharacters = 100

  /// Transcripts, golden texts and messages inside a test: a line that is nothing but a string.
  private static func isData(_ file: SourceText, _ index: Int) -> Bool {
    guard !file.isSource, file.path.hasSuffix(".swift") else { return false }
    if file.isLongString[index] { return true }
    return file.comments[index].isEmpty && file.code[index].allSatisfy { " (),+".contains($0) }
  }

  static func check(_ file: SourceText) -> [Finding] {
    var findings: [Finding] = []
    if file.lines.count > maximumFileLines {
      findings.append(
        file.finding(
          maximumFileLines, "the file has \(file.lines.count) lines, more than 400"))
    }
    for (index, line) in file.lines.enumerated() where line.utf8.count > maximumLineCharacters {
      if isData(file, index) { continue }
      if line.count > maximumLineCharacters {
        findings.append(
          file.finding(index, "the line has \(line.count) characters, more than 100"))
      }
    }
    if file.path.hasSuffix(".swift") {
      for function in FunctionFinder.functions(in: file)
      where function.lineCount > maximumFunctionLines {
        findings.append(
          file.finding(
            function.firstLine, "the function has \(function.lineCount) lines, more than 70"))
      }
    }
    return findings
  }
}
