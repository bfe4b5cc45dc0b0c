extension CallContext: DirectJSON {
  /// The value, or nil where anything is unusual.
  package init?(direct object: JSONObject) {
    var (id, attempt) = (String?.none, Int?.none)
    var (now, seed, seenRev) = (Int64?.none, Int64?.none, Int64?.none)
    var (session, viewer) = (Session?.none, Viewer?.none)
    var (entry, config, conflict) = (Entry?.none, JSON?.none, Conflict?.none)
    for member in object.members {
      switch (member.key, member.value) {
      case ("id", .string(let text)): id = text
      case ("attempt", .integer(let number)): attempt = Int(number)
      case ("now", .integer(let number)): now = number
      case ("seed", .integer(let number)): seed = number
      case ("session", .object(let object)):
        guard let value = Session(direct: object) else { return nil }
        session = value
      case ("viewer", .object(let object)):
        guard let value = Viewer(direct: object) else { return nil }
        viewer = value
      case ("seenRev", .integer(let number)): seenRev = number
      case ("entry", .object(let object)):
        guard let value = Entry(direct: object) else { return nil }
        entry = value
      case ("config", let value): config = value
      case ("conflict", .object(let object)):
        guard let value = Conflict(direct: object) else { return nil }
        conflict = value
      default: return nil
      }
    }
    guard let id, let attempt, let now, let seed, let session, let viewer, let config else {
      return nil
    }
    self.init(
      id: id, attempt: attempt, now: Instant(milliseconds: now), seed: seed, session: session,
      viewer: viewer, seenRev: seenRev, entry: entry, config: config, conflict: conflict)
  }

  /// The value as the ordinary way would write it.
  package var directJSON: JSON {
    var members = [
      JSONObject.Member(key: "id", value: .string(id)),
      JSONObject.Member(key: "attempt", value: .integer(Int64(attempt))),
      JSONObject.Member(key: "now", value: .integer(now.milliseconds)),
      JSONObject.Member(key: "seed", value: .integer(seed)),
      JSONObject.Member(key: "session", value: session.directJSON),
      JSONObject.Member(key: "viewer", value: viewer.directJSON),
    ]
    if let seenRev { members.append(.init(key: "seenRev", value: .integer(seenRev))) }
    if let entry { members.append(.init(key: "entry", value: entry.directJSON)) }
    members.append(.init(key: HostExtension.configKey, value: config))
    if let conflict { members.append(.init(key: "conflict", value: conflict.directJSON)) }
    return .object(JSONObject(unique: members))
  }
}

extension CallContext.Session: DirectJSON {
  /// The value, or nil where anything is unusual.
  package init?(direct object: JSONObject) {
    var (id, kind, rev) = (String?.none, SessionKind?.none, Int64?.none)
    var (state, people) = (JSON?.none, [CallContext.Person]?.none)
    for member in object.members {
      switch (member.key, member.value) {
      case ("id", .string(let text)): id = text
      case ("kind", .string(let text)): kind = SessionKind(rawValue: text)
      case ("rev", .integer(let number)): rev = number
      case ("state", let value): state = value
      case ("people", .array(let elements)): people = CallContext.Person.all(direct: elements)
      default: return nil
      }
    }
    guard let id, let kind, let rev, let state, let people else { return nil }
    self.init(id: SessionID(id), kind: kind, rev: rev, state: state, people: people)
  }

  /// The value as the ordinary way would write it.
  package var directJSON: JSON {
    .object(
      JSONObject(unique: [
        .init(key: "id", value: .string(id.text)),
        .init(key: "kind", value: .string(kind.rawValue)),
        .init(key: "rev", value: .integer(rev)), .init(key: "state", value: state),
        .init(key: "people", value: .array(people.map(\.directJSON))),
      ]))
  }
}

extension CallContext.Person: DirectJSON {
  /// The value, or nil where anything is unusual.
  package init?(direct object: JSONObject) {
    var (id, number, name) = (String?.none, Int64?.none, String?.none)
    for member in object.members {
      switch (member.key, member.value) {
      case ("id", .string(let text)): id = text
      case ("number", .integer(let value)): number = value
      case ("name", .string(let text)): name = text
      default: return nil
      }
    }
    guard let id, let number else { return nil }
    self.init(id: PairwiseID(id), number: Int(number), name: name)
  }

  /// The value as the ordinary way would write it.
  package var directJSON: JSON {
    var members = [
      JSONObject.Member(key: "id", value: .string(id.text)),
      JSONObject.Member(key: "number", value: .integer(Int64(number))),
    ]
    if let name { members.append(.init(key: "name", value: .string(name))) }
    return .object(JSONObject(unique: members))
  }

