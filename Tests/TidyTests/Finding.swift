/// One thing that is not tidy.
struct Finding: Hashable, Comparable, CustomStringConvertible {
  let path: String
  /// From 1; 0 means the file or folder itself.
  let line: Int
  let text: String

  var description: String { line > 0 ? "\(path):\(line): \(text)" : "\(path): \(text)" }

  static func < (left: Self, right: Self) -> Bool {
    (left.path, left.line, left.text) < (right.path, right.line, right.text)
  }
}
