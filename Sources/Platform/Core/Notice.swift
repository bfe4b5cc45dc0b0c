package import Wire

/// Something a person's open connections are told after a commit.
package struct Notice: Sendable, Hashable {
  /// Who.
  package let person: PersonID
  /// Which notification.
  package let method: String
  /// Its parameters.
  package let params: JSON
}

/// What a command answers, and who else is told once it is durable.
package struct Outcome<Value: Sendable>: Sendable {
  /// The answer.
  package var value: Value
  /// Who else is told.
  package var notices: [Notice] = []
  /// Whether new calls to programs are waiting to be delivered.
  package var owesCalls = false
  /// Whether it is the stored answer to a repeated key.
  package var replayed = false

  init(_ value: Value, notices: [Notice] = [], owesCalls: Bool = false, replayed: Bool = false) {
    self.value = value
    self.notices = notices
    self.owesCalls = owesCalls
    self.replayed = replayed
  }
}
