import Testing
import Wire

@testable import madang

/// What programs ask in the middle of a call, answered in the shell.
@Suite struct QuestionTests {
  private static let modes: [Capabilities.Mode] = [.plain, .accessible, .json]

  /// A shell that is asked something.
  private func asked(
    _ daemon: ScriptedDaemon, _ language: Language = .english
  ) throws -> Engine {
    let engine = makeEngine(daemon, language: language)
    try engine.goHome()
    daemon.tell(
      ServerNotification.sessionAsked, ["question": JSON(encoding: SampleScreens.question)])
    #expect(engine.drain())
    guard case .question = engine.place else { throw ShellFailure.unreachable("no question") }
    return engine
  }

  private func lines(_ engine: Engine, _ mode: Capabilities.Mode) -> String {
    Rendering.render(engine.screen, Capabilities(mode, columns: 80)).map(\.text)
      .joined(separator: "\n")
  }

  private func sent(_ daemon: ScriptedDaemon) -> JSONObject? {
    daemon.params("session.answer").last
  }

  /// `{field, what is typed, what is sent}`: a value of each kind, as people or scripts give it.
  private static let values: [(field: String, typed: JSON, sent: JSON)] = [
    ("size", "l", "l"), ("count", "7", 7), ("count", 8, 8), ("price", "3.5", .double(3.5)),
    ("price", "4", 4), ("wrapped", "true", true), ("wrapped", false, false),
    ("words", "생일 7", "생일 7"), ("words", "12", "12"), ("extras", "nuts, cream", ["nuts", "cream"]),
    ("extras", ["cream"], ["cream"]), ("count", "many", "many"),
  ]

