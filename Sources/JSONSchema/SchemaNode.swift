import Wire

/// One schema inside a document, compiled.
struct SchemaNode: Sendable {
  /// The schema resource it belongs to.
  let resource: Int
  var checks: [Check] = []
}

/// One keyword, or several that only make sense together, of a schema.
enum Check: Sendable {
  case nothingAllowed
  case reference(Int)
  case dynamicReference(Int, anchor: String?)
  case types([ValueKind])
  case const(ComparableValue)
  case enumeration(Set<ComparableValue>)
  case multipleOf(JSON)
  case bound(NumberBound, JSON)
  case length(SizeRange)
  case pattern(Pattern, text: String)
  case itemCount(SizeRange)
  case uniqueItems
  case items(prefix: [Int], rest: Int?)
  case contains(Int, SizeRange)
  case propertyCount(SizeRange)
  case required([String])
  case dependentRequired([(property: String, needs: [String])])
  case properties(PropertyRules)
  case propertyNames(Int)
  case dependentSchemas([(property: String, node: Int)])
  case allOf([Int])
  case anyOf([Int])
  case oneOf([Int])
  case not(Int)
  case conditional(condition: Int, then: Int?, otherwise: Int?)
  case unevaluatedItems(Int)
  case unevaluatedProperties(Int)
}

/// The schemas of an object's members: by name, by pattern, and for all others.
struct PropertyRules: Sendable {
  var named: [String: Int] = [:]
  var patterns: [(pattern: Pattern, node: Int)] = []
  var additional: Int?
}

/// The kinds of value that `type` can name.
enum ValueKind: String, Sendable {
  case null, boolean, integer, number, string, array, object

  func includes(_ value: JSON) -> Bool {
    switch (self, value) {
    case (.null, .null), (.boolean, .bool), (.string, .string), (.array, .array),
      (.object, .object), (.number, .integer), (.number, .double), (.integer, .integer):
      true
    // A double without a fraction is an integer, however large.
    case (.integer, .double(let number)): number == number.rounded()
    default: false
    }
  }
}

/// The four limits of a number.
enum NumberBound: String, Sendable {
  case minimum, maximum, exclusiveMinimum, exclusiveMaximum

  func allows(_ value: JSON, _ limit: JSON) -> Bool {
    let below = Self.isLess(value, limit)
    let above = Self.isLess(limit, value)
    return switch self {
    case .minimum: !below
    case .maximum: !above
    case .exclusiveMinimum: above
    case .exclusiveMaximum: below
    }
  }

  var words: String {
    switch self {
    case .minimum: "at least"
    case .maximum: "at most"
    case .exclusiveMinimum: "more than"
    case .exclusiveMaximum: "less than"
    }
  }

  private static func isLess(_ left: JSON, _ right: JSON) -> Bool {
    // Two integers are compared exactly; Double would round above 2^53.
    if case .integer(let left) = left, case .integer(let right) = right { return left < right }
    guard let left = left.number, let right = right.number else { return false }
    return left < right
  }
}

/// How many of something are allowed.
struct SizeRange: Sendable {
  var minimum = 0
  var maximum: Int?

  func contains(_ count: Int) -> Bool { count >= minimum && count <= maximum ?? .max }

  var words: String {
    guard let maximum else { return "at least \(minimum)" }
    return minimum == 0 ? "at most \(maximum)" : "\(minimum) to \(maximum)"
  }
}

extension JSON {
  /// The number as a double; nil for any other kind of value.
  var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .double(let value): value
    default: nil
    }
  }
}
