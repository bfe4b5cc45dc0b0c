/// Reading the effects about safe trades and stock.
extension Effect {
  private static let keyLength = 1...128

  @Sendable static func escrow(_ reader: StrictReader) -> Effect? {
    guard let word = reader.string("do", required: true),
      let key = reader.string("key", required: true, length: keyLength)
    else { return nil }
    guard let read = escrowReaders[word] else {
      reader.report(
        "value.word", "do",
        en: "must be post, open, ship, deliver, confirm, reject, cancel or dispute",
        ko: "post, open, ship, deliver, confirm, reject, cancel, dispute 중 하나여야 합니다")
      return nil
    }
    return read(reader, key).map { .escrow($0) }
  }

  private static let escrowReaders: [String: @Sendable (StrictReader, String) -> EscrowEffect?] = [
    "post": post, "open": open, "ship": ship,
    "deliver": { reader, key in
      only(reader, [])
      return .deliver(key: key)
    },
    "confirm": { reader, key in
      only(reader, [])
      return .confirm(key: key)
    },
    "reject": { reader, key in reason(reader).map { .reject(key: key, reason: $0) } },
    "dispute": { reader, key in reason(reader).map { .dispute(key: key, reason: $0) } },
    "cancel": { reader, key in
      only(reader, ["reason"])
      return .cancel(
        key: key, reason: reader.string("reason", length: EscrowEffect.reasonLength)?.cleaned)
    },
  ]

  private static func only(_ reader: StrictReader, _ members: [String]) {
    reader.only(["effect", "do", "key"] + members)
  }

  private static func reason(_ reader: StrictReader) -> String? {
    only(reader, ["reason"])
    return reader.string("reason", required: true, length: EscrowEffect.reasonLength)?.cleaned
  }

  @Sendable private static func post(_ reader: StrictReader, _ key: String) -> EscrowEffect? {
    only(reader, ["title", "price", "quantity", "provider"])
    guard let title = reader.text("title", required: true, limit: 45),
      let price = reader.integer("price", required: true, in: 1...Money.largestAmount)
    else { return nil }
    return .post(
      key: key, title: title.map(\.cleaned), price: price,
      quantity: reader.integer("quantity", in: 1...BillEffect.quantityLimit) ?? 1,
      provider: reader.string("provider", length: EscrowEffect.nameLength))
  }

  @Sendable private static func open(_ reader: StrictReader, _ key: String) -> EscrowEffect? {
    only(reader, ["item", "quantity"])
    guard let item = reader.string("item", required: true, length: keyLength) else { return nil }
    return .open(
      key: key, item: item,
      quantity: reader.integer("quantity", in: 1...BillEffect.quantityLimit) ?? 1)
  }

  @Sendable private static func ship(_ reader: StrictReader, _ key: String) -> EscrowEffect? {
    only(reader, ["carrier", "tracking"])
    let length = EscrowEffect.nameLength
    guard let carrier = reader.string("carrier", required: true, length: length) else { return nil }
    return .ship(
      key: key, carrier: carrier.cleaned,
      tracking: reader.string("tracking", length: length)?.cleaned)
  }

  @Sendable static func stock(_ reader: StrictReader) -> Effect? {
    reader.only(["effect", "item", "quantity"])
    guard let item = reader.string("item", required: true, length: keyLength),
      let quantity = reader.integer(
        "quantity", required: true, in: 0...StockEffect.quantityLimit)
    else { return nil }
    return .stock(.stock(item: item, quantity: quantity))
  }

  @Sendable static func reserve(_ reader: StrictReader) -> Effect? {
    reader.only(["effect", "key", "item", "quantity", "seconds", "bill"])
    guard let key = reader.string("key", required: true, length: keyLength),
      let item = reader.string("item", required: true, length: keyLength)
    else { return nil }
    return .stock(
      .reserve(
        key: key, item: item,
        quantity: reader.integer("quantity", in: 1...StockEffect.quantityLimit) ?? 1,
        seconds: reader.integer("seconds", in: 1...StockEffect.secondsLimit)
          ?? StockEffect.secondsLimit,
        bill: reader.string("bill", length: keyLength)))
  }

  @Sendable static func unreserve(_ reader: StrictReader) -> Effect? {
    reader.only(["effect", "key", "used"])
    return reader.string("key", required: true, length: keyLength).map {
      .stock(.unreserve(key: $0, used: reader.bool("used")))
    }
  }
}
