import Wire

/// What a journey expects of a value: only what is written is compared.
///
/// - an object: each of its members matches; others may be there;
/// - an array: as many elements, each matching;
/// - `{"$has": [p, …]}`: somewhere inside, each pattern matches something;
/// - `{"$lacks": [p, …]}`: nothing inside matches any pattern;
/// - `{"$text": "part"}`: a text that holds the part;
/// - `{"$count": {"of": p, "is": n}}`: exactly n values inside match;
/// - `"$any"`: whatever it is, it is there; anything else: the same value.
struct Match {
  /// Why a value does not match, or nil where it does.
  static func difference(_ pattern: JSON, _ value: JSON?, path: String = "") -> String? {
    guard let value else { return "\(path) is missing" }
    if pattern == "$any" { return nil }
    if let object = pattern.object {
      for member in object.members {
        if let complaint = special(member.key, member.value, value, path) { return complaint }
        if member.key.hasPrefix("$") { continue }
        let inner = difference(member.value, value[member.key], path: path + "." + member.key)
        if let inner { return inner }
      }
      return nil
    }
    if let patterns = pattern.array {
      guard let values = value.array, values.count == patterns.count else {
        return "\(path) has not \(patterns.count) elements: \(value.text)"
      }
      for (index, pair) in zip(patterns, values).enumerated() {
        let inner = difference(pair.0, pair.1, path: "\(path).\(index)")
        if let inner { return inner }
      }
      return nil
    }
    return pattern == value ? nil : "\(path) is \(value.text), not \(pattern.text)"
  }

  private static func special(
    _ word: String, _ pattern: JSON, _ value: JSON, _ path: String
  ) -> String? {
    switch word {
    case "$has":
      return (pattern.array ?? []).first { count($0, in: value) == 0 }.map {
        "\(path) has no \($0.text): \(value.text)"
      }
    case "$lacks":
      return (pattern.array ?? []).first { count($0, in: value) > 0 }.map {
        "\(path) has \($0.text): \(value.text)"
      }
    case "$text":
      let part = pattern.string ?? ""
      return value.string?.contains(part) == true ? nil : "\(path) does not hold \(part)"
    case "$count":
      let found = count(pattern["of"] ?? .null, in: value)
      let wanted = pattern["is"]?.integer ?? -1
      return Int64(found) == wanted
        ? nil : "\(path) has \(found) × \(pattern["of"]?.text ?? ""): \(value.text)"
    default:
      return word.hasPrefix("$") ? "the journey's word \(word) is unknown" : nil
    }
  }

  /// How many values inside, the value itself included, match.
  static func count(_ pattern: JSON, in value: JSON) -> Int {
    let inner: [JSON] = value.array ?? value.object?.members.map(\.value) ?? []
    return inner.reduce(difference(pattern, value) == nil ? 1 : 0) { $0 + count(pattern, in: $1) }
  }
}
