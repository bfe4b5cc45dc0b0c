extension Effect {
  /// Bytes of one record's value.
  package static let valueByteLimit = 64 * 1024

  /// The effects of a result, strictly read; the issue's pointer starts with the effect's index.
  package static func read(_ effects: [JSON]) throws(DocumentIssue) -> [Effect] {
    let list = IssueList()
    guard effects.count <= CallResult.effectLimit else {
      throw DocumentIssue(
        "value.count", at: "/effects", en: "has more than \(CallResult.effectLimit) effects",
        ko: "효과가 \(CallResult.effectLimit)개를 넘습니다")
    }
    let bytes = effects.reduce(0) { $0 + $1.byteCount }
    guard bytes <= CallResult.effectByteLimit else {
      throw DocumentIssue(
        "value.length", at: "/effects",
        en: "is larger than \(CallResult.effectByteLimit) bytes",
        ko: "\(CallResult.effectByteLimit)바이트보다 큽니다")
    }
    let read = effects.enumerated().compactMap { index, json in
      one(StrictReader(json, at: "/effects/\(index)", into: list))
    }
    if let first = list.issues.first(where: { $0.severity == .error }) { throw first }
    return read
  }

  private static let nameLength = 1...128

  private static func one(_ reader: StrictReader) -> Effect? {
    guard let name = reader.string("effect", required: true) else { return nil }
    guard let read = readers[name] else {
      reader.report(
        "effect.unknown", "effect", en: "unknown effect \"\(name)\"",
        ko: "알 수 없는 효과 \"\(name)\"입니다")
      return nil
    }
    return read(reader)
  }

  /// Which function reads which effect: one line each.
  private static let readers: [String: @Sendable (StrictReader) -> Effect?] = [
    "put": put, "delete": delete, "bill": bill, "refund": refund, "cancel": cancel,
    "escrow": escrow, "stock": stock, "reserve": reserve, "unreserve": unreserve,
    "capture": capture, "release": release, "mandate": mandate, "charge": charge,
    "collect": collect, "notify": notify, "timer": timer, "cancelTimer": cancelTimer,
    "publish": PublishEffect.read, "post": PostEffect.read, "grant": GrantEffect.read,
    "code": CodeEffect.read, "fare": FareEffect.read,
    "end": { reader in
      reader.only(["effect"])
      return .end
    },
  ]

  /// The name of every effect as it travels.
  package static var names: [String] { readers.keys.sorted() }

  @Sendable private static func put(_ reader: StrictReader) -> Effect? {
    reader.only(["effect", "collection", "key", "value"])
    guard let collection = reader.string("collection", required: true, length: 1...64),
      let key = reader.string("key", required: true, length: nameLength),
      let value = reader.value("value", required: true)
    else { return nil }
    if value.byteCount > valueByteLimit {
      reader.report(
        "value.length", "value", en: "is larger than \(valueByteLimit) bytes",
        ko: "\(valueByteLimit)바이트보다 큽니다")
    }
    return .put(collection: collection, key: key, value: value)
  }

  @Sendable private static func delete(_ reader: StrictReader) -> Effect? {
    reader.only(["effect", "collection", "key"])
    guard let collection = reader.string("collection", required: true, length: 1...64),
      let key = reader.string("key", required: true, length: nameLength)
    else { return nil }
    return .delete(collection: collection, key: key)
  }

  @Sendable private static func bill(_ reader: StrictReader) -> Effect? {
    reader.only([
      "effect", "key", "lines", "currency", "payers", "expiresSeconds", "holdSeconds",
    ])
    let lines = reader.objects("lines", required: true, count: 1...BillEffect.lineLimit)
      .compactMap(line)
    guard let key = reader.string("key", required: true, length: nameLength) else { return nil }
    let effect = BillEffect(
      key: key, lines: lines, currency: reader.word("currency") ?? .krw,
      payers: reader.word("payers") ?? .viewer,
      expiresSeconds: reader.integer(
        "expiresSeconds", in: 1...BillEffect.expiresLimitSeconds)
        ?? BillEffect.expiresDefaultSeconds,
      holdSeconds: reader.integer("holdSeconds", in: 1...BillEffect.holdLimitSeconds))
    guard let total = effect.total, (1...Money.largestAmount).contains(total) else {
      reader.report(
        "value.range", "lines", en: "must come to 1 to \(Money.largestAmount)",
        ko: "합계가 1부터 \(Money.largestAmount)까지여야 합니다")
      return nil
    }
    return .bill(effect)
  }

  static func line(_ reader: StrictReader) -> BillEffect.Line? {
    reader.only(["id", "title", "quantity", "unitAmount", "kind", "owner"])
    let kind = reader.string("kind") ?? "item"
    guard ["item", "option", "discount", "fee"].contains(kind) else {
      reader.report(
        "value.word", "kind", en: "must be item, option, discount or fee",
        ko: "item, option, discount, fee 중 하나여야 합니다")
      return nil
    }
    let largest = Money.largestAmount
    guard let id = reader.string("id", required: true, length: nameLength),
      let title = reader.text("title", required: true, limit: 200),
      let quantity = reader.integer(
        "quantity", required: true, in: 1...BillEffect.quantityLimit),
      let unitAmount = reader.integer(
        "unitAmount", required: true, in: kind == "discount" ? -largest...0 : 0...largest)
    else { return nil }
    return BillEffect.Line(
      id: id.cleaned, title: title.map(\.cleaned), quantity: quantity, unitAmount: unitAmount,
      kind: kind, owner: reader.string("owner").map(PairwiseID.init))
  }

  @Sendable private static func refund(_ reader: StrictReader) -> Effect? {
    reader.only(["effect", "key", "amount", "reason"])
    guard let key = reader.string("key", required: true, length: nameLength),
      let reason = reader.string("reason", required: true, length: 1...200)
    else { return nil }
    return .refund(
      key: key, amount: reader.integer("amount", in: 1...Money.largestAmount),
      reason: reason.cleaned)
  }

  @Sendable private static func cancel(_ reader: StrictReader) -> Effect? {
    reader.only(["effect", "key"])
    return reader.string("key", required: true, length: nameLength).map { .cancel(key: $0) }
  }

  @Sendable private static func collect(_ reader: StrictReader) -> Effect? {
    reader.only(["effect", "receipt", "shares"])
    let shares = reader.objects("shares", required: true, count: 1...CallContext.peopleLimit)
      .compactMap { share -> CollectEffect.Share? in
        share.only(["person", "amount"])
        guard let person = share.string("person", required: true),
          let amount = share.integer("amount", required: true, in: 1...Money.largestAmount)
        else { return nil }
        return CollectEffect.Share(person: PairwiseID(person), amount: amount)
      }
    guard let receipt = reader.string("receipt", required: true, length: nameLength) else {
      return nil
    }
    if Set(shares.map(\.person)).count != shares.count {
      reader.report(
        "value.unique", "shares", en: "names a person twice", ko: "같은 사람이 두 번 있습니다")
    }
    return .collect(CollectEffect(receipt: receipt, shares: shares))
  }

  @Sendable private static func notify(_ reader: StrictReader) -> Effect? {
    reader.only(["effect", "person", "template", "key", "values", "text"])
    guard let person = reader.string("person", required: true),
      let template = reader.string("template", required: true, length: 1...64),
      let key = reader.string("key", required: true, length: nameLength),
      let values = values(of: reader)
    else { return nil }
    let text = reader.text("text", limit: NotifyEffect.textLimit)
    return .notify(
      NotifyEffect(
        person: PairwiseID(person), template: template, key: key, values: values,
        text: text?.map(\.cleaned)))
  }

  /// What a template is filled with: a few short texts and whole numbers, cleaned.
  private static func values(of reader: StrictReader) -> JSONObject? {
    guard let object = reader.nested("values")?.object else { return [:] }
    var values: JSONObject = [:]
    for (name, value) in object.members.map({ ($0.key, $0.value) }) {
      switch value {
      case .integer: values[name] = value
      case .string, .object:
        let text = LocalizedText(json: value)?.map(\.cleaned)
        let limit = NotifyEffect.valueLengthLimit
        guard let text, text.allTexts.allSatisfy({ $0.count <= limit }) else { fallthrough }
        values[name] = text.json
      default:
        reader.report(
          "value.type", "values", en: "has \"\(name)\", which is no short text or whole number",
          ko: "\"\(name)\"은(는) 짧은 글이나 정수가 아닙니다")
        return nil
      }
    }
    guard object.members.count <= NotifyEffect.valueLimit else {
      reader.report(
        "value.length", "values", en: "has more than \(NotifyEffect.valueLimit) values",
        ko: "값이 \(NotifyEffect.valueLimit)개보다 많습니다")
      return nil
    }
    return values
  }

  @Sendable private static func timer(_ reader: StrictReader) -> Effect? {
    reader.only(["effect", "key", "afterSeconds", "at", "feature", "arguments"])
    guard let key = reader.string("key", required: true, length: nameLength),
      let feature = reader.string("feature", required: true, length: nameLength)
    else { return nil }
    let arguments = reader.nested("arguments")?.object ?? JSONObject()
    guard reader.object["at"] == nil || reader.object["afterSeconds"] == nil else {
      reader.report(
        "member.unknown", "at", en: "cannot stand beside afterSeconds",
        ko: "afterSeconds와 함께 쓸 수 없습니다")
      return nil
    }
    if reader.object["at"] != nil {
      return reader.integer("at", in: 0...SeoulDay.lastInstant.milliseconds).map {
        .timerAt(
          key: key, at: Instant(milliseconds: $0), feature: feature, arguments: arguments)
      }
    }
    return reader.integer("afterSeconds", required: true, in: 0...31_536_000).map {
      .timer(key: key, afterSeconds: $0, feature: feature, arguments: arguments)
    }
  }

  @Sendable private static func cancelTimer(_ reader: StrictReader) -> Effect? {
    reader.only(["effect", "key"])
    return reader.string("key", required: true, length: nameLength).map { .cancelTimer(key: $0) }
  }

  /// The effect as it travels.
  package var json: JSON {
    switch self {
    case .put(let collection, let key, let value):
      [
        "effect": "put", "collection": .string(collection), "key": .string(key), "value": value,
      ]
    case .delete(let collection, let key):
      ["effect": "delete", "collection": .string(collection), "key": .string(key)]
    case .bill(let bill): bill.json
    case .refund(let key, let amount, let reason):
      .object(
        JSONObject([("effect", "refund"), ("key", .string(key)), ("reason", .string(reason))])
          .merging(amount.map { ["amount": .integer($0)] } ?? [:]))
    case .cancel(let key): ["effect": "cancel", "key": .string(key)]
    case .capture(let key, let amount, let lines): captured(key, amount, lines)
    case .release(let key): ["effect": "release", "key": .string(key)]
    case .mandate(let mandate): mandate.json
    case .charge(let charge): charge.json
    case .collect(let collect):
      [
        "effect": "collect", "receipt": .string(collect.receipt),
        "shares": .array(
          collect.shares.map {
            ["person": .string($0.person.text), "amount": .integer($0.amount)]
          }),
      ]
    case .notify(let notify):
      .object(
        ([
          "effect": "notify", "person": .string(notify.person.text),
          "template": .string(notify.template), "key": .string(notify.key),
          "values": .object(notify.values),
        ] as JSONObject).merging(notify.text.map { ["text": $0.json] } ?? [:]))
    case .timer(let key, let after, let feature, let arguments):
      [
        "effect": "timer", "key": .string(key), "afterSeconds": .integer(after),
        "feature": .string(feature), "arguments": .object(arguments),
      ]
    case .timerAt(let key, let at, let feature, let arguments):
      [
        "effect": "timer", "key": .string(key), "at": .integer(at.milliseconds),
        "feature": .string(feature), "arguments": .object(arguments),
      ]
    case .cancelTimer(let key): ["effect": "cancelTimer", "key": .string(key)]
    case .code(let code): code.json
    case .fare(let fare): fare.json
    case .end: ["effect": "end"]
    case .escrow(let escrow): escrow.json
    case .stock(let stock): stock.json
    case .publish(let publish): publish.json
    case .post(let post): post.json
    case .grant(let grant): grant.json
    }
  }
}

extension BillEffect {
  fileprivate var json: JSON {
    var object: JSONObject = [
      "effect": "bill", "key": .string(key), "currency": .string(currency.rawValue),
      "payers": .string(payers.rawValue), "expiresSeconds": .integer(expiresSeconds),
      "lines": .array(lines.map(\.json)),
    ]
    object["holdSeconds"] = holdSeconds.map(JSON.integer)
    return .object(object)
  }
}

extension BillEffect.Line {
  var json: JSON {
    var object: JSONObject = [
      "id": .string(id), "title": title.json, "quantity": .integer(quantity),
      "unitAmount": .integer(unitAmount), "kind": .string(kind),
    ]
    object["owner"] = owner.map { .string($0.text) }
    return .object(object)
  }
}