  @Test func aValueOfEachKindIsSent() throws {
    for (field, typed, expected) in Self.values {
      let daemon = ScriptedDaemon()
      daemon.answers["session.answer"] = [:]
      let engine = try asked(daemon)
      try engine.fill(question: "size", "s")
      try engine.fill(question: "count", 1)
      try engine.fill(question: field, typed)
      try engine.tap("accept")
      #expect(sent(daemon)?["question"] == "q_7k2m" && sent(daemon)?["action"] == "accept")
      let content = sent(daemon)?["content"]
      #expect(content?[field] == expected, "\(field): \(content?.text ?? "")")
      // What nobody touched is sent as it stood, and what is empty is not sent.
      if field != "price" { #expect(content?["price"] == .double(10.5)) }
      if field != "words" { #expect(content?["words"] == nil) }
      guard case .home = engine.place else {
        Issue.record("the question stays")
        continue
      }
    }
  }

  /// What was typed and taken away again is not sent, unless it is a text.
  @Test func anEmptyFieldIsLeftOut() throws {
    let daemon = ScriptedDaemon()
    daemon.answers["session.answer"] = [:]
    let engine = try asked(daemon)
    for (field, value) in [("size", "s"), ("count", "7"), ("words", "x"), ("extras", "nuts")] {
      try engine.fill(question: field, .string(value))
    }
    for field in ["words", "extras", "price", "count"] { try engine.fill(question: field, "") }
    #expect(engine.screen.choice("accept")?.disabled != nil)
    #expect(throws: ShellFailure.self) { try engine.tap("accept") }
    try engine.fill(question: "count", "7")
    try engine.tap("accept")
    let content = sent(daemon)?["content"]
    #expect(content?["extras"] == nil && content?["words"] == "" && content?["count"] == 7)
    #expect(content?["price"] == .double(10.5))
  }

  @Test func whatIsNeededComesFirst() throws {
    let daemon = ScriptedDaemon()
    let engine = try asked(daemon)
    #expect(engine.screen.choice("accept")?.disabled != nil)
    #expect(throws: ShellFailure.self) { try engine.tap("accept") }
    #expect(throws: ShellFailure.self) { try engine.fill(question: "none", "x") }
    #expect(daemon.count("session.answer") == 0)
    for mode in Self.modes { #expect(lines(engine, mode).contains("fill it in first")) }
    let korean = try asked(ScriptedDaemon(), .korean)
    for mode in Self.modes { #expect(lines(korean, mode).contains("먼저 적어 주세요")) }
  }

  /// `{what is done, the answer that is sent}`; neither sends what was typed.
  @Test(arguments: [("decline", "decline"), ("cancel", "cancel"), ("back", "cancel")])
  func sayingNothing(deed: String, action: String) throws {
    for language in Language.allCases {
      let daemon = ScriptedDaemon()
      daemon.answers["session.answer"] = [:]
      let engine = try asked(daemon, language)
      try engine.fill(question: "size", "l")
      if deed == "back" { try engine.back() } else { try engine.tap(deed) }
      #expect(sent(daemon)?["action"]?.string == action && sent(daemon)?["content"] == nil)
      guard case .home = engine.place else {
        Issue.record("the question stays")
        continue
      }
    }
  }

  /// A value that does not fit is told with its field, and the rest of the form stays.
  @Test func badInputStays() throws {
    for (language, words) in [(Language.english, "at most 99"), (.korean, "at most 99")] {
      let daemon = ScriptedDaemon()
      daemon.answers["session.answer"] = [:]
      daemon.troubles["session.answer"] = [
        .refuse(
          Refusal(
            SessionError.arguments,
            ["pointer": "/content/count", "reason": "must be at most 99"]))
      ]
      let engine = try asked(daemon, language)
      try engine.fill(question: "size", "l")
      try engine.fill(question: "count", "100")
      let failure = #expect(throws: ShellFailure.self) { try engine.tap("accept") }
      let told = failure?.lines(in: language).joined(separator: " ") ?? ""
      #expect(told.contains("/content/count") && told.contains(words), "\(told)")
      for mode in [Capabilities.Mode.plain, .accessible] {
        #expect(lines(engine, mode).contains("100"))
      }
      try engine.fill(question: "count", "99")
      try engine.tap("accept")
      #expect(sent(daemon)?["content"]?["count"] == 99 && sent(daemon)?["content"]?["size"] == "l")
    }
  }

  /// `{what the answer came to, whether the question stays}`: nobody is left alone with one that
  /// is over, and one that is not can be answered again.
  @Test func aQuestionThatIsOverIsTakenAway() throws {
    let table: [(refusal: Refusal, stays: Bool)] = [
      (Refusal(QuestionError.over), false), (Refusal(ProgramError.crashed), false),
      (Refusal(SessionError.arguments, ["pointer": "", "reason": "x"]), false),
      (Refusal(SessionError.arguments, ["pointer": "/content/count", "reason": "x"]), true),
      (Refusal(PlatformError.busy), true),
    ]
    for (refusal, stays) in table {
      let daemon = ScriptedDaemon()
      daemon.troubles["session.answer"] = [.refuse(refusal)]
      let engine = try asked(daemon)
      #expect(throws: ShellFailure.self) { try engine.tap("decline") }
      var isThere = false
      if case .question = engine.place { isThere = true }
      #expect(isThere == stays, "\(refusal.code.name)")
    }
  }

  @Test func theNextQuestionFollowsTheAnswer() throws {
    let daemon = ScriptedDaemon()
    var next = SampleScreens.question
    next.question = QuestionID("q_next")
    next.fields = []
    let reply = PageReply(
      session: SessionID("s_1"), app: next.app, name: next.name, place: nil, rev: 1, people: 1,
      page: nil, question: next)
    daemon.answers["session.answer"] = ["page": JSON(encoding: reply)]
    let engine = try asked(daemon)
    try engine.tap("decline")
    guard case .question(let request) = engine.place else {
      Issue.record("no question")
      return
    }
    #expect(request.view.question == next.question)
    #expect(engine.screen.choice("accept")?.disabled == nil)
  }
}
