extension CallResult: DirectJSON {
  /// The value, or nil where anything is unusual.
  package init?(direct object: JSONObject) {
    self.init()
    for member in object.members {
      switch (member.key, member.value) {
      case (_, .null): return nil
      case ("page", let value): page = value
      case ("state", let value): state = value
      case ("effects", .array(let elements)): effects = elements
      default: return nil
      }
    }
  }

  /// The value as the ordinary way would write it.
  package var directJSON: JSON {
    var members: [JSONObject.Member] = []
    members.reserveCapacity(3)
    if let page { members.append(.init(key: "page", value: page)) }
    if let state { members.append(.init(key: "state", value: state)) }
    if let effects { members.append(.init(key: "effects", value: .array(effects))) }
    return .object(JSONObject(unique: members))
  }
}

extension MCP.CallResult: DirectJSON {
  /// The value, or nil where anything is unusual.
  package init?(direct object: JSONObject) {
    var (type, content) = (String?.none, [JSON]?.none)
    self.init(text: "")
    for member in object.members {
      switch (member.key, member.value) {
      case ("resultType", .string(let text)): type = text
      case ("content", .array(let elements)): content = elements
      case ("isError", .bool(let flag)): isError = flag
      case ("_meta", .object): meta = member.value
      case ("structuredContent", .null): return nil
      case ("structuredContent", let value): structuredContent = value
      default: return nil
      }
    }
    guard let content else { return nil }
    resultType = type
    self.content = content
  }

  /// The value as the ordinary way would write it.
  package var directJSON: JSON {
    var members: [JSONObject.Member] = []
    members.reserveCapacity(5)
    if let resultType { members.append(.init(key: "resultType", value: .string(resultType))) }
    members.append(.init(key: "content", value: .array(content)))
    if let structuredContent {
      members.append(.init(key: "structuredContent", value: structuredContent))
    }
    if let isError { members.append(.init(key: "isError", value: .bool(isError))) }
    if let meta { members.append(.init(key: "_meta", value: meta)) }
    return .object(JSONObject(unique: members))
  }
}

extension MCP.InputRequired: DirectJSON {
  /// The value, or nil where anything is unusual.
  package init?(direct object: JSONObject) {
    self.init(inputRequests: nil, requestState: nil)
    var type = String?.none
    for member in object.members {
      switch (member.key, member.value) {
      case ("resultType", .string(let text)): type = text
      case ("inputRequests", .object): inputRequests = member.value
      case ("requestState", .string(let text)): requestState = text
      case ("_meta", .object): meta = member.value
      default: return nil
      }
    }
    guard let type else { return nil }
    resultType = type
  }

  /// The value as the ordinary way would write it.
  package var directJSON: JSON {
    var members = [JSONObject.Member(key: "resultType", value: .string(resultType))]
    if let inputRequests { members.append(.init(key: "inputRequests", value: inputRequests)) }
    if let requestState {
      members.append(.init(key: "requestState", value: .string(requestState)))
    }
    if let meta { members.append(.init(key: "_meta", value: meta)) }
    return .object(JSONObject(unique: members))
  }
}

extension MCP.InputRequest: DirectJSON {
  /// The value, or nil where anything is unusual.
  package init?(direct object: JSONObject) {
    var (method, params) = (String?.none, JSON?.none)
    for member in object.members {
      switch (member.key, member.value) {
      case ("method", .string(let text)): method = text
      case ("params", let value): params = value
      default: return nil
      }
    }
    guard let method, let params else { return nil }
    self.init(method: method, params: params)
  }

  /// The value as the ordinary way would write it.
  package var directJSON: JSON {
    ["method": .string(method), "params": params]
  }
}

extension RecordQuery: DirectJSON {
  /// The value, or nil where anything is unusual.
  package init?(direct object: JSONObject) {
    self.init("")
    var name = String?.none
    for member in object.members {
      switch (member.key, member.value) {
      case ("collection", .string(let text)): name = text
      case ("where", .object(let object)): self.where = object
      case ("descending", .bool(let flag)): descending = flag
      case ("limit", .integer(let number)): limit = Int(number)
      default: return nil
      }
    }
    guard let name else { return nil }
    collection = name
  }

  /// The value as the ordinary way would write it.
  package var directJSON: JSON {
    var members = [JSONObject.Member(key: "collection", value: .string(collection))]
    if let condition = self.where { members.append(.init(key: "where", value: .object(condition))) }
    if let descending { members.append(.init(key: "descending", value: .bool(descending))) }
    if let limit { members.append(.init(key: "limit", value: .integer(Int64(limit)))) }
    return .object(JSONObject(unique: members))
  }
}
