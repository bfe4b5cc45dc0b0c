/// One call of a feature: the session's state, who asks, what was read and what shall happen.
package struct Call<State: ProgramState> {
  /// The session's state; what stands here when the feature ends is kept.
  package var state: State
  /// Everything the host says about the call.
  package let context: CallContext
  /// What the host is asked to do, in order, all or nothing, together with the state.
  package internal(set) var effects: [Effect] = []
  let reads: ReadLog

  init(state: State, context: CallContext, reads: ReadLog) {
    self.state = state
    self.context = context
    self.reads = reads
  }

  /// The only clock a program has.
  package var now: Instant { context.now }

  /// Who is in the session, in the order they came.
  package var people: [CallContext.Person] { context.session.people }

  /// Who asks; nil for the system and for staff outside the session.
  package var viewer: CallContext.Person? {
    people.first { $0.id == context.viewer.id }
  }

  /// The language of who asks.
  package var language: Language { context.viewer.lang }

  /// A person of the session by the merchant's id.
  package func person(_ id: PairwiseID) -> CallContext.Person? { people.first { $0.id == id } }

  /// A parameter of the code or link that led here.
  package func parameter(_ name: String) -> Int64? { context.entry?.params[name]?.integer }

  /// The merchant's settings from the manifest.
  package func settings<T: Decodable & Sendable>(as type: T.Type = T.self) throws -> T {
    try SettingsMemo.value(of: context.config, as: T.self)
  }
}
