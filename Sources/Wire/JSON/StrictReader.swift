/// One thing that is wrong with a document, at an RFC 6901 pointer.
package struct DocumentIssue: Error, Sendable, Hashable {
  /// How bad it is.
  package enum Severity: String, Sendable, Hashable, Codable {
    /// The document is refused.
    case error
    /// The document is taken; something degrades.
    case warning
  }

  /// A stable code: `member.unknown`, `value.range` …
  package var code: String
  /// How bad it is.
  package var severity: Severity
  /// Where: an RFC 6901 pointer.
  package var pointer: String
  /// What is wrong, in both languages.
  package var message: LocalizedText

  /// An issue at a pointer.
  package init(
    _ code: String, at pointer: String, severity: Severity = .error, en: String, ko: String
  ) {
    self.code = code
    self.severity = severity
    self.pointer = pointer
    message = LocalizedText(ko: ko, en: en)
  }
}

/// Collects every issue of a document instead of stopping at the first.
package final class IssueList {
  /// All issues in the order found.
  package private(set) var issues: [DocumentIssue] = []

  /// No issue yet.
  package init() {}

  /// Whether the document must be refused.
  package var hasErrors: Bool { issues.contains { $0.severity == .error } }

  /// Adds one.
  package func add(_ issue: DocumentIssue) { issues.append(issue) }
}

