package import Wire

/// Something a person's open connections are told after a commit, or that is done to them.
package struct Notice: Sendable, Hashable {
  /// What the daemon does to connections before anybody is told anything else.
  package enum Control: Sendable, Hashable {
    /// The device is somebody else's now, or nobody's: its connections end.
    case endDevice(credential: String)
    /// Who waits for this session looks at it again.
    case session(SessionID)
    /// The person may do more or less.
    case tier(Tier)
  }

  /// Who.
  package let person: PersonID
  /// Which notification; empty where nothing is told.
  package let method: String
  /// Its parameters.
  package let params: JSON
  /// What is done to their connections.
  package var control: Control?

  /// Something to tell a person.
  package init(person: PersonID, method: String, params: JSON, control: Control? = nil) {
    self.person = person
    self.method = method
    self.params = params
    self.control = control
  }
}

/// What a command came to, and who else is told once it is durable.
package struct Outcome<Value: Sendable>: Sendable {
  /// The answer, or why nothing was done. A refusal may itself have been stored under its key, so
  /// it is a result of the command and not an error thrown out of it.
  package var result: Result<Value, Refusal>
  /// Who else is told.
  package var notices: [Notice] = []
  /// Whether new calls to programs are waiting to be delivered.
  package var owesCalls = false

  init(_ value: Value, notices: [Notice] = [], owesCalls: Bool = false) {
    result = .success(value)
    self.notices = notices
    self.owesCalls = owesCalls
  }

  init(refused refusal: Refusal) { result = .failure(refusal) }
}
