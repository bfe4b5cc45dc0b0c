/// A form that a program asks a person to fill in (MCP, client/elicitation, form mode): a message
/// and flat fields. Whatever cannot be drawn, and whatever asks for a secret, is refused.
package struct Elicitation: Sendable, Hashable {
  /// Characters of the message.
  package static let messageLimit = 500
  /// Fields of one form.
  package static let fieldLimit = 10
  /// Choices of one field.
  package static let optionLimit = 50
  /// Characters of a title, a description or a choice.
  package static let labelLimit = 200
  /// Characters of one answer.
  package static let answerLimit = 2_000

  /// Why a form is not shown.
  package enum Fault: Error, Hashable, Sendable {
    /// It is no form we draw.
    case invalid(reason: String)
    /// It asks for what nobody may be asked.
    case secret(field: String)
  }

  /// The program's words, cleaned.
  package var message: String
  /// What is filled in, in the order of the schema.
  package var fields: [QuestionField]

  /// A form.
  package init(message: String, fields: [QuestionField]) {
    self.message = message
    self.fields = fields
  }

  /// Reads the parameters of `elicitation/create`.
  package init(params: JSON) throws(Fault) {
    if let mode = params["mode"]?.string, mode != "form" {
      throw .invalid(reason: "only the form mode is drawn, not \(mode.prefix(16))")
    }
    guard let message = params["message"]?.string, !message.isEmpty,
      message.count <= Self.messageLimit
    else { throw .invalid(reason: "/message must have 1 to \(Self.messageLimit) characters") }
    guard let schema = params["requestedSchema"], schema["type"]?.string == "object",
      let properties = schema["properties"]?.object?.members
    else { throw .invalid(reason: "/requestedSchema must be an object of flat properties") }
    guard properties.count <= Self.fieldLimit else {
      throw .invalid(reason: "more than \(Self.fieldLimit) fields")
    }
    let required = Set(schema["required"]?.array?.compactMap(\.string) ?? [])
    var fields: [QuestionField] = []
    for property in properties {
      fields.append(
        try Self.field(property.key, property.value, isRequired: required.contains(property.key)))
    }
    if SecretWords.areIn(message) { throw .secret(field: "message") }
    self.init(message: message.cleaned, fields: fields)
  }

  private static func field(
    _ name: String, _ given: JSON, isRequired: Bool
  ) throws(Fault) -> QuestionField {
    let schema = withoutNull(given)
    let (title, description) = (schema["title"]?.string, schema["description"]?.string)
    let words = [name, title, description].compactMap(\.self)
    guard (1...64).contains(name.utf8.count), words.allSatisfy({ $0.count <= labelLimit }) else {
      throw .invalid(reason: "a field's name or label is too long")
    }
    guard !words.contains(where: SecretWords.areIn), schema["format"]?.string != "password" else {
      throw .secret(field: String(name.prefix(64)))
    }
    var field = QuestionField(
      name: name, kind: try kind(schema), title: title?.cleaned,
      description: description?.cleaned, isRequired: isRequired,
      format: schema["format"]?.string, options: try options(schema),
      initial: schema["default"].flatMap { $0.isNull ? nil : $0 })
    let bounds: (String, String) =
      switch field.kind {
      case .text: ("minLength", "maxLength")
      case .choices: ("minItems", "maxItems")
      default: ("minimum", "maximum")
      }
    field.minimum = schema[bounds.0]?.number
    field.maximum = schema[bounds.1]?.number
    return field
  }

  /// "Or nothing", as the official Python SDK writes an optional field: what is behind it.
  private static func withoutNull(_ schema: JSON) -> JSON {
    guard let parts = schema["anyOf"]?.array, parts.count == 2,
      let part = parts.first(where: { $0["type"]?.string != "null" })?.object,
      parts.contains(where: { $0["type"]?.string == "null" }), var object = schema.object
    else { return schema }
    object["anyOf"] = nil
    return .object(object.merging(part))
  }

  private static func kind(_ schema: JSON) throws(Fault) -> QuestionField.Kind {
    switch schema["type"]?.string {
    case "string": schema["enum"] == nil && schema["oneOf"] == nil ? .text : .choice
    case "number": .number
    case "integer": .integer
    case "boolean": .toggle
    case "array": .choices
    default: throw .invalid(reason: "only flat fields are drawn")
    }
  }

  private static func options(_ schema: JSON) throws(Fault) -> [QuestionField.Option]? {
    let list = schema["type"]?.string == "array" ? schema["items"] ?? .null : schema
    guard let values = (list["enum"] ?? list["oneOf"] ?? list["anyOf"])?.array else {
      guard schema["type"]?.string != "array" else {
        throw .invalid(reason: "a list of anything is not drawn")
      }
      return nil
    }
    let names = list["enumNames"]?.array
    guard (1...optionLimit).contains(values.count) else {
      throw .invalid(reason: "a choice has 1 to \(optionLimit) options")
    }
    var options: [QuestionField.Option] = []
    for (index, value) in values.enumerated() {
      guard let text = value.string ?? value["const"]?.string else {
        throw .invalid(reason: "a choice is among texts")
      }
      let shown = names.flatMap { index < $0.count ? $0[index].string : nil }
      let title = value["title"]?.string ?? shown ?? text
      guard text.count <= labelLimit, title.count <= labelLimit else {
        throw .invalid(reason: "a choice is too long")
      }
      options.append(QuestionField.Option(value: text, title: title.cleaned))
    }
    return options
  }
}

