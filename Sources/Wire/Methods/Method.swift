/// One method of the client protocol (protocol.md, section 2): a type in its own file and a line
/// in `MethodList`.
package protocol Method: Sendable {
  /// What the caller sends.
  associatedtype Params: Codable & Sendable
  /// What the daemon answers.
  associatedtype Result: Codable & Sendable

  /// The name on the wire: `noun.verb`.
  static var name: String { get }
  /// One sentence for the reference.
  static var summary: String { get }
  /// Who may call it.
  static var access: MethodAccess { get }
  /// What it must not overlap with.
  static var lane: MethodLane { get }
  /// Parameters and the answer they get, for the reference; a test decodes both.
  static var example: MethodExample { get }

  /// Reads parameters; the error's coding path names the member at fault.
  static func params(from object: JSONObject) throws(DecodingError) -> Params
  /// Writes parameters.
  static func json(of params: Params) -> JSON
}

extension Method {
  /// Reads parameters; the error's coding path names the member at fault.
  package static func params(from object: JSONObject) throws(DecodingError) -> Params {
    try JSON.object(object).decode(Params.self)
  }

  /// Writes parameters.
  package static func json(of params: Params) -> JSON { JSON(encoding: params) }
}

/// On the busiest path nobody asks at run time whether a type writes itself.
extension Method where Params: DirectJSON {
  /// Reads parameters; the error's coding path names the member at fault.
  package static func params(from object: JSONObject) throws(DecodingError) -> Params {
    if let params = Params(direct: object) { return params }
    return try JSON.object(object).decode(Params.self)
  }

  /// Writes parameters.
  package static func json(of params: Params) -> JSON { params.directJSON }
}

/// Parameters of a method that changes something: they carry an idempotency key.
package protocol Keyed {
  /// 16–128 characters of `A–Z a–z 0–9 _ -`; the same key and body give the same answer.
  var key: String { get }
}

/// What a connection has proved to be.
package enum Credential: String, Sendable, Hashable, Codable, CaseIterable {
  /// Nothing yet.
  case none
  /// A person's device.
  case person
  /// A till or a gate.
  case till
  /// A program acting for a person.
  case agent
  /// Whoever holds the operator token of the home.
  case `operator`
}

/// Who may call a method.
package struct MethodAccess: Sendable, Hashable {
  /// The credentials that may.
  package var credentials: Set<Credential>
  /// The lowest tier of a person.
  package var tier: Tier

  /// Anyone, before hello too.
  package static let anyone = MethodAccess(
    credentials: Set(Credential.allCases), tier: .visitor)
  /// A person of at least a tier.
  package static func person(_ tier: Tier = .visitor) -> MethodAccess {
    MethodAccess(credentials: [.person], tier: tier)
  }
  /// A person who works there, or a till that is registered.
  package static let personOrTill = MethodAccess(credentials: [.person, .till], tier: .visitor)
  /// A program acting for a person.
  package static let agentOnly = MethodAccess(credentials: [.agent], tier: .visitor)
  /// A person or a program acting for one.
  package static let personOrAgent = MethodAccess(
    credentials: [.person, .agent], tier: .visitor)
  /// The operator of the daemon.
  package static let operatorOnly = MethodAccess(credentials: [.operator], tier: .visitor)
  /// A person or the operator.
  package static let personOrOperator = MethodAccess(
    credentials: [.person, .operator], tier: .visitor)
}

/// What a method must not overlap with (architecture.md, Commands, groups, lanes).
package enum MethodLane: String, Sendable, Hashable, CaseIterable {
  /// Answered at once by the connection.
  case connection
  /// One command of the core.
  case core
  /// A call to a program; mutating ones of a session run one after another.
  case session
  /// Reads history on the second connection.
  case history
}

/// Parameters and the answer they get.
package struct MethodExample: Sendable, Hashable {
  /// What is sent.
  package var params: JSON
  /// What comes back.
  package var result: JSON
}

extension Method {
  /// Whether the method changes something and so needs an idempotency key.
  package static var isMutating: Bool { Params.self is any Keyed.Type }
}

/// Rules for idempotency keys.
package enum IdempotencyKey {
  /// Characters a key may have.
  package static let length = 16...128

  /// Whether a text may be a key.
  package static func isValid(_ key: String) -> Bool {
    length.contains(key.utf8.count)
      && key.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
          true
        default: false
        }
      }
  }
}
