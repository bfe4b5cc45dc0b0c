extension Call {
  /// Asks the host for an effect.
  package mutating func ask(_ effect: Effect) { effects.append(effect) }

  /// Writes a record.
  package mutating func put(_ collection: String, _ key: String, _ value: some Encodable) {
    ask(.put(collection: collection, key: key, value: JSON(encoding: value).canonical))
  }

  /// Removes a record; one that is not there is no error.
  package mutating func delete(_ collection: String, _ key: String) {
    ask(.delete(collection: collection, key: key))
  }

  /// Asks people to pay.
  package mutating func bill(_ bill: BillEffect) { ask(.bill(bill)) }

  /// Charges what a bill with a hold set aside, or a part of it; the rest is free again.
  package mutating func capture(
    _ key: String, amount: Int64? = nil, lines: [BillEffect.Line] = []
  ) {
    ask(.capture(key: key, amount: amount, lines: lines))
  }

  /// Gives back what a bill with a hold set aside.
  package mutating func release(_ key: String) { ask(.release(key: key)) }

  /// Asks the viewer to let the app charge them later.
  package mutating func mandate(_ key: String, _ title: LocalizedText, _ terms: MandateTerms) {
    ask(.mandate(MandateEffect(key: key, title: title, terms: terms)))
  }

  /// Charges by a mandate.
  package mutating func charge(
    _ mandate: String, key: String, amount: Int64, title: LocalizedText? = nil,
    period: Int64? = nil
  ) {
    ask(
      .charge(
        ChargeEffect(
          mandate: mandate, key: key, amount: amount, title: title, period: period)))
  }

  /// Calls a feature of visibility `system` after some seconds.
  package mutating func timer(
    _ key: String, afterSeconds seconds: Int64, _ feature: String, _ arguments: JSONObject = [:]
  ) {
    ask(.timer(key: key, afterSeconds: seconds, feature: feature, arguments: arguments))
  }

  /// Calls a feature of visibility `system` at an instant.
  package mutating func timer(
    _ key: String, at instant: Instant, _ feature: String, _ arguments: JSONObject = [:]
  ) {
    ask(.timerAt(key: key, at: instant, feature: feature, arguments: arguments))
  }

  /// Forgets a timer.
  package mutating func cancelTimer(_ key: String) { ask(.cancelTimer(key: key)) }

  /// Puts a message into a person's inbox, once for a template and key: one of the platform's
  /// sentences about orders, filled with short texts and whole numbers.
  package mutating func notify(
    _ person: PairwiseID, _ template: String, key: String, values: JSONObject
  ) {
    ask(.notify(NotifyEffect(person: person, template: template, key: key, values: values)))
  }

  /// Asks friends for their share of a receipt.
  package mutating func collect(receipt: String, _ shares: [CollectEffect.Share]) {
    ask(.collect(CollectEffect(receipt: receipt, shares: shares)))
  }

  /// Tells everybody who subscribed to one of the app's topics.
  package mutating func publish(_ topic: String, version: Int64, _ snapshot: JSON) {
    ask(.publish(PublishEffect(topic: topic, version: version, snapshot: snapshot)))
  }

  /// Tells everybody who follows the shop, once for a key.
  package mutating func post(_ key: String, _ text: LocalizedText) {
    ask(.post(PostEffect(key: key, text: text)))
  }

  /// Gives somebody a coupon, a card or stamps on a card.
  package mutating func grant(
    _ kind: GrantEffect.Kind, to person: PairwiseID, key: String, _ title: LocalizedText,
    count: Int64 = 1, seconds: Int64? = nil
  ) {
    ask(
      .grant(
        GrantEffect(
          person: person, kind: kind, key: key, title: title, count: count, seconds: seconds)))
  }

  /// Closes the session.
  package mutating func end() { ask(.end) }
}
