extension JSON {
  /// The value with the members of every object sorted by their names' bytes: equal values have
  /// equal bytes, which is what idempotency keys and frozen schemas compare.
  package var canonical: JSON {
    switch self {
    case .array(let elements): return .array(elements.map(\.canonical))
    case .object(let object): return .object(object.canonical)
    case .double(let value): return Int64(exactly: value).map(JSON.integer) ?? self
    default: return self
    }
  }
}

extension JSONObject {
  /// Objects of more members are sorted by the library: putting each in its place costs squares.
  private static let placedCount = 24

  fileprivate var canonical: JSONObject {
    var sorted: [Member] = []
    sorted.reserveCapacity(members.count)
    for member in members {
      sorted.append(Member(key: member.key, value: member.value.canonical))
      guard members.count <= Self.placedCount else { continue }
      var place = sorted.count - 1
      while place > 0, sorted[place].key.hasBytes(before: sorted[place - 1].key) {
        sorted.swapAt(place, place - 1)
        place -= 1
      }
    }
    if members.count > Self.placedCount { sorted.sort { $0.key.hasBytes(before: $1.key) } }
    return JSONObject(unique: sorted)
  }
}

extension String {
  /// Whether a text's bytes come before another's.
  fileprivate func hasBytes(before other: String) -> Bool {
    let (own, others) = (utf8Span.span, other.utf8Span.span)
    for index in 0..<min(own.count, others.count) where own[index] != others[index] {
      return own[index] < others[index]
    }
    return own.count < others.count
  }
}
