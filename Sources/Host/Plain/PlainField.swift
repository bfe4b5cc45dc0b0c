import Wire

/// One property of a plain server's input schema, as a form asks for it.
struct PlainField: Equatable {
  /// What is asked, and how the answer becomes the property's value.
  enum Kind: Equatable {
    case text(limit: Int)
    case integer(ClosedRange<Int64>)
    /// A number that is typed, because it has no bounds to step between or a fraction.
    case number
    case toggle
    case choice([JSON], titles: [String])
    case choices([JSON], range: ClosedRange<Int>)
    /// Anything that is not flat: written as JSON.
    case json
  }

  /// How far `$ref` is followed.
  static let referenceLimit = 8
  /// Characters of a text that has no limit of its own.
  static let textLimit = 500
  /// Characters of an option's id on a page.
  static let optionLimit = 64

  let name: String
  let title: String
  let description: String
  let isRequired: Bool
  let kind: Kind
  let fallback: JSON?

  /// Every property of an object schema, in its order.
  static func all(of schema: JSON) -> [PlainField] {
    let required = Set(schema["required"]?.array?.compactMap(\.string) ?? [])
    let properties = schema["properties"]?.object?.members ?? []
    return properties.map { member in
      PlainField(
        member.key, of: member.value, in: schema, isRequired: required.contains(member.key))
    }
  }

  private init(_ name: String, of property: JSON, in schema: JSON, isRequired: Bool) {
    let resolved = Self.resolved(property, in: schema)
    self.name = name
    title = (property["title"] ?? resolved["title"])?.string ?? name
    description = (property["description"] ?? resolved["description"])?.string ?? ""
    self.isRequired = isRequired
    fallback = property["default"] ?? resolved["default"]
    kind = Self.kind(of: resolved, in: schema, hasValue: fallback != nil)
  }

  /// The schema behind references and behind "or null".
  private static func resolved(_ property: JSON, in schema: JSON) -> JSON {
    var current = property
    for _ in 0..<referenceLimit {
      if let path = current["$ref"]?.string, path.hasPrefix("#/") {
        var target: JSON? = schema
        for part in path.dropFirst(2).split(separator: "/") { target = target?[String(part)] }
        guard let target else { return current }
        current = target
        continue
      }
      let ways = (current["anyOf"] ?? current["oneOf"] ?? current["allOf"])?.array ?? []
      let real = ways.filter { $0["type"]?.string != "null" }
      guard real.count == 1 else { return current }
      current = real[0]
    }
    return current
  }

  private static func kind(of property: JSON, in schema: JSON, hasValue: Bool) -> Kind {
    if let options = options(of: property) { return options }
    switch type(of: property) {
    case "string":
      let limit = property["maxLength"]?.integer.map { Int(clamping: $0) } ?? textLimit
      return .text(limit: min(max(1, limit), Page.textLimit))
    case "boolean": return .toggle
    case "integer":
      let minimum = property["minimum"]?.integer
      let maximum = property["maximum"]?.integer
      if let minimum, let maximum, minimum <= maximum { return .integer(minimum...maximum) }
      return .number
    case "number": return .number
    case "array":
      let items = resolved(property["items"] ?? [:], in: schema)
      guard case .choice(let values, _)? = options(of: items) else { return .json }
      let most = min(
        property["maxItems"]?.integer.map { Int(clamping: $0) } ?? values.count,
        values.count)
      let least = property["minItems"]?.integer.map { Int(clamping: $0) } ?? 0
      return .choices(values, range: min(max(0, least), most)...max(1, most))
    default: return .json
    }
  }

  /// The one type of a schema that may say "or null" in a list.
  private static func type(of property: JSON) -> String? {
    if let type = property["type"]?.string { return type }
    let types = property["type"]?.array?.compactMap(\.string).filter { $0 != "null" } ?? []
    return types.count == 1 ? types[0] : nil
  }

  private static func options(of property: JSON) -> Kind? {
    var values = property["enum"]?.array ?? []
    var titles: [String] = []
    if let constant = property["const"] { values = [constant] }
    let ways = (property["oneOf"] ?? property["anyOf"])?.array ?? []
    if !ways.isEmpty, ways.allSatisfy({ $0["const"] != nil }) {
      values = ways.compactMap { $0["const"] }
      titles = ways.map { $0["title"]?.string ?? text($0["const"] ?? .null) }
    }
    values.removeAll { $0.isNull }
    let texts = values.map(text)
    let isDrawable = texts.allSatisfy { 1...optionLimit ~= $0.count && $0.cleaned == $0 }
    guard !values.isEmpty, isDrawable, Set(texts).count == texts.count,
      values.count <= Page.itemLimit
    else { return nil }
    return .choice(values, titles: titles.isEmpty ? texts : titles)
  }

  /// A value as a person reads or types it.
  static func text(_ value: JSON) -> String { value.string ?? value.text }
}
