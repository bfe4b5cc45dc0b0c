/// The parts of a manifest about ways in: whose session a route opens, products, gates.
enum ManifestWays {
  /// Whether everybody has a session of their own behind a route.
  static func isOwn(_ route: StrictReader) -> Bool {
    guard let visit = route.string("visit") else { return false }
    if visit != "own" && visit != "shared" {
      route.report(
        "value.word", "visit", en: "must be own or shared", ko: "own이나 shared여야 합니다")
    }
    return visit == "own"
  }

  /// The products of a route: numbers of 14 digits, or their beginning of 4 digits or more and `*`.
  static func products(_ route: StrictReader) -> [String] {
    let elements = route.elements("products", count: 0...Manifest.productLimit)
    var seen: Set<String> = []
    return elements.compactMap { element in
      guard let text = element.value.string, isPattern(text), seen.insert(text).inserted else {
        route.report(
          "value.pattern", "products",
          en: "must be different numbers of 14 digits, or 4 to 13 digits and *",
          ko: "서로 다른 14자리 숫자이거나 4–13자리 숫자와 *여야 합니다")
        return nil
      }
      return text
    }
  }

  private static func isPattern(_ text: String) -> Bool {
    let digits = text.hasSuffix("*") ? text.dropLast() : text[...]
    let isNumber = digits.allSatisfy { ("0"..."9").contains($0) }
    return isNumber && (text.hasSuffix("*") ? 4...13 ~= digits.count : digits.count == 14)
  }

  /// The highest fare of the app's gates.
  static func maximumFare(_ reader: StrictReader) -> Int64? {
    guard let gate = reader.nested("gate") else { return nil }
    gate.only(["maximumFare"])
    return gate.integer("maximumFare", required: true, in: 1...1_000_000)
  }
}
