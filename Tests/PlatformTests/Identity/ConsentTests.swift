import Store
import Testing
import Wire

@testable import Platform

/// What programs are told about people: what each granted to that app, and nothing else.
@Suite struct ConsentTests {
  private let world: DomainWorld

  init() throws { world = try DomainWorld() }

  @Test func aFieldIsAskedForInContextAndSeenOnlyWhereItWasGranted() throws {
    try world.publishScoped([.nickname, .phone])
    try world.update("mina", nickname: "Mina")
    let session = try world.sit("mina").session
    // Nothing before it is asked for, and the first page never asks.
    #expect(try world.feature("mina", session, "look").profile == nil)
    #expect(try world.feature("mina", session).scopes == ["identity.nickname"])
    // Not the phone: nothing was proved that could be shown.
    #expect(verdict { try world.consent("mina", .phone, .granted) } == "consent.nothing_to_share")
    try world.consent("mina", .nickname, .granted)
    let seen = try world.feature("mina", session)
    #expect(seen.profile == CallContext.Profile(nickname: "Mina"))
    try world.verifyPhone("mina", "010-1234-5678")
    #expect(try world.feature("mina", session).scopes == ["identity.phone"])
    try world.consent("mina", .phone, .granted)
    #expect(
      try world.feature("mina", session).profile
        == CallContext.Profile(nickname: "Mina", phone: "01012345678"))
  }

  @Test func decliningNeverBlocksAndSticks() throws {
    try world.publishScoped([.nickname])
    let session = try world.sit("mina").session
    #expect(try world.feature("mina", session).scopes == ["identity.nickname"])
    try world.consent("mina", .nickname, .declined)
    for _ in 1...2 {
      let step = try world.feature("mina", session)
      #expect(step.scopes == [])
      #expect(step.profile == nil)
    }
    try world.update("mina", nickname: "Mina")
    #expect(try world.feature("mina", session).scopes == [])
    try world.consent("mina", .nickname, .granted)
    #expect(try world.feature("mina", session).profile?.nickname == "Mina")
  }

  @Test func revokingWorksInTheRunningSessionAndAgainstACallUnderWay() throws {
    try world.publishScoped([.nickname])
    try world.update("mina", nickname: "Mina")
    let session = try world.sit("mina").session
    try world.sit("joon")
    try world.consent("mina", .nickname, .granted)
    let underWay = try world.call("mina", session, "change")
    #expect(underWay.context.viewer.profile?.nickname == "Mina")
    #expect(underWay.context.session.people.map(\.name) == ["Mina", nil])
    let before = try world.told("joon", ServerNotification.sessionChanged).count
    try world.consent("mina", .nickname, .revoked)
    #expect(try world.told("joon", ServerNotification.sessionChanged).count == before + 1)
    #expect(try world.told("mina", ServerNotification.sessionChanged).isEmpty == false)
    #expect(verdict { try world.commit(underWay, state: 1) } == "conflict state.changed")
    let again = try world.group {
      try $0.prepareAgain(
        underWay, after: CallContext.Conflict(code: "state.changed"), now: world.now)
    }
    #expect(again.context.viewer.profile == nil)
    #expect(again.context.session.people.map(\.name) == [nil, nil])
    // A revoked field is not asked for again either.
    #expect(try world.feature("mina", session).scopes == [])
  }

  @Test func othersAtTheTableReadTheNicknameAndEverySightIsWrittenDown() throws {
    try world.publishScoped([.nickname])
    try world.update("mina", nickname: "Mina")
    let session = try world.sit("mina").session
    try world.consent("mina", .nickname, .granted)
    try world.sit("joon")
    for _ in 1...3 { _ = try world.feature("joon", session, "look") }
    let log = try world.platform.consentLog(
      try world.caller("mina"), ConsentLogMethod.Params())
    #expect(log.entries.map(\.what) == [.seen, .granted])
    #expect(log.entries.first?.session == session)
    // A new value is a new sight.
    try world.update("mina", nickname: "M")
    _ = try world.feature("joon", session, "look")
    let later = try world.platform.consentLog(
      try world.caller("mina"), ConsentLogMethod.Params(limit: 1))
    #expect(later.entries.map(\.what) == [.seen])
    #expect(later.entries.map(\.number) == [log.entries[0].number + 1])
    #expect(
      try world.platform.consentLog(
        try world.caller("joon"), ConsentLogMethod.Params()
      ).entries == [])
  }

  @Test func aGrantIsForOneApp() throws {
    try world.publishScoped([.nickname])
    try world.publishScoped([.nickname], app: "test.other.table", merchant: "other")
    try world.update("mina", nickname: "Mina")
    let session = try world.sit("mina").session
    try world.consent("mina", .nickname, .granted)
    #expect(try world.feature("mina", session).profile?.nickname == "Mina")
    let other = try #require(
      try world.commit(
        try world.scan("mina", try world.tableCode(1, app: "test.other.table")),
        page: Page(title: "t"))
    ).session
    #expect(try world.feature("mina", other).scopes == ["identity.nickname"])
    #expect(try world.feature("mina", other, "look").profile == nil)
    #expect(
      verdict { try world.consent("mina", .email, .granted) } == "consent.scope_unknown")
  }

  /// A new version that asks for less sees less, whatever was granted before.
  @Test func aVersionThatDoesNotAskIsNotTold() throws {
    try world.publishScoped([.nickname])
    try world.update("mina", nickname: "Mina")
    try world.sit("mina")
    try world.consent("mina", .nickname, .granted)
    try world.publish(version: 2)
    let session = try world.sit("mina", table: 2).session
    #expect(try world.feature("mina", session, "look").profile == nil)
    #expect(
      try world.platform.consentList(try world.caller("mina")).consents.map(\.decision)
        == [.granted])
  }

  /// Two merchants who put their lists together find nobody: no name of a person is the same, and
  /// what they are told without consent has no field in common but what everybody has.
  @Test func merchantsCannotLinkPeople() throws {
    var seen: [String: Set<String>] = [:]
    for merchant in ["shop", "other", "third"] {
      for index in 0..<50 {
        let name = world.platform.pairwise(
          try world.person("p\(index)").person, MerchantID(merchant)
        ).text
        #expect(name.hasPrefix("u_") && name.count == 28)
        seen[merchant, default: []].insert(name)
      }
    }
    #expect(seen.values.map(\.count) == [50, 50, 50])
    #expect(seen.values.reduce(into: Set()) { $0.formUnion($1) }.count == 150)
    // The same in all apps of one merchant, also after a restart.
    let before = world.platform.pairwise(
      try world.person("p7").person, MerchantID("shop"))
    try world.reopen()
    let after = world.platform.pairwise(
      try world.person("p7").person, MerchantID("shop"))
    #expect(before == after)
    try world.publish()
    let session = try world.sit("p7").session
    guard case .called(let context) = try world.feature("p7", session, "look") else { return }
    let told = JSON(encoding: context).text
    #expect(!told.contains(try world.person("p7").person.text))
    #expect(!told.contains("dev_"))
  }
}
