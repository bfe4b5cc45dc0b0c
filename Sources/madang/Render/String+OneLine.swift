import Wire

extension String {
  /// The text cleaned of everything that could steer a terminal, with line ends as blanks.
  var onOneLine: String {
    let cleaned = cleaned
    guard cleaned.contains(where: \.isNewline) else { return cleaned }
    return String(cleaned.map { $0.isNewline ? " " : $0 })
  }
}