  /// A list of people; nil where one of them is unusual.
  fileprivate static func all(direct elements: [JSON]) -> [CallContext.Person]? {
    var people: [CallContext.Person] = []
    people.reserveCapacity(elements.count)
    for element in elements {
      guard case .object(let object) = element,
        let person = CallContext.Person(direct: object)
      else { return nil }
      people.append(person)
    }
    return people
  }
}

extension CallContext.Viewer: DirectJSON {
  /// The value, or nil where anything is unusual.
  package init?(direct object: JSONObject) {
    var (id, role, tier) = (String?.none, Role?.none, Tier?.none)
    var (lang, profile) = (Language?.none, CallContext.Profile?.none)
    for member in object.members {
      switch (member.key, member.value) {
      case ("id", .string(let text)): id = text
      case ("role", .string(let text)): role = Role(rawValue: text)
      case ("tier", .string(let text)): tier = Tier(rawValue: text)
      case ("lang", .string(let text)): lang = Language(rawValue: text)
      case ("profile", .object(let object)):
        guard let value = CallContext.Profile(direct: object) else { return nil }
        profile = value
      default: return nil
      }
    }
    guard let role, let tier, let lang else { return nil }
    self.init(id: id.map { PairwiseID($0) }, role: role, tier: tier, lang: lang, profile: profile)
  }

  /// The value as the ordinary way would write it.
  package var directJSON: JSON {
    var members: [JSONObject.Member] = []
    members.reserveCapacity(5)
    if let id { members.append(.init(key: "id", value: .string(id.text))) }
    members.append(.init(key: "role", value: .string(role.rawValue)))
    members.append(.init(key: "tier", value: .string(tier.rawValue)))
    members.append(.init(key: "lang", value: .string(lang.rawValue)))
    if let profile { members.append(.init(key: "profile", value: profile.directJSON)) }
    return .object(JSONObject(unique: members))
  }
}

extension CallContext.Profile: DirectJSON {
  /// The value, or nil where anything is unusual.
  package init?(direct object: JSONObject) {
    self.init()
    for member in object.members {
      switch (member.key, member.value) {
      case ("nickname", .string(let text)): nickname = text
      case ("phone", .string(let text)): phone = text
      case ("email", .string(let text)): email = text
      case ("name", .string(let text)): name = text
      default: return nil
      }
    }
  }

  /// The value as the ordinary way would write it.
  package var directJSON: JSON {
    var members: [JSONObject.Member] = []
    if let nickname { members.append(.init(key: "nickname", value: .string(nickname))) }
    if let phone { members.append(.init(key: "phone", value: .string(phone))) }
    if let email { members.append(.init(key: "email", value: .string(email))) }
    if let name { members.append(.init(key: "name", value: .string(name))) }
    return .object(JSONObject(unique: members))
  }
}

extension CallContext.Entry: DirectJSON {
  /// The value, or nil where anything is unusual; a receipt is rare enough for the ordinary way.
  package init?(direct object: JSONObject) {
    var (route, params) = (String?.none, JSONObject?.none)
    for member in object.members {
      switch (member.key, member.value) {
      case ("route", .string(let text)): route = text
      case ("params", .object(let object)): params = object
      default: return nil
      }
    }
    guard let params else { return nil }
    self.init(route: route, params: params)
  }

  /// The value as the ordinary way would write it.
  package var directJSON: JSON {
    var members: [JSONObject.Member] = []
    members.reserveCapacity(3)
    if let route { members.append(.init(key: "route", value: .string(route))) }
    members.append(.init(key: "params", value: .object(params)))
    if let receipt { members.append(.init(key: "receipt", value: JSON(encoding: receipt))) }
    return .object(JSONObject(unique: members))
  }
}

extension CallContext.Conflict: DirectJSON {
  /// The value, or nil where anything is unusual.
  package init?(direct object: JSONObject) {
    var (effect, code, details) = (Int64?.none, String?.none, JSONObject?.none)
    for member in object.members {
      switch (member.key, member.value) {
      case ("effect", .integer(let number)): effect = number
      case ("code", .string(let text)): code = text
      case ("details", .object(let object)): details = object
      default: return nil
      }
    }
    guard let code, let details else { return nil }
    self.init(effect: effect.map { Int($0) }, code: code, details: details)
  }

  /// The value as the ordinary way would write it.
  package var directJSON: JSON {
    var members: [JSONObject.Member] = []
    members.reserveCapacity(3)
    if let effect { members.append(.init(key: "effect", value: .integer(Int64(effect)))) }
    members.append(.init(key: "code", value: .string(code)))
    members.append(.init(key: "details", value: .object(details)))
    return .object(JSONObject(unique: members))
  }
}
