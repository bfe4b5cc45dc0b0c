import Store
import Testing
import Wire

@testable import Platform

@Suite struct EffectTests {
  private func records(_ world: DomainWorld, _ collection: String) throws -> [String] {
    try world.connection.prepare("SELECT key, value FROM record WHERE collection = ? ORDER BY key")
      .rows(.text(collection)) { "\($0.text(0))=\($0.text(1))" }
  }

  @Test func aRefusedEffectMeansNothingIsWritten() throws {
    let world = try DomainWorld()
    try world.publish()
    let session = try world.sit("mina").session
    let ticket = try world.call("mina", session, "change")
    let effects: [Effect] = [
      .put(collection: "notes", key: "1", value: "kept?"),
      .notify(
        NotifyEffect(
          person: PairwiseID("u_nobody"), template: "order.ready", key: "k", values: ["order": "1"])
      ),
    ]
    #expect(
      verdict { try world.commit(ticket, state: ["n": 1], effects: effects) }
        == "conflict person.unknown")
    #expect(try records(world, "notes") == [])
    #expect(try #require(try world.platform.session(session)).state == .null)
  }

  @Test(arguments: [
    ("change", Effect.bill(BillEffect(key: "k", lines: [])), "scope.missing"),
    ("change", .refund(key: "k", amount: nil, reason: "r"), "scope.missing"),
    ("order", .refund(key: "k", amount: nil, reason: "r"), "bill.unknown"),
    ("order", .cancel(key: "k"), "bill.unknown"),
    ("share", .collect(CollectEffect(receipt: "b", shares: [])), "bill.unknown"),
    (
      "change", .timer(key: "t", afterSeconds: 1, feature: "open", arguments: [:]),
      "feature.unknown"
    ),
    ("change", .timer(key: "t", afterSeconds: 1, feature: "tick", arguments: [:]), "ok"),
    ("change", .put(collection: "c\"", key: "k", value: 1), "data.invalid"),
    ("change", .end, "ok"),
  ]) func theGateAndTheChecks(feature: String, effect: Effect, expected: String) throws {
    let world = try DomainWorld()
    try world.publish()
    let reply = try world.sit("mina")
    let ticket = try world.call("mina", reply.session, feature, seenRev: reply.rev)
    let found = verdict { try world.commit(ticket, effects: [effect]) }
    #expect(found == (expected == "ok" ? "ok" : "conflict \(expected)"))
  }

  @Test func storageHasItsLimitAndGivesRoomBack() throws {
    let world = try DomainWorld()
    try world.publish()
    let session = try world.sit("mina").session
    func put(_ key: String, bytes: Int) -> String {
      verdict {
        let value = JSON.string(String(repeating: "x", count: bytes - 2))
        try world.commit(
          try world.call("mina", session, "change"),
          effects: [.put(collection: "c", key: key, value: value)])
      }
    }
    for index in 0..<16 { #expect(put("k\(index)", bytes: 64 * 1024) == "ok") }
    #expect(put("over", bytes: 3) == "conflict data.full")
    #expect(put("k0", bytes: 10) == "ok")
    #expect(put("over", bytes: 3) == "ok")
  }

  @Test func whatWasReadMustStillStand() throws {
    let world = try DomainWorld()
    try world.publish()
    let session = try world.sit("mina").session
    try world.commit(
      try world.call("mina", session, "change"),
      effects: [.put(collection: "c", key: "a", value: ["n": 1])])
    let ticket = try world.call("mina", session, "change")
    for request in [
      DataRequest.get(collection: "c", key: "a"), .query(RecordQuery("c")),
      .get(collection: "c", key: "missing"),
    ] {
      var reads = ReadSet()
      _ = try world.platform.answer(request, ticket, &reads, now: world.now)
      #expect(verdict { try world.commit(ticket, reads: reads) } != "conflict state.changed")
      let key = request == .get(collection: "c", key: "missing") ? "missing" : "a"
      try world.commit(
        try world.call("mina", session, "change"),
        effects: [.put(collection: "c", key: key, value: ["n": .string(world.newKey())])])
      let fresh = try world.call("mina", session, "change")
      #expect(verdict { try world.commit(fresh, reads: reads) } == "conflict state.changed")
    }
  }

  @Test func queriesFilterOrderAndLimit() throws {
    let world = try DomainWorld()
    try world.publish()
    let session = try world.sit("mina").session
    for (key, value) in [("a", 1), ("b", 2), ("c", 1)] as [(String, Int64)] {
      try world.commit(
        try world.call("mina", session, "change"),
        effects: [.put(collection: "c", key: key, value: ["n": .integer(value)])])
    }
    let ticket = try world.call("mina", session, "change")
    func keys(_ query: RecordQuery) throws -> [String] {
      var reads = ReadSet()
      guard
        case .rows(let rows) = try world.platform.answer(
          .query(query), ticket, &reads, now: world.now)
      else { return [] }
      return rows.map(\.key)
    }
    #expect(try keys(RecordQuery("c")) == ["a", "b", "c"])
    #expect(try keys(RecordQuery("c", descending: true, limit: 2)) == ["c", "b"])
    #expect(try keys(RecordQuery("c", where: ["n": 1])) == ["a", "c"])
    #expect(try keys(RecordQuery("c", where: ["n": 1, "missing": nil])) == ["a", "c"])
    #expect(try keys(RecordQuery("other")) == [])
    #expect(verdict { _ = try keys(RecordQuery("c", where: ["n": [1]])) } == "data.invalid")
  }

  @Test func aMessageReachesCustomersOnceAndNobodyElse() throws {
    let world = try DomainWorld()
    try world.publish()
    let session = try world.sit("mina").session
    let mina = world.platform.pairwise(try world.person("mina").person, MerchantID("shop"))
    let stranger = world.platform.pairwise(try world.person("sora").person, MerchantID("shop"))
    func notify(_ person: PairwiseID) -> String {
      verdict {
        try world.commit(
          try world.call("mina", session, "change"),
          effects: [
            .notify(
              NotifyEffect(
                person: person, template: "order.ready", key: "1", values: ["order": "1"]))
          ])
      }
    }
    #expect(notify(mina) == "ok")
    #expect(notify(mina) == "ok")
    #expect(notify(stranger) == "conflict person.unknown")
    #expect(try world.inbox("mina").map(\.template) == ["order.ready"])
    #expect(try world.inbox("mina").map(\.unread) == [false])
    #expect(try world.told("mina", ServerNotification.inboxArrived).count == 1)
  }

  @Test func eachOrderGivesAShopSoManyMessagesADay() throws {
    let world = try DomainWorld()
    try world.publish()
    let session = try world.sit("mina").session
    let mina = world.platform.pairwise(try world.person("mina").person, MerchantID("shop"))
    var count = 0
    func notify() -> String {
      count += 1
      return verdict {
        try world.commit(
          try world.call("mina", session, "change"),
          effects: [
            .notify(
              NotifyEffect(
                person: mina, template: "order.ready", key: "\(count)", values: ["order": "1"]))
          ])
      }
    }
    for _ in 0..<Platform.messagesPerOrder { #expect(notify() == "ok") }
    #expect(notify() == "conflict inbox.quota")
    try world.topUp("mina", 10_000)
    for number in 1...2 {
      let reply = try world.order("mina", session, 5_000, key: "o\(number)")
      try world.pay("mina", try #require(reply.sheet).bill.bill, 5_000)
    }
    for _ in 0..<Platform.messagesPerOrder { #expect(notify() == "ok") }
    #expect(notify() == "conflict inbox.quota")
    world.now = world.now.adding(seconds: 86_400)
    #expect(notify() == "ok")
  }

  @Test func staffHearThatRecordsChanged() throws {
    let world = try DomainWorld()
    try world.publish()
    let params = ShopOpenMethod.Params(
      key: world.newKey(), app: AppID("test.shop.table"), feature: "board")
    let owner = try world.person("owner")
    let body = try world.body(ShopOpenMethod.name, params)
    let board = try world.commit(
      try world.ticket { try $0.prepareShop(owner, params, body, now: world.now) })
    let session = try world.sit("mina").session
    try world.commit(try world.call("mina", session, "change"), state: 1)
    #expect(try world.told("owner", ServerNotification.sessionChanged).isEmpty)
    try world.commit(
      try world.call("mina", session, "change"),
      effects: [.put(collection: "c", key: "k", value: 1)])
    let told = try world.told("owner", ServerNotification.sessionChanged)
    #expect(told.map { $0["session"] } == [.string(try #require(board).session.text)])
  }
}
