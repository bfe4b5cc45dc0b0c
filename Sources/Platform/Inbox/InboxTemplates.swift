import Wire

/// What shops may tell people about their orders: sentences of the platform with the shop's values,
/// data and not code.
struct InboxTemplates: Sendable {
  private let sentences: [String: LocalizedText]

  /// The embedded table, `inbox-templates.json`.
  static let standard = InboxTemplates(
    table: String(decoding: PackageResources.inbox_templates_json, as: UTF8.self))

  init(table: String) {
    do {
      sentences = try JSON.parse(table).decode([String: LocalizedText].self)
    } catch {
      preconditionFailure("inbox-templates.json: \(error)")
    }
  }

  /// A template's sentence with its values; nil where there is no such template, or a value is
  /// missing or has no place.
  func sentence(_ template: String, _ values: JSONObject) -> LocalizedText? {
    guard let sentence = sentences[template] else { return nil }
    func filled(_ language: Language) -> String {
      values.members.reduce(sentence.text(in: language)) { text, value in
        let told = LocalizedText(json: value.value)?.text(in: language) ?? value.value.text
        return text.replacing("{\(value.key)}", with: told)
      }.withKoreanParticles
    }
    let places = Set(
      sentence.text(in: .english).split(separator: "{").dropFirst().compactMap {
        $0.split(separator: "}").first.map(String.init)
      })
    guard Set(values.keys) == places else { return nil }
    return LocalizedText(ko: filled(.korean), en: filled(.english))
  }
}