extension Elicitation {
  /// What is wrong with an answer, by the name of the field; nil where it fits.
  package func fault(in content: JSONObject) -> (field: String, reason: String)? {
    if let extra = content.keys.first(where: { key in !fields.contains { $0.name == key } }) {
      return (String(extra.prefix(64)), "was not asked for")
    }
    for field in fields {
      guard let value = content[field.name], !value.isNull else {
        if field.isRequired { return (field.name, "is missing") }
        continue
      }
      if let reason = field.fault(in: value) { return (field.name, reason) }
    }
    return nil
  }
}

extension QuestionField {
  fileprivate func fault(in value: JSON) -> String? {
    switch kind {
    case .text:
      guard let text = value.string else { return "must be a text" }
      let limit = min(maximum ?? .infinity, Double(Elicitation.answerLimit))
      return bounded(Double(text.count), upTo: limit, "characters")
    case .choice:
      guard let text = value.string, options?.contains(where: { $0.value == text }) == true else {
        return "is none of the choices"
      }
      return nil
    case .choices:
      guard let chosen = value.array?.map(\.string), Set(chosen).count == chosen.count,
        chosen.allSatisfy({ text in options?.contains { $0.value == text } == true })
      else { return "is not among the choices" }
      return bounded(Double(chosen.count), upTo: maximum ?? .infinity, "choices")
    case .toggle: return value.bool == nil ? "must be true or false" : nil
    case .integer:
      guard let number = value.integer else { return "must be a whole number" }
      return bounded(Double(number), upTo: maximum ?? .infinity, "")
    case .number:
      guard let number = value.number else { return "must be a number" }
      return bounded(number, upTo: maximum ?? .infinity, "")
    }
  }

  private func bounded(_ value: Double, upTo limit: Double, _ unit: String) -> String? {
    let least = minimum ?? -.infinity
    guard value < least || value > limit else { return nil }
    let number = value < least ? least : limit
    let word = value < least ? "least" : "most"
    let shown =
      number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : String(number)
    return "must be at \(word) \(shown)" + (unit.isEmpty ? "" : " " + unit)
  }
}

extension JSON {
  /// A number of either kind.
  fileprivate var number: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .double(let number): number
    default: nil
    }
  }
}

/// Words that only ask for what nobody may be asked outside the host's own sheets.
enum SecretWords {
  private static let words = [
    "password", "passwd", "passcode", "passphrase", "pin", "cvc", "cvv", "cvc2", "otp", "secret",
    "token", "apikey", "card number", "cardnumber", "card no", "credential", "private key",
    "ssn", "비밀번호", "암호", "카드번호", "카드 번호", "인증번호", "주민등록번호", "주민번호", "보안카드",
  ]

  /// Whether a text asks for one: as words of their own in English, anywhere in Korean.
  static func areIn(_ text: String) -> Bool {
    let folded = text.lowercased()
    let split = folded.map { $0.isLetter || $0.isNumber ? $0 : " " }
    let spaced = " " + String(split).split(separator: " ").joined(separator: " ") + " "
    return words.contains { word in
      word.utf8.allSatisfy { $0 < 0x80 }
        ? spaced.contains(" " + word + " ") : spaced.contains(word)
    }
  }
}
