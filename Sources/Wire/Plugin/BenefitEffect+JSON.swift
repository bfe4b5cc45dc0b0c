extension PublishEffect {
  @Sendable static func read(_ reader: StrictReader) -> Effect? {
    reader.only(["effect", "topic", "version", "snapshot"])
    guard let topic = reader.string("topic", required: true, length: 1...64),
      let version = reader.integer("version", required: true, in: 1...Int64(Int32.max)),
      let snapshot = reader.value("snapshot", required: true)
    else { return nil }
    if snapshot.byteCount > snapshotByteLimit {
      reader.report(
        "value.length", "snapshot", en: "is larger than \(snapshotByteLimit) bytes",
        ko: "\(snapshotByteLimit)바이트보다 큽니다")
    }
    return .publish(PublishEffect(topic: topic, version: version, snapshot: snapshot))
  }

  var json: JSON {
    [
      "effect": "publish", "topic": .string(topic), "version": .integer(version),
      "snapshot": snapshot,
    ]
  }
}

extension PostEffect {
  @Sendable static func read(_ reader: StrictReader) -> Effect? {
    reader.only(["effect", "key", "text"])
    guard let key = reader.string("key", required: true, length: 1...64),
      let text = reader.text("text", required: true, limit: textLimit)
    else { return nil }
    return .post(PostEffect(key: key, text: text.map(\.cleaned)))
  }

  var json: JSON { ["effect": "post", "key": .string(key), "text": text.json] }
}

extension GrantEffect {
  @Sendable static func read(_ reader: StrictReader) -> Effect? {
    reader.only(["effect", "person", "kind", "key", "title", "count", "seconds"])
    guard let person = reader.string("person", required: true, length: 1...64),
      let word = reader.string("kind", required: true),
      let key = reader.string("key", required: true, length: 1...64),
      let title = reader.text("title", required: true, limit: 100)
    else { return nil }
    guard let kind = Kind(rawValue: word) else {
      reader.report(
        "value.word", "kind", en: "must be coupon, stamp or card",
        ko: "coupon, stamp, card 중 하나여야 합니다")
      return nil
    }
    let count = reader.integer("count", in: 1...countLimit) ?? 1
    guard kind == .stamp || count == 1 else {
      reader.report(
        "value.range", "count", en: "must be 1: only stamps are counted",
        ko: "1이어야 합니다. 도장만 셉니다")
      return nil
    }
    return .grant(
      GrantEffect(
        person: PairwiseID(person), kind: kind, key: key, title: title.map(\.cleaned),
        count: count, seconds: reader.integer("seconds", in: 1...secondsLimit)))
  }

  var json: JSON {
    .object(
      ([
        "effect": "grant", "person": .string(person.text), "kind": .string(kind.rawValue),
        "key": .string(key), "title": title.json, "count": .integer(count),
      ] as JSONObject).merging(seconds.map { ["seconds": .integer($0)] } ?? [:]))
  }
}

extension Effect {
  /// Whether an agent's call may not have it without its person's word: money, publishing and
  /// gifts (protocol.md, Agents).
  package var needsPerson: Bool {
    switch self {
    case .bill, .refund, .cancel, .capture, .release, .mandate, .charge, .collect, .fare, .escrow,
      .publish, .post, .grant:
      true
    case .put, .delete, .notify, .timer, .timerAt, .cancelTimer, .code, .stock, .end: false
    }
  }
}
