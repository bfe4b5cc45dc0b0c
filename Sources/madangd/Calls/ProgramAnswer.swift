import Wire

/// What a program answered to a call, read strictly.
struct ProgramAnswer: Sendable {
  /// The page; nil keeps what is shown.
  var drawn: PageShelf.Drawn?
  /// The new state; nil keeps the old one.
  var state: JSON?
  /// What the program proposes.
  var effects: [Effect]

  /// Reads a result; every fault says where it is, so that the merchant can mend it.
  init(
    reading result: CallResult, of feature: ReadHabits.Feature, _ shelf: inout PageShelf
  ) throws(Refusal) {
    if let page = result.page, !page.isNull {
      do {
        drawn = try shelf.read(page, of: feature)
      } catch { throw Self.refusal(ProgramError.pageInvalid, error) }
    }
    if let state = result.state, state.byteCount > CallContext.stateByteLimit {
      throw Refusal(
        ProgramError.resultInvalid,
        [
          "pointer": "/state",
          "reason": .string("is larger than \(CallContext.stateByteLimit) bytes"),
        ])
    }
    state = result.state
    do {
      effects = try Effect.read(result.effects ?? [])
    } catch { throw Self.refusal(ProgramError.resultInvalid, error) }
  }

  private static func refusal(_ code: ErrorCode, _ issue: DocumentIssue) -> Refusal {
    Refusal(
      code,
      [
        "pointer": .string(issue.pointer), "reason": .string(issue.message.text(in: .english)),
        "issue": .string(issue.code),
      ])
  }
}
