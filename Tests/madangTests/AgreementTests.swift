import Testing
import Wire

@testable import madang

/// From the wallet to what a person has agreed to, and back.
@Suite struct AgreementTests {
  private func wallet(_ daemon: ScriptedDaemon) throws -> Engine {
    daemon.answers["wallet.history"] = ["entries": []]
    let engine = makeEngine(daemon)
    try engine.tap("wallet")
    return engine
  }

  @Test func aMandateIsFoundAndTakenBack() throws {
    let daemon = ScriptedDaemon()
    let mandate = JSON(encoding: SampleScreens.mandate(.pastDue))
    let revoked = JSON(encoding: SampleScreens.mandate(.revoked))
    daemon.answers["mandate.list"] = ["mandates": [mandate]]
    daemon.answers["mandate.show"] = mandate
    let engine = try wallet(daemon)
    #expect(engine.screen.choices.map(\.id) == ["mandates", "deals", "back"])
    try engine.tap("mandates")
    try engine.tap("mandate:md_past_due")
    #expect(engine.screen.choices.map(\.id) == ["revoke", "back"])
    // The answer is lost; the same key is used again.
    daemon.answers["mandate.revoke"] = ["mandate": revoked]
    daemon.troubles["mandate.revoke"] = [.refuse(Refusal(PlatformError.busy))]
    #expect(throws: ShellFailure.self) { try engine.tap("revoke") }
    try engine.tap("revoke")
    let keys = daemon.params("mandate.revoke").map { $0["key"] }
    #expect(keys.count == 2 && keys[0] == keys[1])
    guard case .mandate(let shown) = engine.place else {
      Issue.record("no mandate")
      return
    }
    #expect(shown.mandate.status == .revoked)
    #expect(engine.screen.choices.map(\.id) == ["back"])
    // The list is read anew, and so is the wallet under it.
    daemon.answers["mandate.list"] = ["mandates": [revoked]]
    try engine.back()
    #expect(engine.screen.choices.map(\.id) == ["mandate:md_revoked", "back"])
    daemon.balance = 12_000
    try engine.back()
    guard case .wallet(let wallet) = engine.place else {
      Issue.record("no wallet")
      return
    }
    #expect(wallet.balance.amount == 12_000)
  }

  @Test func aProposalIsAnsweredFromTheList() throws {
    let daemon = ScriptedDaemon()
    let asked = SampleScreens.mandate(.proposed)
    daemon.answers["mandate.list"] = ["mandates": [JSON(encoding: asked)]]
    daemon.answers["mandate.show"] = JSON(encoding: asked)
    let engine = try wallet(daemon)
    try engine.tap("mandates")
    try engine.tap("mandate:md_proposed")
    #expect(engine.screen.choices.map(\.id) == ["approve", "decline"])
    var declined = asked
    declined.status = .declined
    daemon.answers["mandate.decline"] = ["mandate": JSON(encoding: declined)]
    daemon.answers["mandate.list"] = ["mandates": [JSON(encoding: declined)]]
    try engine.tap("decline")
    guard case .mandates(let mandates) = engine.place else {
      Issue.record("not the list")
      return
    }
    #expect(mandates.map(\.status) == [.declined])
  }

  @Test func aDealSaysWhereTheMoneyIsAndFollowsItsNews() throws {
    let daemon = ScriptedDaemon()
    let deal = SampleScreens.deal
    daemon.answers["trade.list"] = ["deals": [JSON(encoding: deal)]]
    daemon.answers["trade.show"] = ["deal": JSON(encoding: deal), "history": []]
    let engine = try wallet(daemon)
    try engine.tap("deals")
    try engine.tap("deal:d_7k2m")
    func lines() -> [String] {
      Rendering.render(engine.screen, Capabilities(.plain, columns: 0)).map(\.text)
    }
    for sentence in deal.sentences {
      let text = sentence.text(in: engine.language)
      #expect(lines().contains { $0.contains(text) })
    }
    // News of another deal changes nothing here.
    daemon.answers["trade.show"] = ["deal": JSON(encoding: SampleScreens.soldDeal), "history": []]
    daemon.tell(ServerNotification.dealChanged, ["deal": "d_other", "status": "settled"])
    #expect(!engine.drain())
    daemon.tell(ServerNotification.dealChanged, ["deal": "d_7k2m", "status": "settled"])
    #expect(engine.drain())
    guard case .deal(let shown) = engine.place else {
      Issue.record("no deal")
      return
    }
    #expect(shown.status == .settled)
    #expect(!lines().contains { $0.contains("madang trade") })
  }

  @Test func nothingAgreedIsSaid() throws {
    let daemon = ScriptedDaemon()
    daemon.answers["mandate.list"] = ["mandates": []]
    daemon.answers["trade.list"] = ["deals": []]
    let engine = try wallet(daemon)
    for place in ["mandates", "deals"] {
      try engine.tap(place)
      #expect(engine.screen.choices.map(\.id) == ["back"])
      try engine.back()
    }
  }
}
