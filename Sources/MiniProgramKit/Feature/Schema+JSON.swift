extension Schema {
  /// The schema as JSON Schema 2020-12; equal schemas give equal bytes.
  package var json: JSON {
    var properties = JSONObject()
    var patterns = JSONObject()
    for field in fields {
      if field.isPrefix {
        patterns["^\(field.name)"] = field.json
      } else {
        properties[field.name] = field.json
      }
    }
    var object: JSONObject = ["type": "object", "properties": .object(properties)]
    if !patterns.isEmpty { object["patternProperties"] = .object(patterns) }
    let required = fields.filter(\.isRequired).map { JSON.string($0.name) }
    if !required.isEmpty { object["required"] = .array(required) }
    return .object(object)
  }

  /// What is wrong with arguments: a pointer and a reason; nil where nothing is.
  package func fault(in arguments: JSONObject) -> (pointer: String, reason: String)? {
    for field in fields where field.isRequired && arguments[field.name] == nil {
      return ("/\(field.name)", "missing")
    }
    for member in arguments.members {
      let field = fields.first {
        $0.isPrefix ? member.key.hasPrefix($0.name) : $0.name == member.key
      }
      if let field, let reason = field.fault(in: member.value) {
        return ("/\(member.key)", reason)
      }
    }
    return nil
  }
}

extension Schema.Field {
  fileprivate var json: JSON {
    var object: JSONObject =
      switch kind {
      case .text(let length):
        [
          "type": "string", "minLength": .integer(Int64(length.lowerBound)),
          "maxLength": .integer(Int64(length.upperBound)),
        ]
      case .integer(let range):
        [
          "type": "integer", "minimum": .integer(range.lowerBound),
          "maximum": .integer(range.upperBound),
        ]
      case .flag: ["type": "boolean"]
      case .choice(let most):
        [
          "anyOf": [
            ["type": "string"],
            ["type": "array", "items": ["type": "string"], "maxItems": .integer(Int64(most))],
          ]
        ]
      case .object: ["type": "object"]
      }
    object["description"] = .string(summary)
    return .object(object)
  }

  /// Why a value does not fit; nil where it does. An optional field may also be null.
  fileprivate func fault(in value: JSON) -> String? {
    if value.isNull, !isRequired { return nil }
    switch kind {
    case .text(let length):
      guard let text = value.string else { return expected("string", value) }
      // Characters are counted only where bytes do not already answer.
      guard text.utf8.count <= length.upperBound * 16, length.contains(text.count) else {
        return "must have \(length.lowerBound) to \(length.upperBound) characters"
      }
    case .integer(let range):
      guard let number = value.integer else { return expected("integer", value) }
      guard range.contains(number) else {
        return "must be from \(range.lowerBound) to \(range.upperBound)"
      }
    case .flag:
      guard value.bool != nil else { return expected("boolean", value) }
    case .choice(let most):
      let ids = value.array ?? [value]
      guard ids.count <= most else { return "must have at most \(most) elements" }
      guard ids.allSatisfy({ $0.string != nil }) else { return expected("string", value) }
    case .object:
      guard value.object != nil else { return expected("object", value) }
    }
    return nil
  }

  private func expected(_ kind: String, _ value: JSON) -> String {
    "expected \(kind), found \(value.kindName)"
  }
}
