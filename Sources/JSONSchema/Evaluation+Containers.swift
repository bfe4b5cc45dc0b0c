import Wire

extension Evaluation {
  mutating func applyArray(
    _ check: Check, _ elements: [JSON], _ evaluated: inout Evaluated
  ) -> Bool {
    switch check {
    case .itemCount(let range):
      return range.contains(elements.count)
        || fail(
          elements.count < range.minimum ? "minItems" : "maxItems",
          "must have \(range.words) elements")
    case .uniqueItems:
      guard spend(elements.count) else { return fail("uniqueItems", "is too long to compare") }
      return Set(elements.map(ComparableValue.init)).count == elements.count
        || fail("uniqueItems", "has an element twice")
    case .items(let prefix, let rest):
      for (index, element) in elements.enumerated() {
        guard let node = index < prefix.count ? prefix[index] : rest else { break }
        guard checkPart(.element(index), node, element) else { return false }
        mark(item: index, &evaluated)
      }
      return true
    case .contains(let node, let range):
      var count = 0
      for (index, element) in elements.enumerated() where testElement(node, element) {
        count += 1
        mark(item: index, &evaluated)
      }
      return range.contains(count)
        || fail("contains", "must have \(range.words) elements of the wanted shape")
    case .unevaluatedItems(let node):
      for (index, element) in elements.enumerated() where !evaluated.items.contains(index) {
        guard checkPart(.element(index), node, element) else { return false }
        mark(item: index, &evaluated)
      }
      return true
    default: preconditionFailure("not a keyword of arrays")
    }
  }

  mutating func applyObject(
    _ check: Check, _ object: JSONObject, _ evaluated: inout Evaluated
  ) -> Bool {
    switch check {
    case .propertyCount(let range):
      return range.contains(object.members.count)
        || fail(
          object.members.count < range.minimum ? "minProperties" : "maxProperties",
          "must have \(range.words) members")
    case .required(let names):
      guard let missing = names.first(where: { object[$0] == nil }) else { return true }
      return fail("required", "lacks \(missing)")
    case .dependentRequired(let rules):
      for rule in rules where object[rule.property] != nil {
        guard let missing = rule.needs.first(where: { object[$0] == nil }) else { continue }
        return fail("dependentRequired", "has \(rule.property) and lacks \(missing)")
      }
      return true
    case .properties(let rules):
      for member in object.members {
        guard applyProperty(rules, member, &evaluated) else { return false }
      }
      return true
    case .propertyNames(let node):
      return object.members.allSatisfy { testElement(node, .string($0.key)) }
        || fail("propertyNames", "has a member whose name is not allowed")
    case .dependentSchemas(let rules):
      for rule in rules where object[rule.property] != nil {
        guard self.check(rule.node, .object(object), &evaluated) else { return false }
      }
      return true
    case .unevaluatedProperties(let node):
      for member in object.members where !evaluated.properties.contains(member.key) {
        guard checkPart(.member(member.key), node, member.value) else { return false }
        evaluated.properties.insert(member.key)
      }
      return true
    default: preconditionFailure("not a keyword of objects")
    }
  }

  private mutating func applyProperty(
    _ rules: PropertyRules, _ member: JSONObject.Member, _ evaluated: inout Evaluated
  ) -> Bool {
    var isKnown = false
    if let node = rules.named[member.key] {
      isKnown = true
      guard checkPart(.member(member.key), node, member.value) else { return false }
    }
    for (pattern, node) in rules.patterns where matches(pattern, member.key) {
      isKnown = true
      guard checkPart(.member(member.key), node, member.value) else { return false }
    }
    if !isKnown, let node = rules.additional {
      isKnown = true
      guard checkPart(.member(member.key), node, member.value) else { return false }
    }
    if isKnown, schema.tracksEvaluated { evaluated.properties.insert(member.key) }
    return true
  }

  private func mark(item index: Int, _ evaluated: inout Evaluated) {
    if schema.tracksEvaluated { evaluated.items.insert(index) }
  }
}
