/// The parts of a manifest about topics: what an app publishes and what it hears of others.
enum ManifestEvents {
  private static let nameLength = 1...64

  /// The topics of one member of `events`: own ones by their name, others with their app.
  static func topics(_ reader: StrictReader, _ key: String) -> [String] {
    guard let events = reader.nested("events") else { return [] }
    events.only(["publishes", "subscribes"])
    let isOwn = key == "publishes"
    var seen: Set<String> = []
    return events.elements(key, count: 0...Manifest.topicLimit).compactMap { element in
      guard let text = element.value.string, isTopic(text, isOwn: isOwn),
        seen.insert(text).inserted
      else {
        events.report(
          "value.pattern", key,
          en: isOwn
            ? "must be different names of a–z, 0–9, . and -"
            : "must be different topics like kr.co.partner.app/product",
          ko: isOwn
            ? "a–z, 0–9, ., -로 된 서로 다른 이름이어야 합니다"
            : "kr.co.partner.app/product 같은 서로 다른 주제여야 합니다")
        return nil
      }
      return text
    }
  }

  private static func isTopic(_ text: String, isOwn: Bool) -> Bool {
    guard !isOwn else { return isName(text[...]) }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy(isName)
  }

  private static func isName(_ text: Substring) -> Bool {
    nameLength.contains(text.utf8.count)
      && text.allSatisfy {
        ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "." || $0 == "-"
      }
  }

  /// Whether `on` may name an event: one of the platform's, or a topic that is subscribed to.
  static func isEvent(_ event: String, of manifest: Manifest) -> Bool {
    guard event.hasPrefix(Manifest.topicEventPrefix) else {
      return Manifest.events.contains(event)
    }
    return manifest.subscribes.contains(String(event.dropFirst(Manifest.topicEventPrefix.count)))
  }
}
