import Wire

/// Who a connection has proved to be; rights come from this alone.
enum Principal: Hashable, Sendable {
  /// A person with one of their devices.
  case person(PersonID, Tier)
  /// A till or a gate, by the row that stands for it; it is nobody's and belongs to a merchant.
  case till(PersonID)
  /// A program that acts for a person; it is not that person.
  case agent(PersonID, Tier)
  /// Whoever holds the operator token of the home.
  case `operator`

  /// The kind of proof.
  var credential: Credential {
    switch self {
    case .person: .person
    case .till: .till
    case .agent: .agent
    case .operator: .operator
    }
  }

  /// The person, or the row that stands for a till; the list of methods keeps the two apart.
  var person: PersonID? {
    switch self {
    case .person(let person, _), .till(let person): person
    case .agent, .operator: nil
    }
  }

  /// The person that a program acts for, where it is one.
  var agentOf: PersonID? {
    if case .agent(let person, _) = self { return person }
    return nil
  }

  /// What whoever asks may do; nil for the operator.
  var tier: Tier? {
    switch self {
    case .person(_, let tier), .agent(_, let tier): tier
    case .till, .operator: nil
    }
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
  /// Names the request on its way to a program and back; nil between requests.
  var trace: TraceID? = nil

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
  /// Whether it is a till and no person.
  var isTill = false
  /// Whether it is a program that acts for the person.
  var isAgent = false
}
