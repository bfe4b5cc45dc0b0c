/// Sizes that keep a file readable in one sitting.
enum SizeRules {
  static let maximumFileLines = 400
  static let maximumFunctionLines = 70
  static let maximumLineCharacters = 100

  static func check(_ file: SourceText) -> [Finding] {
    var findings: [Finding] = []
    if file.lines.count > maximumFileLines {
      findings.append(
        file.finding(
          maximumFileLines, "the file has \(file.lines.count) lines, more than 400"))
    }
    for (index, line) in file.lines.enumerated() where line.utf8.count > maximumLineCharacters {
      // Transcripts and golden texts inside a test are data.
      if file.isLongString[index] && !file.isSource { continue }
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
