import Wire

extension Evaluation {
  /// Applies one keyword.
  mutating func apply(_ check: Check, _ value: JSON, _ evaluated: inout Evaluated) -> Bool {
    switch check {
    case .nothingAllowed: return fail("false", "is not allowed")
    case .reference(let node): return self.check(node, value, &evaluated)
    case .dynamicReference(let node, let anchor):
      return self.check(dynamicTarget(node, anchor), value, &evaluated)
    case .types(let kinds):
      return kinds.contains { $0.includes(value) }
        || fail("type", "must be \(kinds.map(\.rawValue).joined(separator: " or "))")
    case .const(let expected):
      return ComparableValue(value) == expected
        || fail("const", "has another value than the only one")
    case .enumeration(let values):
      return values.contains(ComparableValue(value))
        || fail("enum", "is none of the allowed values")
    case .multipleOf, .bound, .length, .pattern: return applyScalar(check, value)
    case .itemCount, .uniqueItems, .items, .contains, .unevaluatedItems:
      guard case .array(let elements) = value else { return true }
      return applyArray(check, elements, &evaluated)
    case .propertyCount, .required, .dependentRequired, .properties, .propertyNames,
      .dependentSchemas, .unevaluatedProperties:
      guard case .object(let object) = value else { return true }
      return applyObject(check, object, &evaluated)
    case .allOf, .anyOf, .oneOf, .not, .conditional:
      return applyBranches(check, value, &evaluated)
    }
  }

  private mutating func applyScalar(_ check: Check, _ value: JSON) -> Bool {
    switch (check, value) {
    case (.multipleOf(let divisor), .integer), (.multipleOf(let divisor), .double):
      return Self.isMultiple(value, of: divisor)
        || fail("multipleOf", "is not a multiple of \(Self.text(divisor))")
    case (.bound(let bound, let limit), .integer), (.bound(let bound, let limit), .double):
      return bound.allows(value, limit)
        || fail(bound.rawValue, "must be \(bound.words) \(Self.text(limit))")
    case (.length(let range), .string(let text)):
      return range.contains(text.unicodeScalars.count)
        || fail(
          range.minimum > text.unicodeScalars.count ? "minLength" : "maxLength",
          "must have \(range.words) characters")
    case (.pattern(let pattern, let expression), .string(let text)):
      return matches(pattern, text) || fail("pattern", "must match \(expression)")
    default: return true
    }
  }

  private mutating func applyBranches(
    _ check: Check, _ value: JSON, _ evaluated: inout Evaluated
  ) -> Bool {
    switch check {
    case .allOf(let nodes):
      for node in nodes {
        guard self.check(node, value, &evaluated) else { return false }
      }
      return true
    case .anyOf(let nodes):
      var fits = false
      for node in nodes where test(node, value, &evaluated) {
        fits = true
        // The others would only add to what has been looked at.
        if !schema.tracksEvaluated { break }
      }
      return fits || fail("anyOf", "has none of the allowed shapes")
    case .oneOf(let nodes):
      let count = nodes.count { test($0, value, &evaluated) }
      return count == 1
        || fail(
          "oneOf",
          count == 0 ? "has none of the allowed shapes" : "has more than one of the shapes")
    case .not(let node):
      return !testElement(node, value) || fail("not", "has a shape that is not allowed")
    case .conditional(let condition, let then, let otherwise):
      let branch = test(condition, value, &evaluated) ? then : otherwise
      guard let branch else { return true }
      return self.check(branch, value, &evaluated)
    default: preconditionFailure("not a branching keyword")
    }
  }

  private static func text(_ number: JSON) -> String {
    number.integer.map(String.init) ?? number.number.map { "\($0)" } ?? ""
  }

  /// Whether one number divides another; exact for integers, by the nearest double otherwise.
  private static func isMultiple(_ value: JSON, of divisor: JSON) -> Bool {
    if let value = value.integer, let divisor = divisor.integer {
      return value % divisor == 0
    }
    guard let value = value.number, let divisor = divisor.number else { return true }
    // Every integer is a multiple of 1/n, also where the quotient is beyond exact doubles.
    if value == value.rounded(), (1 / divisor).isNearInteger { return true }
    let quotient = value / divisor
    guard quotient.isFinite, abs(quotient) < 0x1p53 else {
      return value.truncatingRemainder(dividingBy: divisor) == 0
    }
    return quotient.isNearInteger
  }
}

extension Double {
  /// Whether only rounding keeps it from being whole: 0.0075 / 0.0001 is 75.00000000000001,
  /// because decimal fractions are not exact in binary.
  fileprivate var isNearInteger: Bool {
    isFinite && abs(self - rounded()) <= abs(self) * 4 * Double.ulpOfOne
  }
}
