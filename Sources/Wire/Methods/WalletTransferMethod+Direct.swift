extension WalletTransferMethod.Params: DirectJSON {
  /// The value, or nil where anything is unusual.
  package init?(direct object: JSONObject) {
    var (key, to, amount) = (String?.none, String?.none, Int64?.none)
    var (currency, memo) = (Currency?.none, String?.none)
    for member in object.members {
      switch (member.key, member.value) {
      case ("key", .string(let text)): key = text
      case ("to", .string(let text)): to = text
      case ("amount", .integer(let number)): amount = number
      case ("currency", .string(let text)): currency = Currency(rawValue: text)
      case ("memo", .string(let text)): memo = text
      default: return nil
      }
    }
    guard let key, let to, let amount, let currency else { return nil }
    self.init(key: key, to: PersonID(to), amount: amount, currency: currency, memo: memo)
  }

  /// The value as the ordinary way would write it.
  package var directJSON: JSON {
    var members = [
      JSONObject.Member(key: "key", value: .string(key)),
      JSONObject.Member(key: "to", value: .string(to.text)),
      JSONObject.Member(key: "amount", value: .integer(amount)),
      JSONObject.Member(key: "currency", value: .string(currency.rawValue)),
    ]
    if let memo { members.append(JSONObject.Member(key: "memo", value: .string(memo))) }
    return .object(JSONObject(unique: members))
  }
}

extension WalletTransferMethod.Result: DirectJSON {
  /// Answers are read by shells only, which are in no hurry.
  package init?(direct object: JSONObject) { nil }

  /// The value as the ordinary way would write it.
  package var directJSON: JSON {
    var members = [
      JSONObject.Member(key: "transfer", value: .string(transfer.text)),
      JSONObject.Member(key: "balance", value: .integer(balance)),
    ]
    if let replayed {
      members.append(JSONObject.Member(key: "replayed", value: .bool(replayed)))
    }
    return .object(JSONObject(unique: members))
  }
}
