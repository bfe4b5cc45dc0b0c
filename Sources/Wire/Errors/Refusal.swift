/// A request that was understood and not done, as it reaches the caller.
package struct Refusal: Error, Sendable, Hashable {
  /// Why.
  package var code: ErrorCode
  /// Facts about this case; amounts in minor units, ids as text.
  package var details: JSONObject
  /// Whether any money moved nevertheless.
  package var moneyMoved: Bool
  /// For class 3: when it is worth asking again.
  package var retryAfterMilliseconds: Int64?

  /// A refusal; nothing was written and no money moved unless said.
  package init(
    _ code: ErrorCode, _ details: JSONObject = JSONObject(), moneyMoved: Bool = false,
    retryAfterMilliseconds: Int64? = nil
  ) {
    self.code = code
    self.details = details
    self.moneyMoved = moneyMoved
    self.retryAfterMilliseconds = retryAfterMilliseconds
  }

  /// The sentence for a person, with the details put in.
  package func message(in language: Language) -> String {
    fill(code.sentence.text(in: language))
  }

  /// What to do next, with the details put in.
  package func fix(in language: Language) -> String { fill(code.fix.text(in: language)) }

  private func fill(_ sentence: String) -> String {
    var filled = sentence
    for member in details.members {
      let value = member.value.string ?? member.value.text
      filled.replace("{\(member.key)}", with: value)
    }
    return filled.withKoreanParticles
  }

  /// The `error` member of a JSON-RPC answer, in the caller's language.
  package func wire(in language: Language, trace: String? = nil) -> JSON {
    var data: JSONObject = [
      "code": .string(code.name), "details": .object(details), "moneyMoved": .bool(moneyMoved),
      "fix": [.string(fix(in: language))],
    ]
    if let retryAfterMilliseconds { data["retryAfterMs"] = .integer(retryAfterMilliseconds) }
    if let trace { data["trace"] = .string(trace) }
    return [
      "code": .integer(code.errorClass.rawValue), "message": .string(message(in: language)),
      "data": .object(data),
    ]
  }

  /// Reads the `error` member of an answer back; nil where the code is not one of ours.
  package init?(wire: JSON) {
    guard let data = wire["data"]?.object, let name = data["code"]?.string,
      let code = ErrorCode.named(name)
    else { return nil }
    self.init(
      code, data["details"]?.object ?? JSONObject(), moneyMoved: data["moneyMoved"]?.bool ?? false,
      retryAfterMilliseconds: data["retryAfterMs"]?.integer)
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  /// Members in the order written.
  package init(dictionaryLiteral elements: (String, JSON)...) { self.init(elements) }
}
