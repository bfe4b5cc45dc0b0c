/// Words that do not stand in this repository.
enum WordRules {
  /// Marks of unfinished work. The words are put together so that this file has none.
  private static let unfinished = ["TO" + "DO", "FIX" + "ME", "HA" + "CK"]

  /// Paths of one machine; a repository works wherever it lies.
  private static let workplaces = [
    "/wo" + "rk/", "/tmp/" + "w/", "/tmp/" + "hub", "/tmp/" + "brief", "/Us" + "ers/",
  ]

  /// Code → where it is refused and why; a reason in a comment allows the last group.
  private static let always = [
    (word: "try!", why: "handle the error, or say with precondition why there is none"),
    (word: "as!", why: "use as? and handle nil"),
    (word: "fatalError()", why: "say what went wrong"),
    (word: "JSONSerialization", why: "Wire reads and writes JSON"),
  ]
  private static let withReason = ["try?", "@unchecked Sendable", "nonisolated(unsafe)"]
  private static let sleeps = [
    "Task.sleep(", "Thread.sleep(", "sleep(", "usleep(", "nanosleep(", "sleepForTimeInterval",
  ]

  static func check(_ file: SourceText) -> [Finding] {
    var findings: [Finding] = []
    for word in unfinished {
      for index in file.lines(holding: word) where SourceText.has(word, in: file.lines[index]) {
        findings.append(file.finding(index, "\(word): finish it, or open an issue"))
      }
    }
    for place in workplaces {
      for index in file.lines(holding: place) where hasPath(place, in: file.lines[index]) {
        findings.append(file.finding(index, "\(place) exists on one machine only"))
      }
    }
    guard file.path.hasSuffix(".swift") else { return findings }
    for (word, why) in always {
      // A test may name the libraries that the sources may not.
      if word == "JSONSerialization" && !file.isSource { continue }
      findings += file.codeLines(with: word).map { file.finding($0, "\(word): \(why)") }
    }
    for word in withReason {
      for index in file.codeLines(with: word) where !hasReason(file, index, word) {
        findings.append(file.finding(index, "\(word) needs a comment that says why"))
      }
    }
    if file.path.hasPrefix("Tests/") {
      for word in sleeps {
        findings += file.codeLines(with: word).map {
          file.finding($0, "\(word): wait for the event, not for time")
        }
      }
    }
    return findings + CommentedCode.check(file)
  }

  private static func hasPath(_ place: String, in line: String) -> Bool {
    guard let range = line.firstRange(of: place) else { return false }
    if range.lowerBound == line.startIndex { return true }
    let before = line[line.index(before: range.lowerBound)]
    return !before.isLetter && !before.isNumber && !"_-.~}".contains(before)
  }

  /// A comment on the line or above it; one comment holds for a run of such lines.
  private static func hasReason(_ file: SourceText, _ index: Int, _ word: String) -> Bool {
    if !file.comments[index].isEmpty { return true }
    guard index > 0 else { return false }
    if file.code[index - 1].contains(word) { return hasReason(file, index - 1, word) }
    return !file.comments[index - 1].isEmpty
  }
}
