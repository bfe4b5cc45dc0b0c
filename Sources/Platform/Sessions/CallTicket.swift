package import Wire

/// A call to a program that was checked and may be made: everything it is made with, and what
/// committing its result needs. It holds no right of its own: the commit checks again.
package struct CallTicket: Sendable {
  /// Where the call happens.
  enum Target: Sendable, Hashable {
    /// A session that is there; it must not have changed when the result is committed.
    case session(row: Int64, rev: Int64, peopleRev: Int64)
    /// A session that comes into being with the result.
    case new(Door)
  }

  /// How a session that is not there yet is entered.
  struct Door: Sendable, Hashable {
    let kind: SessionKind
    /// What makes it the only open one of its app.
    let text: String
    let place: LocalizedText?
    let entry: CallContext.Entry
    /// The paid bill it was opened from.
    let bill: Int64?
    /// The open session behind the same door that this one ends: nobody came back to it.
    var replaces: Int64?
  }

  /// The version that is called.
  package let release: Release
  /// The feature that is called.
  package let feature: Manifest.Feature
  /// What the program is told.
  package internal(set) var context: CallContext
  /// The feature's arguments.
  package let arguments: JSON
  /// Who called; nil for the platform itself.
  package let caller: Person?
  /// The caller's key; nil for a reading feature and for the platform.
  package let body: RequestBody?
  /// Whether the answer is wrapped as the answer to a scan.
  package let wasScanned: Bool
  /// The owed call that this delivers.
  package let owed: OwedCall?
  let target: Target
  /// Whether the caller enters with this call.
  let joins: Bool
  /// The code that led to this call.
  var code: Int64?
  /// Whether this takes a session over from an older version; the caller's own call comes next.
  package internal(set) var isUpdate = false
  /// The proposal of an agent that its person approves with this call.
  var proposal: Int64?
  /// What the answer to a call that only reads is made of; nil where that was not looked up.
  var facts: SessionFacts?

  /// The session lane that a changing call runs in; nil where it may run beside others.
  package var lane: SessionID? {
    if case .session = target, !feature.isQuery { return context.session.id }
    return nil
  }

  /// Whether the result needs no commit: nobody joins, the feature only reads, and no code is used.
  package var isRead: Bool {
    if case .session = target { return feature.isQuery && !joins && code == nil }
    return false
  }
}

/// A call that the platform owes a program: an event or a timer.
package struct OwedCall: Sendable, Hashable {
  /// The row in the outbox; earlier rows of a session come first.
  package let row: Int64
  /// How often it was tried.
  package let tries: Int
  /// Since when it is tried: it came into being, was to fire, or was put back then.
  package let due: Instant
  /// The bill whose delivery it confirms.
  let bill: Int64?
}

/// What a command that may call a program comes to.
package enum CallStep: Sendable {
  /// Make this call.
  case call(CallTicket)
  /// Nothing to call: this is the answer.
  case answer(Outcome<JSON>)
}

/// What committing a call's result came to.
package enum CallCommit: Sendable {
  /// Durable with the group: this is the answer.
  case done(Outcome<JSON>)
  /// Something changed, or an effect was refused: nothing is written; call again with this.
  case conflict(CallContext.Conflict)
}

/// What a call has read, by revision; it must be unchanged when the result is committed.
package struct ReadSet: Sendable, Hashable {
  /// One thing that was read.
  enum Item: Sendable, Hashable {
    case record(collection: String, key: String)
    case collection(String)
    case bill(key: String)
  }

  private(set) var revisions: [Item: Int64] = [:]
  /// Whether the same thing was read twice with different answers.
  private(set) var isTorn = false

  /// Nothing read yet.
  package init() {}

  mutating func add(_ item: Item, revision: Int64) {
    if let earlier = revisions.updateValue(revision, forKey: item), earlier != revision {
      isTorn = true
    }
  }
}
