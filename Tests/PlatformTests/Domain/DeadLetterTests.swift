import Store
import Testing
import Wire

@testable import Platform

/// Dead letters go back into their queue when their merchant says so, and only then.
@Suite struct DeadLetterTests {
  private let app = AppID("test.shop.table")

  /// A session with so many paid orders, none of them delivered yet.
  private func paid(_ count: Int = 1) throws -> (DomainWorld, SessionID) {
    let world = try DomainWorld()
    try world.publish()
    let session = try world.sit("mina").session
    try world.topUp("mina", 50_000)
    for number in 1...count {
      let reply = try world.order("mina", session, 5_000, key: "o\(number)")
      try world.pay("mina", try #require(reply.sheet).bill.bill, 5_000)
    }
    return (world, session)
  }

  /// Fails the first owed call until it is given up; its name.
  @discardableResult
  private func bury(_ world: DomainWorld) throws -> String {
    let first = try #require(try world.owed().first)
    var goesOn = true
    while goesOn {
      let owed = try #require(try world.owed().first?.owed)
      goesOn = try world.group {
        try $0.failOwed(owed, code: "program.crashed", now: world.now)
      }
    }
    return first.context.id
  }

  private func letters(_ world: DomainWorld) throws -> [DeadLetter] {
    try world.platform.shopErrors(try world.person("owner"), .init(app: app)).deadLetters
  }

  @discardableResult
  private func redeliver(
    _ world: DomainWorld, _ call: String, as name: String = "owner", key: String? = nil,
    app other: String? = nil
  ) throws -> JSON {
    let params = ShopRedeliverMethod.Params(
      key: key ?? world.newKey(), app: other.map { AppID($0) } ?? app, call: call)
    let caller = try world.person(name)
    let body = try world.body(ShopRedeliverMethod.name, params)
    return try world.run { try $0.redeliver(caller, params, body, now: world.now) }
  }

  @Test func itIsListedPutBackAndDeliveredOnce() throws {
    let (world, session) = try paid()
    let call = try bury(world)
    let letter = try #require(try letters(world).first)
    #expect(letter.call == call && letter.session == session && letter.version == 1)
    #expect(letter.code == "program.crashed" && letter.feature == "paid")
    #expect(letter.tries == Platform.deliveryTryLimit && letter.died == world.now)
    // It outlives the daemon.
    try world.reopen()
    let key = world.newKey()
    let answer = try redeliver(world, call, key: key)
    #expect(answer["attempt"] == .integer(Int64(Platform.deliveryTryLimit) + 1))
    #expect(try redeliver(world, call, key: key)["replayed"] == true)
    #expect(try letters(world).isEmpty)
    let ticket = try #require(try world.owed().first)
    #expect(ticket.context.id == call)
    #expect(ticket.context.attempt == Platform.deliveryTryLimit + 1)
    try world.commit(ticket, state: ["cooked": 1])
    // Delivered: the same key says what it said, another finds nothing, a copy changes nothing.
    #expect(try redeliver(world, call, key: key)["replayed"] == true)
    #expect(verdict { try redeliver(world, call) } == "app.event_unknown")
    #expect(try world.owed().isEmpty)
    #expect(try world.platform.owedCount() == (0, 0))
  }

  /// What came later was delivered meanwhile, or waits behind it.
  @Test func itsPlaceInTheQueueIsItsOwn() throws {
    let (world, _) = try paid(3)
    let first = try bury(world)
    let second = try #require(try world.owed().first)
    #expect(second.arguments["bill"]?["key"] == "o2")
    try world.commit(second)
    try redeliver(world, first)
    var keys: [JSON?] = []
    while let ticket = try world.owed().first {
      keys.append(ticket.arguments["bill"]?["key"])
      try world.commit(ticket)
    }
    #expect(keys == ["o1", "o3"])
  }

  @Test func itsTriesAndItsDayBeginAnew() throws {
    let (world, _) = try paid()
    world.now = world.now.adding(seconds: Platform.deliverySeconds - 1)
    let early = try #require(try world.owed().first?.owed)
    #expect(try world.group { try $0.failOwed(early, code: "x.y", now: world.now) })
    world.now = world.now.adding(seconds: 1)
    let last = try #require(try world.owed().first?.owed)
    #expect(try !world.group { try $0.failOwed(last, code: "x.y", now: world.now) })
    try redeliver(world, try #require(try letters(world).first).call)
    for expected in [true, true, true] {
      let owed = try #require(try world.owed().first?.owed)
      #expect(try world.group { try $0.failOwed(owed, code: "x.y", now: world.now) } == expected)
    }
    try bury(world)
    #expect(try letters(world).count == 1)
  }

  @Test func whoMayAndWhat() throws {
    let (world, session) = try paid(2)
    let dead = try bury(world)
    let waiting = try #require(try world.owed().first).context.id
    try world.publish(as: "rival", app: "test.rival.table", merchant: "rival")
    let table: [(call: String, who: String, app: String?, expected: String)] = [
      ("c_nothing", "owner", nil, "app.event_unknown"),
      (waiting, "owner", nil, "app.event_waits"),
      (dead, "mina", nil, "auth.role"),
      (dead, "rival", nil, "auth.role"),
      (dead, "rival", "test.rival.table", "app.event_unknown"),
      (dead, "owner", "test.no.app", "registry.app_unknown"),
      (dead, "owner", nil, "ok"),
      (dead, "owner", nil, "app.event_waits"),
    ]
    for row in table {
      let found = verdict { try redeliver(world, row.call, as: row.who, app: row.app) }
      #expect(found == row.expected, "\(row)")
    }
    #expect(try world.platform.session(session)?.isEnded == false)
  }

  /// Nobody cooks for money that went back.
  @Test func aRefundedOrderIsNotDelivered() throws {
    let (world, _) = try paid()
    let call = try bury(world)
    world.now = world.now.adding(seconds: Platform.refundUnconfirmedSeconds)
    world.note(try world.group { try $0.runDue(now: world.now) }.notices)
    #expect(verdict { try redeliver(world, call) } == "app.event_over")
    #expect(try letters(world).count == 1)
  }

  /// A newer version that took the session over may not know the feature any more.
  @Test func theSessionsVersionMustKnowTheFeature() throws {
    let (world, session) = try paid()
    let call = try bury(world)
    let next = DomainWorld.manifest(
      version: 2, extra: #", "update": {"from": 1, "feature": "upgrade"}"#,
      features: #"{"name": "upgrade", "visibility": "system"}"#
    ).replacing(#"{"name": "paid", "visibility": "system"}, "#, with: "")
      .replacing(#""bill.paid": "paid", "#, with: "")
    try world.publish(as: "owner", manifest: next)
    try world.commit(try world.call("mina", session, "look"), state: ["moved": 1])
    #expect(try world.platform.session(session)?.release.version == 2)
    #expect(verdict { try redeliver(world, call) } == "feature.unknown")
  }

  /// A timer that was given up leaves its name to the next one, and comes back beside it.
  @Test func aTimerOfTheSameNameIsSetBesideADeadOne() throws {
    let world = try DomainWorld()
    try world.publish()
    let session = try world.sit("mina").session
    func set(_ number: Int64) throws {
      try world.commit(
        try world.call("mina", session, "change"),
        effects: [
          .timer(
            key: "t", afterSeconds: 2 * 86_400, feature: "tick", arguments: ["n": .integer(number)])
        ])
      world.now = world.now.adding(seconds: 2 * 86_400)
    }
    try set(1)
    // Two days after it was set, yet on time: its day begins when it is due.
    let due = try #require(try world.owed().first?.owed)
    #expect(try world.group { try $0.failOwed(due, code: "x.y", now: world.now) })
    for _ in 1..<Platform.deliveryTryLimit {
      let owed = try #require(try world.owed().first?.owed)
      _ = try world.group { try $0.failOwed(owed, code: "x.y", now: world.now) }
    }
    let call = try #require(try letters(world).first).call
    try set(2)
    try redeliver(world, call)
    var numbers: [JSON?] = []
    while let ticket = try world.owed().first {
      numbers.append(ticket.arguments["n"])
      try world.commit(ticket)
    }
    #expect(numbers == [1, 2])
    // Forgetting a timer does not forget the letter.
    try set(3)
    try bury(world)
    try world.commit(
      try world.call("mina", session, "change"), effects: [.cancelTimer(key: "t")])
    #expect(try letters(world).count == 1)
  }

  @Test(arguments: [0, 1]) func theListHasItsLimit(beyond: Int) throws {
    let (world, _) = try paid()
    try bury(world)
    let copies = Int(Platform.deadLetterListLimit) - 1 + beyond
    try world.group { _ in
      for _ in 0..<copies {
        try world.connection.execute(
          "INSERT INTO outbox(app, session, feature, arguments, call, created, due, dead)"
            + " SELECT app, session, feature, arguments, 'c_' || hex(randomblob(8)), created, due,"
            + " dead FROM outbox LIMIT 1")
      }
    }
    #expect(try letters(world).count == Int(Platform.deadLetterListLimit))
    #expect(try world.platform.owedCount().dead == copies + 1)
  }
}
