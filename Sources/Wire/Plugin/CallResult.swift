/// What a mini-program answers, in `_meta["app.madang/result"]` (protocol.md).
package struct CallResult: Sendable, Hashable, Codable {
  /// Effects one call may ask for.
  package static let effectLimit = 64
  /// Bytes of all effects of one call as compact JSON.
  package static let effectByteLimit = 256 * 1024

  /// The page to show; nil keeps what is shown.
  package var page: JSON?
  /// The session's new state; nil keeps the old one.
  package var state: JSON?
  /// What the program asks the host to do, in order, all or nothing, together with the state.
  package var effects: [JSON]?

  /// What a mini-program answers.
  package init(page: JSON? = nil, state: JSON? = nil, effects: [JSON]? = nil) {
    self.page = page
    self.state = state
    self.effects = effects
  }
}

/// A read that a program asks for while it works, as an `input_required` request.
package enum DataRequest: Sendable, Hashable {
  /// `app.madang/get`: the value of one record.
  case get(collection: String, key: String)
  /// `app.madang/query`: records of a collection.
  case query(RecordQuery)
  /// `app.madang/bill`: a bill of this session by its key.
  case bill(key: String)
  /// `app.madang/balance`: what the app's own merchant account holds.
  case balance(Currency)

  /// The request's method and parameters as they travel.
  package var wire: JSON {
    switch self {
    case .get(let collection, let key):
      [
        "method": "app.madang/get",
        "params": ["collection": .string(collection), "key": .string(key)],
      ]
    case .query(let query): ["method": "app.madang/query", "params": JSON(encoding: query)]
    case .bill(let key): ["method": "app.madang/bill", "params": ["key": .string(key)]]
    case .balance(let currency):
      [
        "method": .string(HostExtension.balanceMethod),
        "params": ["currency": .string(currency.rawValue)],
      ]
    }
  }

  /// Reads a request; a `DecodingError` names the member at fault.
  package init(wire: JSON) throws(DecodingError) {
    func text(_ key: String) throws(DecodingError) -> String {
      guard let text = wire["params"]?[key]?.string else {
        throw .dataCorrupted(.init(codingPath: [], debugDescription: "\(key) is missing"))
      }
      return text
    }
    switch wire["method"]?.string {
    case "app.madang/get": self = .get(collection: try text("collection"), key: try text("key"))
    case "app.madang/query": self = .query(try (wire["params"] ?? .null).decode(RecordQuery.self))
    case "app.madang/bill": self = .bill(key: try text("key"))
    case HostExtension.balanceMethod:
      guard let currency = Currency(rawValue: try text("currency")) else {
        throw .dataCorrupted(.init(codingPath: [], debugDescription: "currency is not known"))
      }
      self = .balance(currency)
    default:
      throw .dataCorrupted(.init(codingPath: [], debugDescription: "unknown input request"))
    }
  }
}

/// Which records of a collection, in which order.
package struct RecordQuery: Sendable, Hashable, Codable {
  /// Rows one answer may have.
  package static let rowLimit = 100
  /// Bytes of one answer.
  package static let answerByteLimit = 128 * 1024

  /// The collection's name.
  package var collection: String
  /// Top-level members that must equal these scalars.
  package var `where`: JSONObject?
  /// Keys from high to low instead of low to high.
  package var descending: Bool?
  /// At most this many rows, 1–100; 100 where missing.
  package var limit: Int?

  /// Which records of a collection, in which order.
  package init(
    _ collection: String, where condition: JSONObject? = nil, descending: Bool? = nil,
    limit: Int? = nil
  ) {
    self.collection = collection
    self.where = condition
    self.descending = descending
    self.limit = limit
  }
}

/// One record of an answer.
package struct RecordRow: Sendable, Hashable, Codable {
  /// The record's key in its collection.
  package var key: String
  /// Its value.
  package var value: JSON

  /// One record.
  package init(key: String, value: JSON) {
    self.key = key
    self.value = value
  }
}

extension JSONObject: Codable {
  /// Reads an object.
  package init(from decoder: any Decoder) throws {
    guard let object = try JSON(from: decoder).object else {
      throw DecodingError.typeMismatch(
        JSONObject.self,
        .init(codingPath: decoder.codingPath, debugDescription: "expected object"))
    }
    self = object
  }

  /// Writes an object.
  package func encode(to encoder: any Encoder) throws { try JSON.object(self).encode(to: encoder) }
}
