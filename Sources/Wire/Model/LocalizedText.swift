/// The languages that every sentence of the product exists in.
package enum Language: String, Sendable, Hashable, Codable, CaseIterable {
  case korean = "ko"
  case english = "en"
}

/// A sentence a person reads: one text for all, or one a language.
///
/// On the wire: `"text"` or `{"ko": …, "en": …}`.
package struct LocalizedText: Sendable, Hashable, Codable, ExpressibleByStringLiteral {
  private enum Content: Hashable {
    case same(String)
    case byLanguage([Language: String])
  }

  private var content: Content

  /// The same text in every language.
  package init(_ text: String) { content = .same(text) }
  /// The same text in every language.
  package init(stringLiteral value: String) { content = .same(value) }
  /// A text in each language of the product.
  package init(ko korean: String, en english: String) {
    content = .byLanguage([.korean: korean, .english: english])
  }

  /// The text to show; a missing language falls back to the other one.
  package func text(in language: Language) -> String {
    switch content {
    case .same(let text): return text
    case .byLanguage(let texts):
      return texts[language] ?? texts[.korean] ?? texts[.english] ?? ""
    }
  }

  /// Every text it holds.
  package var allTexts: [String] {
    switch content {
    case .same(let text): [text]
    case .byLanguage(let texts): Language.allCases.compactMap { texts[$0] }
    }
  }

  /// The same sentence with every text changed.
  package func map(_ change: (String) -> String) -> LocalizedText {
    var copy = self
    switch content {
    case .same(let text): copy.content = .same(change(text))
    case .byLanguage(let texts): copy.content = .byLanguage(texts.mapValues(change))
    }
    return copy
  }

  /// Reads either wire form; nil where the value is neither.
  package init?(json: JSON) {
    switch json {
    case .string(let text): content = .same(text)
    case .object(let object):
      var texts: [Language: String] = [:]
      for member in object.members {
        guard let language = Language(rawValue: member.key), let text = member.value.string else {
          return nil
        }
        texts[language] = text
      }
      guard !texts.isEmpty else { return nil }
      content = .byLanguage(texts)
    default: return nil
    }
  }

  /// The wire form.
  package var json: JSON {
    switch content {
    case .same(let text): return .string(text)
    case .byLanguage(let texts):
      return .object(
        JSONObject(
          Language.allCases.compactMap { language in
            texts[language].map { (language.rawValue, .string($0)) }
          }))
    }
  }

  /// Reads either wire form.
  package init(from decoder: any Decoder) throws {
    let json = try JSON(from: decoder)
    guard let text = LocalizedText(json: json) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "expected a text or {ko, en}"))
    }
    self = text
  }

  /// Writes the wire form.
  package func encode(to encoder: any Encoder) throws { try json.encode(to: encoder) }
}
