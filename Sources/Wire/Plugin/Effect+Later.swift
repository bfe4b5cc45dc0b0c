/// The effects about money that moves later: holds, mandates and timers at an instant.
extension Effect {
  private static let nameLength = 1...128

  @Sendable static func capture(_ reader: StrictReader) -> Effect? {
    reader.only(["effect", "key", "amount", "lines"])
    guard let key = reader.string("key", required: true, length: nameLength) else { return nil }
    let amount = reader.integer("amount", in: 1...Money.largestAmount)
    let lines = reader.objects("lines", count: 0...BillEffect.lineLimit).compactMap(line)
    if !lines.isEmpty, amount == nil || BillEffect(key: key, lines: lines).total != amount {
      reader.report(
        "value.range", "lines", en: "must come to the amount", ko: "합계가 amount와 같아야 합니다")
      return nil
    }
    return .capture(key: key, amount: amount, lines: lines)
  }

  /// A capture as it travels.
  func captured(_ key: String, _ amount: Int64?, _ lines: [BillEffect.Line]) -> JSON {
    var object: JSONObject = ["effect": "capture", "key": .string(key)]
    object["amount"] = amount.map(JSON.integer)
    if !lines.isEmpty { object["lines"] = .array(lines.map(\.json)) }
    return .object(object)
  }

  @Sendable static func release(_ reader: StrictReader) -> Effect? {
    reader.only(["effect", "key"])
    return reader.string("key", required: true, length: nameLength).map { .release(key: $0) }
  }

  @Sendable static func mandate(_ reader: StrictReader) -> Effect? {
    reader.only(["effect", "key", "title", "terms"])
    guard let key = reader.string("key", required: true, length: nameLength),
      let title = reader.text("title", required: true, limit: 100),
      let terms = reader.nested("terms", required: true).flatMap(Effect.terms)
    else { return nil }
    return .mandate(MandateEffect(key: key, title: title.map(\.cleaned), terms: terms))
  }

  private static func terms(_ reader: StrictReader) -> MandateTerms? {
    reader.only([
      "maxPerCharge", "maxPerPeriod", "total", "unit", "count", "usage", "currency",
    ])
    let amounts = 1...Money.largestAmount
    guard let charge = reader.integer("maxPerCharge", required: true, in: amounts),
      let period = reader.integer("maxPerPeriod", required: true, in: amounts),
      let total = reader.integer("total", required: true, in: amounts)
    else { return nil }
    guard charge <= period, period <= total else {
      reader.report(
        "value.range", "total", en: "must not be below maxPerPeriod, nor that below maxPerCharge",
        ko: "maxPerCharge ≤ maxPerPeriod ≤ total이어야 합니다")
      return nil
    }
    return MandateTerms(
      maxPerCharge: charge, maxPerPeriod: period, total: total,
      unit: reader.word("unit") ?? .month,
      count: reader.integer("count", in: 1...MandateTerms.countLimit) ?? 1,
      usage: reader.word("usage") ?? .recurring, currency: reader.word("currency") ?? .krw)
  }

  @Sendable static func charge(_ reader: StrictReader) -> Effect? {
    reader.only(["effect", "mandate", "key", "amount", "title", "period"])
    guard let mandate = reader.string("mandate", required: true, length: nameLength),
      let key = reader.string("key", required: true, length: nameLength),
      let amount = reader.integer("amount", required: true, in: 1...Money.largestAmount)
    else { return nil }
    return .charge(
      ChargeEffect(
        mandate: mandate, key: key, amount: amount,
        title: reader.text("title", limit: 100)?.map(\.cleaned),
        period: reader.integer("period", in: 0...100_000)))
  }
}

extension MandateEffect {
  var json: JSON {
    [
      "effect": "mandate", "key": .string(key), "title": title.json,
      "terms": JSON(encoding: terms),
    ]
  }
}

extension ChargeEffect {
  var json: JSON {
    var object: JSONObject = [
      "effect": "charge", "mandate": .string(mandate), "key": .string(key),
      "amount": .integer(amount),
    ]
    object["title"] = title?.json
    object["period"] = period.map(JSON.integer)
    return .object(object)
  }
}
