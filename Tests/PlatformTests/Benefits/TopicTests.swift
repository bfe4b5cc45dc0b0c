import Testing
import Wire

@testable import Platform

@Suite struct TopicTests {
  private static func manifest(
    app: String, merchant: String, version: Int64 = 1, publishes: String = "[]",
    subscribes: String = "[]", on: String = "{}", limit: String = ""
  ) -> String {
    """
    {"manifest": 1, "app_id": "\(app)", "name": "\(merchant)",
     "version": {"name": "1.0", "code": \(version)}, "merchant": "\(merchant)",
     "program": {"name": "Test"},
     "features": [{"name": "open", "query": true}, {"name": "change"},
       {"name": "hear", "visibility": "system"}],
     "routes": [{"code": "table", "feature": "open",
       "params": {"table": {"type": "integer", "minimum": 1, "maximum": 3}}}],
     "on": \(on), "events": {"publishes": \(publishes), "subscribes": \(subscribes)},
     "scopes": {"required": [{"name": "events:publish", "reason": "r"}]}}
    """
  }

  /// A partner that publishes, and an admin of another merchant that hears.
  private func world() throws -> (DomainWorld, SessionID) {
    let world = try DomainWorld()
    try world.publish(
      manifest: Self.manifest(
        app: "test.partner.app", merchant: "partner", publishes: "[\"product\"]"))
    try world.publish(
      manifest: Self.manifest(
        app: "test.admin.app", merchant: "admin", subscribes: "[\"test.partner.app/product\"]",
        on: "{\"event:test.partner.app/product\": \"hear\"}"), as: "admin")
    let code = try world.tableCode(1, app: "test.partner.app")
    let reply = try #require(try world.commit(try world.scan("mina", code), page: Page(title: "t")))
    return (world, reply.session)
  }

  private func publish(
    _ world: DomainWorld, _ session: SessionID, _ topic: String = "product",
    _ snapshot: JSON = ["price": 100]
  ) -> String {
    verdict {
      try world.commit(
        try world.call("mina", session, "change"),
        effects: [.publish(PublishEffect(topic: topic, version: 3, snapshot: snapshot))])
    }
  }

  @Test func aTopicReachesWhoSubscribedInOrderAndOnce() throws {
    let (world, session) = try world()
    #expect(publish(world, session, "product", ["n": 1]) == "ok")
    #expect(publish(world, session, "product", ["n": 2]) == "ok")
    #expect(publish(world, session, "other") == "conflict event.topic_undeclared")
    // The second waits until the first is handled: one session a topic keeps the order.
    let first = try world.owed()
    #expect(first.map { $0.arguments["snapshot"]?["n"] } == [1])
    #expect(first[0].release.key.app == AppID("test.admin.app"))
    #expect(first[0].arguments["topic"] == "test.partner.app/product")
    #expect(first[0].arguments["version"] == 3)
    #expect(first[0].arguments["hash"]?.string?.count == 64)
    #expect(first[0].context.session.kind == .topic)
    // The daemon dies before the answer is committed: the same call comes again, once.
    try world.reopen()
    let again = try world.owed()
    #expect(again.map(\.context.id) == first.map(\.context.id))
    try world.commit(again[0], state: ["heard": 1])
    #expect(try world.owed().map { $0.arguments["snapshot"]?["n"] } == [2])
    try world.deliverAll()
    #expect(try world.owed().isEmpty)
  }

  @Test func peopleAreNamedAnewForEachReceiver() throws {
    let (world, session) = try world()
    let mina = try world.person("mina").person
    let here = world.platform.pairwise(mina, MerchantID("partner"))
    let there = world.platform.pairwise(mina, MerchantID("admin"))
    let snapshot: JSON = ["by": [["$person": .string(here.text)]], "n": 1]
    #expect(publish(world, session, "product", snapshot) == "ok")
    let heard = try world.owed()[0].arguments["snapshot"]
    #expect(heard == ["by": [["$person": .string(there.text)]], "n": 1])
    #expect(heard?.text.contains(here.text) == false)
    for wrong in ["u_nobody", there.text] {
      #expect(
        publish(world, session, "product", ["$person": .string(wrong)])
          == "conflict person.unknown")
    }
  }

  @Test func aNewVersionHearsOnInASessionOfItsOwn() throws {
    let (world, session) = try world()
    #expect(publish(world, session, "product", ["n": 1]) == "ok")
    try world.publish(
      manifest: Self.manifest(
        app: "test.admin.app", merchant: "admin", version: 2,
        subscribes: "[\"test.partner.app/product\"]",
        on: "{\"event:test.partner.app/product\": \"hear\"}"), as: "admin")
    #expect(publish(world, session, "product", ["n": 2]) == "ok")
    #expect(try world.owed().map(\.release.key.version) == [1, 2])
    // One that no longer subscribes hears nothing more; what it is owed still comes.
    try world.publish(
      manifest: Self.manifest(app: "test.admin.app", merchant: "admin", version: 3),
      as: "admin")
    #expect(publish(world, session, "product", ["n": 3]) == "ok")
    #expect(try world.owed().count == 2)
  }

  @Test(arguments: [
    ("[\"A\"]", "[]", "{}", "value.pattern"),
    ("[\"a\", \"a\"]", "[]", "{}", "value.pattern"),
    ("[]", "[\"product\"]", "{}", "value.pattern"),
    ("[]", "[]", "{\"event:test.partner.app/product\": \"hear\"}", "event.unknown"),
    ("[]", "[\"a.b/c\"]", "{\"event:a.b/d\": \"hear\"}", "event.unknown"),
    ("[]", "[\"a.b/c\"]", "{\"event:a.b/c\": \"change\"}", "feature.visibility"),
  ]) func topicsAreReadStrictly(publishes: String, subscribes: String, on: String, code: String) {
    let reading = Manifest.read(
      Array(
        Self.manifest(
          app: "test.x.app", merchant: "xx", publishes: publishes, subscribes: subscribes, on: on
        ).utf8))
    #expect(reading.issues.map(\.code).contains(code))
    #expect(reading.manifest == nil)
  }

  @Test(arguments: [0, 1]) func topicsHaveTheirLimit(over: Int) {
    let names = (0..<(Manifest.topicLimit + over)).map { "\"t\($0)\"" }.joined(separator: ",")
    let reading = Manifest.read(
      Array(
        Self.manifest(app: "test.x.app", merchant: "xx", publishes: "[\(names)]").utf8))
    #expect((reading.manifest == nil) == (over == 1))
  }
}
