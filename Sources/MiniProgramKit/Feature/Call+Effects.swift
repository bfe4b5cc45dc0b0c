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

  /// Closes the session.
  package mutating func end() { ask(.end) }
}
