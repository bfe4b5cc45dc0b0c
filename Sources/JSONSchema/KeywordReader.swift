import Wire

/// Reads the keywords of one schema object; what the dialect does not know is ignored.
struct KeywordReader {
  let object: JSONObject
  let pointer: String
  let resource: Int
  let depth: Int
  let node: Int

  mutating func read(into compiler: inout SchemaCompiler) throws(SchemaFault) {
    try readDefinitions(&compiler)
    try readReferences(&compiler)
    try readAny(&compiler)
    try readNumbers(&compiler)
    try readText(&compiler)
    try readArrays(&compiler)
    try readObjects(&compiler)
    try readApplicators(&compiler)
    // Last, because they ask what all others have looked at.
    for keyword in ["unevaluatedItems", "unevaluatedProperties"] {
      guard let child = try child(keyword, &compiler) else { continue }
      compiler.tracksEvaluated = true
      compiler.add(
        keyword == "unevaluatedItems" ? .unevaluatedItems(child) : .unevaluatedProperties(child),
        to: node)
    }
  }

  private func readDefinitions(_ compiler: inout SchemaCompiler) throws(SchemaFault) {
    _ = try children("$defs", &compiler)
    // What drafts before 2019-09 called it; generators still write it.
    _ = try children("definitions", &compiler)
  }

  private func readReferences(_ compiler: inout SchemaCompiler) throws(SchemaFault) {
    for (keyword, isDynamic) in [("$ref", false), ("$dynamicRef", true)] {
      guard let value = object[keyword] else { continue }
      guard let text = value.string else { throw malformed(keyword) }
      compiler.refer(text, from: node, isDynamic: isDynamic)
    }
  }

  private func readAny(_ compiler: inout SchemaCompiler) throws(SchemaFault) {
    if let type = object["type"] {
      var kinds: [ValueKind] = []
      for name in type.array ?? [type] {
        guard let kind = name.string.flatMap(ValueKind.init(rawValue:)) else {
          throw malformed("type")
        }
        kinds.append(kind)
      }
      compiler.add(.types(kinds), to: node)
    }
    if let value = object["const"] { compiler.add(.const(ComparableValue(value)), to: node) }
    if let value = object["enum"] {
      guard let values = value.array else { throw malformed("enum") }
      compiler.add(.enumeration(Set(values.map(ComparableValue.init))), to: node)
    }
  }

  private func readNumbers(_ compiler: inout SchemaCompiler) throws(SchemaFault) {
    if let value = object["multipleOf"] {
      guard let number = value.number, number > 0 else { throw malformed("multipleOf") }
      compiler.add(.multipleOf(value), to: node)
    }
    for bound in [NumberBound.minimum, .maximum, .exclusiveMinimum, .exclusiveMaximum] {
      guard let value = object[bound.rawValue] else { continue }
      guard value.number != nil else { throw malformed(bound.rawValue) }
      compiler.add(.bound(bound, value), to: node)
    }
  }

  private func readText(_ compiler: inout SchemaCompiler) throws(SchemaFault) {
    if let range = try range("minLength", "maxLength") { compiler.add(.length(range), to: node) }
    if let value = object["pattern"] {
      guard let text = value.string else { throw malformed("pattern") }
      compiler.add(.pattern(try pattern(text, "pattern"), text: text), to: node)
    }
  }

  private func readArrays(_ compiler: inout SchemaCompiler) throws(SchemaFault) {
    if let range = try range("minItems", "maxItems") { compiler.add(.itemCount(range), to: node) }
    if let value = object["uniqueItems"] {
      guard let unique = value.bool else { throw malformed("uniqueItems") }
      if unique { compiler.add(.uniqueItems, to: node) }
    }
    let prefix = try list("prefixItems", &compiler) ?? []
    let rest = try child("items", &compiler)
    if !prefix.isEmpty || rest != nil { compiler.add(.items(prefix: prefix, rest: rest), to: node) }
    if let child = try child("contains", &compiler) {
      var range = try range("minContains", "maxContains") ?? SizeRange()
      if object["minContains"] == nil { range.minimum = 1 }
      compiler.add(.contains(child, range), to: node)
    }
  }

