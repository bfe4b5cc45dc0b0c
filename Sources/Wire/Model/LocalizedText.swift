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
    /// At least one of them is there.
    case byLanguage(korean: String?, english: String?)
  }

  private var content: Content

  /// The same text in every language.
  package init(_ text: String) { content = .same(text) }
  /// The same text in every language.
  package init(stringLiteral value: String) { content = .same(value) }
  /// A text in each language of the product.
  package init(ko korean: String, en english: String) {
    content = .byLanguage(korean: korean, english: english)
  }

  /// The text to show; a missing language falls back to the other one.
  package func text(in language: Language) -> String {
    switch (content, language) {
    case (.same(let text), _): text
    case (.byLanguage(let korean, let english), .korean): korean ?? english ?? ""
    case (.byLanguage(let korean, let english), .english): english ?? korean ?? ""
    }
  }

  /// Every text it holds.
  package var allTexts: [String] {
    switch content {
    case .same(let text): [text]
    case .byLanguage(let korean, let english): [korean, english].compactMap { $0 }
    }
  }

  /// The same sentence with every text changed.
  package func map(_ change: (String) -> String) -> LocalizedText {
    var copy = self
    switch content {
    case .same(let text): copy.content = .same(change(text))
    case .byLanguage(let korean, let english):
      copy.content = .byLanguage(korean: korean.map(change), english: english.map(change))
    }
    return copy
  }

  /// Reads either wire form; nil where the value is neither.
  package init?(json: JSON) {
    switch json {
    case .string(let text): content = .same(text)
    case .object(let object):
      var (korean, english) = (String?.none, String?.none)
      for member in object.members {
        guard let language = Language(rawValue: member.key), let text = member.value.string else {
          return nil
        }
        switch language {
        case .korean: korean = text
        case .english: english = text
        }
      }
      guard korean != nil || english != nil else { return nil }
      content = .byLanguage(korean: korean, english: english)
    default: return nil
    }
  }

  /// The wire form.
  package var json: JSON {
    switch content {
    case .same(let text): return .string(text)
    case .byLanguage(let korean, let english):
      var object = JSONObject(capacity: 2)
      object.add(Language.korean.rawValue, korean.map(JSON.string))
      object.add(Language.english.rawValue, english.map(JSON.string))
      return .object(object)
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
