/// Finds what somebody probably meant.
enum Similarity {
  /// The most changes between what was typed and what was meant.
  static let changeLimit = 3

  /// The closest of the words; nil where none is close.
  static func closest(to typed: String, among words: [String]) -> String? {
    let limit = min(changeLimit, max(1, typed.count / 2))
    return words.map { (word: $0, changes: changes(from: typed, to: $0)) }
      .filter { $0.changes <= limit }
      .min { $0.changes < $1.changes }?.word
  }

  /// Letters to insert, delete or replace (Levenshtein distance).
  private static func changes(from left: String, to right: String) -> Int {
    let right = Array(right)
    var row = Array(0...right.count)
    for (index, letter) in left.prefix(64).enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in right.indices {
        let above = row[column + 1]
        let replaced = diagonal + (letter == right[column] ? 0 : 1)
        row[column + 1] = min(replaced, above + 1, row[column] + 1)
        diagonal = above
      }
    }
    return row[right.count]
  }
}
