import Testing
import Wire

@testable import Platform

/// The effect `code`: a program's own codes, with the rights that are bound to them.
@Suite struct CodeEffectTests {
  private let world: DomainWorld
  private let session: SessionID

  init() throws {
    world = try DomainWorld()
    try world.publish()
    session = try world.sit("mina").session
  }

  private func code(
    _ key: String = "exit", feature: String = "look", seconds: Int64 = 60,
    uses: CodeEffect.Uses = .single, arguments: JSONObject = [:]
  ) -> Effect {
    .code(
      CodeEffect(key: key, feature: feature, arguments: arguments, seconds: seconds, uses: uses))
  }

  /// Makes codes; gives the text of each one that the page shows, nil where it shows a notice.
  @discardableResult
  private func make(_ effects: [Effect], shows keys: [String] = ["exit"]) throws -> [String?] {
    let nodes = keys.map { PageNode.code(payload: PageNode.ownCodePrefix + $0, caption: nil) }
    let reply = try #require(
      try world.commit(
        try world.call("mina", session, "code"), effects: effects,
        page: Page(title: "p", body: nodes)))
    return (reply.page?["body"]?.array ?? []).map { $0["payload"]?.string }
  }

  private func text(_ effects: [Effect]) throws -> String {
    try #require(try make(effects).first ?? nil)
  }

  @Test func whatIsBoundReachesTheFeatureAndStandsInNoCode() throws {
    let text = try text([code(arguments: ["right": "leave", "paid": 7_000])])
    #expect(!text.contains("leave") && !text.contains("7000"))
    let ticket = try world.scan("joon", text)
    #expect(ticket.feature.name == "look")
    #expect(ticket.arguments == ["right": "leave", "paid": 7_000])
    #expect(ticket.context.session.id == session)
    try world.commit(ticket)
    #expect(verdict { _ = try world.scan("joon", text) } == "qr.used")
    #expect(verdict { _ = try world.scan("sora", text) } == "qr.already_scanned")
  }

  @Test func aCodeForManyIsScannedByManyUntilItEnds() throws {
    let text = try text([code(seconds: 600, uses: .multi)])
    for name in ["joon", "sora", "joon"] { try world.commit(try world.scan(name, text)) }
    world.now = world.now.adding(seconds: 600)
    #expect(verdict { _ = try world.scan("joon", text) } == "qr.expired")
  }

  @Test func theNewestCodeOfAKeyCounts() throws {
    let first = try text([code()])
    let second = try text([code()])
    #expect(first != second)
    #expect(verdict { _ = try world.scan("joon", first) } == "qr.cancelled")
    #expect(verdict { _ = try world.scan("joon", second) } == "ok")
    // Once it is scanned the page shows no code any more, and another key has none.
    #expect(try make([], shows: ["exit", "other"]) == [nil, nil])
  }

  @Test(
    arguments: [
      (9, CodeEffect.Uses.single, false), (10, .single, true), (180, .single, true),
      (181, .single, false), (9, .multi, false), (86_400, .multi, true), (86_401, .multi, false),
    ])
  func timesHaveTheirLimits(_ seconds: Int64, _ uses: CodeEffect.Uses, _ isGood: Bool) throws {
    let wire = code(seconds: seconds, uses: uses).json
    let found = verdict { _ = try Effect.read([wire]) }
    #expect((found == "ok") == isGood, "\(found)")
  }

  @Test func boundValuesHaveTheirLimit() throws {
    // {"a":"…"} is eight bytes besides its text.
    func wire(_ bytes: Int) -> JSON {
      code(arguments: ["a": .string(String(repeating: "x", count: bytes - 8))]).json
    }
    #expect(verdict { _ = try Effect.read([wire(CodeEffect.argumentByteLimit)]) } == "ok")
    #expect(verdict { _ = try Effect.read([wire(CodeEffect.argumentByteLimit + 1)]) } != "ok")
  }

  @Test func aCodeLeadsOnlyToWhatPeopleMayCall() throws {
    for feature in ["ready", "paid", "nothing"] {
      #expect(verdict { try make([code(feature: feature)]) } == "conflict feature.unknown")
    }
    #expect(verdict { try make([code(), code()]) } == "conflict effect.invalid")
  }

  @Test func twentyCodesOfASessionWait() throws {
    let limit = Int(Platform.waitingCodeLimit)
    try make((1...limit).map { code("k\($0)", seconds: 100) })
    #expect(verdict { try make([code("one more")]) } == "conflict qr.too_many")
    world.now = world.now.adding(seconds: 100)
    try world.group { try world.note($0.runDue(now: world.now).notices) }
    #expect(verdict { try make([code("one more")]) } == "ok")
    #expect(
      verdict { try make((1...limit + 1).map { code("n\($0)") }) } == "conflict qr.too_many")
  }

  @Test func aCodeEndsWithItsSession() throws {
    let text = try text([code(uses: .multi)])
    try world.commit(try world.call("mina", session, "code"), effects: [.end])
    #expect(verdict { _ = try world.scan("joon", text) } == "session.ended")
  }
}
