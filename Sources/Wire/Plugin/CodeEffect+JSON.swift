extension CodeEffect {
  @Sendable static func read(_ reader: StrictReader) -> Effect? {
    reader.only(["effect", "key", "feature", "arguments", "ttlSeconds", "uses"])
    guard let key = reader.string("key", required: true, length: 1...64),
      let feature = reader.string("feature", required: true, length: 1...64),
      let seconds = reader.integer("ttlSeconds", required: true, in: secondsRange)
    else { return nil }
    let uses: Uses = reader.word("uses") ?? .single
    if uses == .single, seconds > singleUseSecondsLimit {
      reader.report(
        "value.range", "ttlSeconds",
        en: "must be at most \(singleUseSecondsLimit) for a single use",
        ko: "1회용은 \(singleUseSecondsLimit)초까지여야 합니다")
    }
    let arguments = reader.nested("arguments")?.object ?? [:]
    if JSON.object(arguments).byteCount > argumentByteLimit {
      reader.report(
        "value.length", "arguments", en: "is larger than \(argumentByteLimit) bytes",
        ko: "\(argumentByteLimit)바이트보다 큽니다")
    }
    return .code(
      CodeEffect(key: key, feature: feature, arguments: arguments, seconds: seconds, uses: uses))
  }

  var json: JSON {
    [
      "effect": "code", "key": .string(key), "feature": .string(feature),
      "arguments": .object(arguments), "ttlSeconds": .integer(seconds),
      "uses": .string(uses.rawValue),
    ]
  }
}

extension FareEffect {
  @Sendable static func read(_ reader: StrictReader) -> Effect? {
    reader.only(["effect", "pass", "key", "amount", "title"])
    guard let pass = reader.string("pass", required: true, length: 1...64),
      let key = reader.string("key", required: true, length: 1...64),
      let amount = reader.integer("amount", required: true, in: 1...Money.largestAmount),
      let title = reader.text("title", required: true, limit: 200)
    else { return nil }
    return .fare(
      FareEffect(pass: PassID(pass), key: key, amount: amount, title: title.map(\.cleaned)))
  }

  var json: JSON {
    [
      "effect": "fare", "pass": .string(pass.text), "key": .string(key),
      "amount": .integer(amount), "title": title.json,
    ]
  }
}

extension PageNode {
  /// How the payload of a code begins that the host fills in.
  package static let ownCodePrefix = "madang:code/"

  /// A code that an effect of this session made, by its key; the host puts its text in.
  package static func ownCode(_ key: String, caption: LocalizedText? = nil) -> PageNode {
    .code(payload: ownCodePrefix + key, caption: caption)
  }
}