/// Reads a closed-schema object: wrong types, missing and unknown members are all reported, with
/// a "did you mean" for a near miss; members that start with `x_` are free for anybody.
package struct StrictReader {
  /// The members.
  package let object: JSONObject
  /// Where the object stands in its document.
  package let pointer: String
  private let list: IssueList

  /// Begins to read an object; a value that is no object is reported and reads as empty.
  package init(_ json: JSON, at pointer: String, into list: IssueList) {
    self.pointer = pointer
    self.list = list
    if let object = json.object {
      self.object = object
    } else {
      self.object = JSONObject()
      list.add(StrictReader.wrongKind("object", json, pointer))
    }
  }

  private static func wrongKind(_ expected: String, _ json: JSON, _ pointer: String)
    -> DocumentIssue
  {
    DocumentIssue(
      "value.kind", at: pointer, en: "expected \(expected), found \(json.kindName)",
      ko: "\(expected) 값이어야 하는데 \(json.kindName) 값입니다")
  }

  /// The pointer of a member.
  package func pointer(_ key: String) -> String {
    // Hardly any name needs escaping, and looking for it costs far less than replacing.
    guard key.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else {
      return pointer + "/" + key
    }
    return pointer + "/" + key.replacing("~", with: "~0").replacing("/", with: "~1")
  }

  /// Reports an issue at a member.
  package func report(_ code: String, _ key: String, en: String, ko: String) {
    list.add(DocumentIssue(code, at: pointer(key), en: en, ko: ko))
  }

  /// Reports a degraded part that does not refuse the document.
  package func warn(_ code: String, _ key: String, en: String, ko: String) {
    list.add(DocumentIssue(code, at: pointer(key), severity: .warning, en: en, ko: ko))
  }

  /// Reports every member outside `known`.
  package func only(_ known: [String]) {
    for index in object.members.indices {
      let key = object.members[index].key
      // Lengths differ mostly, and are compared at once.
      let length = key.utf8.count
      if known.contains(where: { $0.utf8.count == length && $0 == key }) { continue }
      if key.hasPrefix("x_") { continue }
      let near = known.min { editDistance($0, key) < editDistance($1, key) }
      let hint = near.flatMap { editDistance($0, key) <= 2 ? $0 : nil }
      report(
        "member.unknown", key,
        en: "unknown member \"\(key)\"" + (hint.map { ", did you mean \"\($0)\"?" } ?? ""),
        ko: "알 수 없는 항목 \"\(key)\"" + (hint.map { "입니다. \"\($0)\"인가요?" } ?? "입니다"))
    }
  }

  /// A member as it is; reported when required and missing.
  package func value(_ key: String, required: Bool = false) -> JSON? {
    if let value = object[key] { return value }
    if required {
      report("member.missing", key, en: "\"\(key)\" is missing", ko: "\"\(key)\" 항목이 없습니다")
    }
    return nil
  }

  /// A text of a length in characters.
  package func string(
    _ key: String, required: Bool = false, length: ClosedRange<Int> = 0...2000
  ) -> String? {
    guard let value = value(key, required: required) else { return nil }
    guard let text = value.string else {
      list.add(StrictReader.wrongKind("string", value, pointer(key)))
      return nil
    }
    guard text.hasLength(in: length) else {
      report(
        "value.length", key,
        en: "must have \(length.lowerBound) to \(length.upperBound) characters",
        ko: "\(length.lowerBound)~\(length.upperBound)자여야 합니다")
      return nil
    }
    return text
  }

  /// A whole number in a range.
  package func integer(
    _ key: String, required: Bool = false, in range: ClosedRange<Int64> = Int64.min...Int64.max
  ) -> Int64? {
    guard let value = value(key, required: required) else { return nil }
    guard let number = value.integer else {
      list.add(StrictReader.wrongKind("integer", value, pointer(key)))
      return nil
    }
    guard range.contains(number) else {
      report(
        "value.range", key, en: "must be from \(range.lowerBound) to \(range.upperBound)",
        ko: "\(range.lowerBound)부터 \(range.upperBound)까지여야 합니다")
      return nil
    }
    return number
  }

  /// A truth value.
  package func bool(_ key: String, default fallback: Bool = false) -> Bool {
    guard let value = value(key) else { return fallback }
    guard let flag = value.bool else {
      list.add(StrictReader.wrongKind("boolean", value, pointer(key)))
      return fallback
    }
    return flag
  }

  /// A text in one or both languages, each of at most `limit` characters.
  package func text(_ key: String, required: Bool = false, limit: Int = 2000) -> LocalizedText? {
    guard let value = value(key, required: required) else { return nil }
    guard let text = LocalizedText(json: value) else {
      list.add(StrictReader.wrongKind("text or {ko, en}", value, pointer(key)))
      return nil
    }
    guard text.allTexts.allSatisfy({ $0.hasLength(in: 0...limit) }) else {
      report(
        "value.length", key, en: "must have at most \(limit) characters",
        ko: "\(limit)자 이하여야 합니다")
      return nil
    }
    return text
  }

  /// One of a closed set of words.
  package func word<Word: RawRepresentable & CaseIterable>(
    _ key: String, _ type: Word.Type = Word.self, required: Bool = false
  ) -> Word? where Word.RawValue == String {
    guard let text = string(key, required: required) else { return nil }
    guard let word = Word(rawValue: text) else {
      let all = Word.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
      report("value.word", key, en: "must be one of \(all)", ko: "\(all) 중 하나여야 합니다")
      return nil
    }
    return word
  }

  /// The elements of an array with their pointers; none where the member is missing.
  package func elements(
    _ key: String, required: Bool = false, count: ClosedRange<Int> = 0...200
  ) -> [(pointer: String, value: JSON)] {
    guard let value = value(key, required: required) else { return [] }
    guard let elements = value.array else {
      list.add(StrictReader.wrongKind("array", value, pointer(key)))
      return []
    }
    guard count.contains(elements.count) else {
      report(
        "value.count", key,
        en: "must have \(count.lowerBound) to \(count.upperBound) elements",
        ko: "\(count.lowerBound)~\(count.upperBound)개여야 합니다")
      return []
    }
    let pointer = pointer(key) + "/"
    return elements.enumerated().map { (pointer + String($0.offset), $0.element) }
  }

  /// A reader of a member that is itself a closed object; nil where it is missing.
  package func nested(_ key: String, required: Bool = false) -> StrictReader? {
    value(key, required: required).map { StrictReader($0, at: pointer(key), into: list) }
  }

  /// Readers of the objects in an array member.
  package func objects(
    _ key: String, required: Bool = false, count: ClosedRange<Int> = 0...200
  ) -> [StrictReader] {
    elements(key, required: required, count: count).map {
      StrictReader($0.value, at: $0.pointer, into: list)
    }
  }
}

extension String {
  /// Whether the text has so many characters. A text never has more characters than bytes, so
  /// most need not be counted.
  fileprivate func hasLength(in length: ClosedRange<Int>) -> Bool {
    let isLongEnough = length.lowerBound == 0 || (length.lowerBound == 1 && !isEmpty)
    return (isLongEnough && utf8.count <= length.upperBound) || length.contains(count)
  }
}

/// Levenshtein's distance, for "did you mean"; both texts are short names.
package func editDistance(_ left: String, _ right: String) -> Int {
  let left = Array(left)
  let right = Array(right)
  guard left.count <= 64, right.count <= 64 else { return Int.max }
  var row = Array(0...right.count)
  for (index, character) in left.enumerated() {
    var diagonal = row[0]
    row[0] = index + 1
    for (column, other) in right.enumerated() {
      let substituted = diagonal + (character == other ? 0 : 1)
      diagonal = row[column + 1]
      row[column + 1] = min(substituted, diagonal + 1, row[column] + 1)
    }
  }
  return row[right.count]
}
