import Wire

/// What schemas have looked at in one value, for the `unevaluated…` keywords.
struct Evaluated {
  var properties: Set<String> = []
  var items: Set<Int> = []

  mutating func merge(_ other: Evaluated) {
    properties.formUnion(other.properties)
    items.formUnion(other.items)
  }
}

/// One value on its way through a schema.
struct Evaluation {
  /// A step down into the value.
  enum Step {
    case member(String)
    case element(Int)
  }

  let schema: JSONSchema
  private var steps = 0
  private var depth = 0
  private var isExhausted = false
  private var violation: JSONSchema.Violation?
  private var path: [Step] = []
  /// The resources entered, outermost first: what a dynamic reference searches.
  private var scope: [Int] = []

  init(schema: JSONSchema) { self.schema = schema }

  mutating func run(_ value: JSON) -> JSONSchema.Violation? {
    var evaluated = Evaluated()
    let isValid = check(0, value, &evaluated)
    if isExhausted {
      return JSONSchema.Violation(
        pointer: "", keyword: "$ref", reason: "takes too much work to check")
    }
    precondition(isValid || violation != nil, "an invalid value has a violation")
    return isValid ? nil : violation
  }

  // MARK: For the keywords

  /// Whether a value fits a schema; marks what the schema looked at.
  mutating func check(_ index: Int, _ value: JSON, _ evaluated: inout Evaluated) -> Bool {
    guard spend(1), depth < JSONSchema.maximumDepth else {
      isExhausted = true
      return fail("$ref", "takes too much work to check")
    }
    depth += 1
    let node = schema.nodes[index]
    scope.append(node.resource)
    defer {
      depth -= 1
      scope.removeLast()
    }
    // Its own, because a schema sees what its parts have looked at, not what its cousins have.
    var own = Evaluated()
    for check in node.checks {
      guard apply(check, value, &own) else { return false }
    }
    if schema.tracksEvaluated { evaluated.merge(own) }
    return true
  }

  /// Whether a value fits, without saying why not.
  mutating func test(_ index: Int, _ value: JSON, _ evaluated: inout Evaluated) -> Bool {
    let before = violation
    let fits = check(index, value, &evaluated)
    violation = before
    return fits
  }

  /// Whether a part of the value fits a schema.
  mutating func checkPart(_ step: Step, _ index: Int, _ value: JSON) -> Bool {
    path.append(step)
    defer { path.removeLast() }
    var own = Evaluated()
    return check(index, value, &own)
  }

  /// Whether an element fits, without saying why not.
  mutating func testElement(_ index: Int, _ value: JSON) -> Bool {
    var own = Evaluated()
    return test(index, value, &own)
  }

  /// The schema that a dynamic reference means here: the outermost of that name.
  func dynamicTarget(_ target: Int, _ anchor: String?) -> Int {
    guard let anchor else { return target }
    for resource in scope {
      if let node = schema.dynamicAnchors[resource][anchor] { return node }
    }
    return target
  }

  /// Takes steps from the budget; false when it is empty.
  mutating func spend(_ count: Int) -> Bool {
    steps += count
    if steps > JSONSchema.maximumSteps { isExhausted = true }
    return !isExhausted
  }

  /// Whether a text matches, within the budget.
  mutating func matches(_ pattern: Pattern, _ text: String) -> Bool {
    guard spend(pattern.cost(of: text)) else { return false }
    return pattern.matches(text)
  }

  /// Notes the first violation; always false, so that a keyword can return it.
  mutating func fail(_ keyword: String, _ reason: String) -> Bool {
    if violation == nil {
      violation = JSONSchema.Violation(pointer: pointer, keyword: keyword, reason: reason)
    }
    return false
  }

  private var pointer: String {
    path.reduce(into: "") { text, step in
      switch step {
      case .member(let key): text += "/" + key.escapedPointerPart
      case .element(let index): text += "/\(index)"
      }
    }
  }
}
