import Testing
import Wire

@testable import madang

/// What an agent proposes, approved or refused in the shell.
@Suite struct ProposalTests {
  private func shown(_ daemon: ScriptedDaemon, _ language: Language = .english) throws -> Engine {
    daemon.answers["proposal.list"] = ["proposals": [JSON(encoding: SampleScreens.proposal)]]
    let engine = makeEngine(daemon, language: language)
    try engine.goHome()
    try engine.showProposals()
    return engine
  }

  private func isShown(_ engine: Engine) -> Bool {
    if case .proposal = engine.place { true } else { false }
  }

  private func lines(_ engine: Engine, _ mode: Capabilities.Mode) -> [String] {
    Rendering.render(engine.screen, Capabilities(mode, columns: 80)).map(\.text)
  }

  private func answer(_ status: ProposalView.Status) -> JSON {
    var proposal = SampleScreens.proposal
    proposal.status = status
    return ["proposal": JSON(encoding: proposal)]
  }

  /// In every form it says whose idea it is, everything it would do and until when.
  @Test func everythingItWouldDoIsShown() throws {
    for (language, words) in [
      (Language.english, ["desk", "A bill of ₩14,000", "A post to everybody", "order.place"]),
      (.korean, ["desk", "₩14,000 청구", "단골에게 소식 보내기", "order.place"]),
    ] {
      let engine = try shown(ScriptedDaemon(), language)
      #expect(engine.screen.choices.map(\.id) == ["approve", "decline"])
      for mode in [Capabilities.Mode.plain, .accessible, .json] {
        let text = lines(engine, mode).joined(separator: "\n")
        for word in words { #expect(text.contains(word), "\(mode): \(word)") }
      }
    }
  }

  @Test func itIsApprovedUnderOneKey() throws {
    for (language, words) in [(Language.english, "Approved."), (.korean, "승인했습니다.")] {
      let daemon = ScriptedDaemon()
      daemon.answers["proposal.approve"] = answer(.approved)
      daemon.troubles["proposal.approve"] = [.refuse(Refusal(PlatformError.busy))]
      let engine = try shown(daemon, language)
      #expect(throws: ShellFailure.self) { try engine.tap("approve") }
      #expect(isShown(engine))
      try engine.tap("approve")
      #expect(!isShown(engine))
      let keys = daemon.params("proposal.approve").map { $0["key"] }
      #expect(keys.count == 2 && keys[0] == keys[1])
      for mode in [Capabilities.Mode.plain, .accessible, .json] {
        #expect(lines(engine, mode).contains { $0.contains(words) }, "\(mode)")
      }
    }
  }

  @Test func itIsRefused() throws {
    for (language, words) in [(Language.english, "Declined."), (.korean, "거절했습니다.")] {
      let daemon = ScriptedDaemon()
      daemon.answers["proposal.decline"] = answer(.declined)
      let engine = try shown(daemon, language)
      try engine.tap("decline")
      #expect(!isShown(engine) && daemon.count("proposal.approve") == 0)
      #expect(daemon.params("proposal.decline").first?["proposal"] == "pr_7k2m")
      for mode in [Capabilities.Mode.plain, .accessible, .json] {
        #expect(lines(engine, mode).contains { $0.contains(words) }, "\(mode)")
      }
    }
  }

  /// Whoever comes too late reads why, and has nothing left to press.
  @Test(arguments: ["approve", "decline"])
  func itIsOver(deed: String) throws {
    for language in Language.allCases {
      let daemon = ScriptedDaemon()
      let over = Refusal(AgentError.proposalOver, ["status": "expired"])
      daemon.troubles["proposal.\(deed)"] = [.refuse(over)]
      let engine = try shown(daemon, language)
      let failure = #expect(throws: ShellFailure.self) { try engine.tap(deed) }
      #expect(failure?.lines(in: language).isEmpty == false)
      #expect(!isShown(engine))
    }
  }

  @Test func noneWaits() throws {
    let daemon = ScriptedDaemon()
    daemon.answers["proposal.list"] = ["proposals": []]
    let engine = makeEngine(daemon)
    try engine.goHome()
    try engine.showProposals()
    #expect(!isShown(engine))
    #expect(lines(engine, .plain).contains { $0.contains("No proposal waits.") })
  }
}