  private func readObjects(_ compiler: inout SchemaCompiler) throws(SchemaFault) {
    if let range = try range("minProperties", "maxProperties") {
      compiler.add(.propertyCount(range), to: node)
    }
    if let value = object["required"] {
      compiler.add(.required(try strings(value, "required")), to: node)
    }
    if let value = object["dependentRequired"] {
      guard let named = value.object else { throw malformed("dependentRequired") }
      var rules: [(property: String, needs: [String])] = []
      for member in named.members {
        rules.append((member.key, try strings(member.value, "dependentRequired")))
      }
      compiler.add(.dependentRequired(rules), to: node)
    }
    var rules = PropertyRules()
    for (key, child) in try children("properties", &compiler) ?? [] { rules.named[key] = child }
    for (key, child) in try children("patternProperties", &compiler) ?? [] {
      rules.patterns.append((try pattern(key, "patternProperties"), child))
    }
    rules.additional = try child("additionalProperties", &compiler)
    if !rules.named.isEmpty || !rules.patterns.isEmpty || rules.additional != nil {
      compiler.add(.properties(rules), to: node)
    }
    if let child = try child("propertyNames", &compiler) {
      compiler.add(.propertyNames(child), to: node)
    }
    if let named = try children("dependentSchemas", &compiler) {
      compiler.add(.dependentSchemas(named.map { (property: $0.0, node: $0.1) }), to: node)
    }
  }

  private func readApplicators(_ compiler: inout SchemaCompiler) throws(SchemaFault) {
    if let list = try list("allOf", &compiler) { compiler.add(.allOf(list), to: node) }
    if let list = try list("anyOf", &compiler) { compiler.add(.anyOf(list), to: node) }
    if let list = try list("oneOf", &compiler) { compiler.add(.oneOf(list), to: node) }
    if let child = try child("not", &compiler) { compiler.add(.not(child), to: node) }
    let then = try child("then", &compiler)
    let otherwise = try child("else", &compiler)
    if let condition = try child("if", &compiler) {
      compiler.add(
        .conditional(condition: condition, then: then, otherwise: otherwise), to: node)
    }
  }

  // MARK: Values of keywords

  private func malformed(_ keyword: String) -> SchemaFault {
    .malformed(pointer: "\(pointer)/\(keyword)")
  }

  private func pattern(_ text: String, _ keyword: String) throws(SchemaFault) -> Pattern {
    guard let pattern = Pattern(text) else { throw .pattern(pointer: "\(pointer)/\(keyword)") }
    return pattern
  }

  private func strings(_ value: JSON, _ keyword: String) throws(SchemaFault) -> [String] {
    guard let elements = value.array else { throw malformed(keyword) }
    var texts: [String] = []
    for element in elements {
      guard let text = element.string else { throw malformed(keyword) }
      texts.append(text)
    }
    return texts
  }

  private func range(_ lower: String, _ upper: String) throws(SchemaFault) -> SizeRange? {
    var range = SizeRange()
    guard object[lower] != nil || object[upper] != nil else { return nil }
    if let value = object[lower] {
      guard let count = value.integer, count >= 0 else { throw malformed(lower) }
      range.minimum = Int(count)
    }
    if let value = object[upper] {
      guard let count = value.integer, count >= 0 else { throw malformed(upper) }
      range.maximum = Int(count)
    }
    return range
  }

  private func child(_ keyword: String, _ compiler: inout SchemaCompiler) throws(SchemaFault)
    -> Int?
  {
    guard let value = object[keyword] else { return nil }
    return try compiler.node(
      value, at: "\(pointer)/\(keyword)", in: resource, depth: depth + 1)
  }

  private func children(_ keyword: String, _ compiler: inout SchemaCompiler) throws(SchemaFault)
    -> [(String, Int)]?
  {
    guard let value = object[keyword] else { return nil }
    guard let named = value.object else { throw malformed(keyword) }
    var nodes: [(String, Int)] = []
    for member in named.members {
      let place = "\(pointer)/\(keyword)/\(member.key.escapedPointerPart)"
      nodes.append(
        (member.key, try compiler.node(member.value, at: place, in: resource, depth: depth + 1)))
    }
    return nodes
  }

  private func list(_ keyword: String, _ compiler: inout SchemaCompiler) throws(SchemaFault)
    -> [Int]?
  {
    guard let value = object[keyword] else { return nil }
    guard let elements = value.array, !elements.isEmpty else { throw malformed(keyword) }
    var nodes: [Int] = []
    for (index, element) in elements.enumerated() {
      let place = "\(pointer)/\(keyword)/\(index)"
      nodes.append(try compiler.node(element, at: place, in: resource, depth: depth + 1))
    }
    return nodes
  }
}
