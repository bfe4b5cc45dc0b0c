extension PageReply: DirectJSON {
  /// Answers are read by shells only, which are in no hurry.
  package init?(direct object: JSONObject) { nil }

  /// The value as the ordinary way would write it.
  package var directJSON: JSON {
    var members: [JSONObject.Member] = []
    members.reserveCapacity(13)
    members.append(.init(key: "session", value: .string(session.text)))
    members.append(.init(key: "app", value: .string(app.text)))
    members.append(.init(key: "name", value: name.json))
    if let place { members.append(.init(key: "place", value: place.json)) }
    members.append(.init(key: "rev", value: .integer(rev)))
    members.append(.init(key: "people", value: .integer(Int64(people))))
    if let page { members.append(.init(key: "page", value: page)) }
    if let sheet { members.append(.init(key: "sheet", value: JSON(encoding: sheet))) }
    if let consent { members.append(.init(key: "consent", value: JSON(encoding: consent))) }
    if let mandate { members.append(.init(key: "mandate", value: JSON(encoding: mandate))) }
    if let question { members.append(.init(key: "question", value: JSON(encoding: question))) }
    members.append(.init(key: "ended", value: .bool(ended)))
    if let replayed { members.append(.init(key: "replayed", value: .bool(replayed))) }
    return .object(JSONObject(unique: members))
  }
}

extension SessionCallMethod.Params: DirectJSON {
  /// The value, or nil where anything is unusual.
  package init?(direct object: JSONObject) {
    var (session, feature, key) = (String?.none, String?.none, String?.none)
    var (arguments, seenRev) = (JSONObject?.none, Int64?.none)
    for member in object.members {
      switch (member.key, member.value) {
      case ("session", .string(let text)): session = text
      case ("feature", .string(let text)): feature = text
      case ("arguments", .object(let object)): arguments = object
      case ("seenRev", .integer(let number)): seenRev = number
      case ("key", .string(let text)): key = text
      default: return nil
      }
    }
    guard let session, let feature else { return nil }
    self.init(
      session: SessionID(session), feature: feature, arguments: arguments, seenRev: seenRev,
      key: key)
  }

  /// The value as the ordinary way would write it.
  package var directJSON: JSON {
    var members = [
      JSONObject.Member(key: "session", value: .string(session.text)),
      JSONObject.Member(key: "feature", value: .string(feature)),
    ]
    if let arguments { members.append(.init(key: "arguments", value: .object(arguments))) }
    if let seenRev { members.append(.init(key: "seenRev", value: .integer(seenRev))) }
    if let key { members.append(.init(key: "key", value: .string(key))) }
    return .object(JSONObject(unique: members))
  }
}
