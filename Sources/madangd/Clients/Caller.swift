import Wire

/// Who a connection has proved to be; rights come from this alone.
enum Principal: Hashable, Sendable {
  /// A person with one of their devices.
  case person(PersonID, Tier)
  /// Whoever holds the operator token of the home.
  case `operator`

  /// The kind of proof.
  var credential: Credential {
    switch self {
    case .person: .person
    case .operator: .operator
    }
  }

  /// The person, where it is one.
  var person: PersonID? {
    if case .person(let person, _) = self { return person }
    return nil
  }
}

/// The caller of one request.
struct Caller: Hashable, Sendable {
  /// Who is asking.
  var principal: Principal
  /// What they read.
  var language: Language
  /// What they proved it with, asked again for every request; nil for the operator.
  var credential: String?

  /// The person, where it is one.
  var person: PersonID? { principal.person }
}

/// What the core answers about a device or a token.
struct Identity: Hashable, Sendable {
  /// Who it belongs to; made at first use.
  var person: PersonID
  /// What they may do.
  var tier: Tier
  /// The device's row, or the token's; nil where the core keeps none.
  var credential: String?
}
