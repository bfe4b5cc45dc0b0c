import Wire

extension String {
  /// What somebody wrote, cleaned, on one line, without blanks at its ends.
  var oneLine: String {
    let line = cleaned.map { $0.isNewline ? " " : $0 }
    let start = line.drop { $0 == " " }
    guard let end = start.lastIndex(where: { $0 != " " }) else { return "" }
    return String(start[...end])
  }
}
