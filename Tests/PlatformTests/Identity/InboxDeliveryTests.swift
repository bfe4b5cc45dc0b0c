import Store
import Testing
import Wire

@testable import Platform

/// Messages: by right of an order, in the platform's words, each shown once, none lost.
@Suite struct InboxDeliveryTests {
  private let world: DomainWorld

  init() throws { world = try DomainWorld() }

  private func notify(
    _ person: String, key: String, template: String = "order.ready",
    values: JSONObject = ["order": "1"], in session: SessionID, by caller: String = "mina"
  ) -> String {
    verdict {
      let name = world.platform.pairwise(try world.person(person).person, MerchantID("shop"))
      try world.commit(
        try world.call(caller, session, "change"),
        effects: [
          .notify(NotifyEffect(person: name, template: template, key: key, values: values))
        ])
    }
  }

  /// The messages without showing them to anybody.
  private func peek(_ name: String) throws -> [InboxMessage] {
    try world.platform.messages(
      of: try world.caller(name), "m.number > ?", [.integer(0)], limit: 100)
  }

  private func claim(
    _ name: String, _ messages: [MessageID]? = nil, key: String? = nil
  ) throws -> [InboxMessage] {
    let caller = try world.caller(name)
    let params = InboxClaimMethod.Params(key: key ?? world.newKey(), messages: messages)
    let body = try world.body(InboxClaimMethod.name, params)
    return try world.run { try $0.inboxClaim(caller, params, body, now: world.now) }
      .decode(InboxClaimMethod.Result.self).show
  }

  @Test func theSentenceIsThePlatforms() throws {
    try world.publish()
    let session = try world.sit("mina").session
    #expect(notify("mina", key: "1", in: session) == "ok")
    #expect(try peek("mina").first?.text.text(in: .korean) == "주문 1이 준비되었습니다.")
    let unknown = "conflict inbox.template_unknown"
    #expect(notify("mina", key: "2", template: "sale.today", in: session) == unknown)
    #expect(notify("mina", key: "2", values: [:], in: session) == unknown)
    #expect(notify("mina", key: "2", values: ["order": "1", "ad": "x"], in: session) == unknown)
  }

  @Test func eachMessageIsShownOnOneDeviceOnce() throws {
    try world.publish()
    let session = try world.sit("mina").session
    #expect(notify("mina", key: "1", in: session) == "ok")
    #expect(notify("mina", key: "2", in: session) == "ok")
    let first = try #require(try peek("mina").last).message
    // Both devices were told; the first that asks shows it, the other shows nothing.
    let key = world.newKey()
    #expect(try claim("mina", [first], key: key).map(\.message) == [first])
    #expect(try claim("mina", [first]) == [])
    // A lost answer is asked for again with its key and loses no message.
    #expect(try claim("mina", [first], key: key).map(\.message) == [first])
    // What came while nobody was connected waits.
    #expect(try claim("mina").map(\.number) == [2])
    #expect(try claim("mina") == [])
    #expect(try peek("mina").allSatisfy { $0.delivered == world.now })
    try world.reopen()
    #expect(try claim("mina") == [])
  }

  /// What a list has shown is not announced as well.
  @Test func listingIsADelivery() throws {
    try world.publish()
    let session = try world.sit("mina").session
    #expect(notify("mina", key: "1", in: session) == "ok")
    #expect(try world.inbox("mina").map(\.number) == [1])
    #expect(try claim("mina") == [])
    #expect(try peek("mina").map(\.delivered) == [world.now])
  }

  @Test func aClaimGivesTheOldestFirstAndNobodyElses() throws {
    try world.publish()
    let session = try world.sit("mina").session
    for index in 1...3 { #expect(notify("mina", key: "\(index)", in: session) == "ok") }
    let all = try peek("mina").map(\.message)
    #expect(try claim("joon", all) == [])
    #expect(try claim("mina").map(\.number) == [1, 2, 3])
  }

  @Test func aShopHasAQuotaForEachPersonAndDay() throws {
    try world.publish()
    let session = try world.sit("mina").session
    try world.sit("joon")
    for index in 1...Platform.messagesPerOrder {
      #expect(notify("mina", key: "\(index)", in: session) == "ok", "\(index)")
    }
    #expect(notify("mina", key: "more", in: session) == "conflict inbox.quota")
    #expect(notify("joon", key: "more", in: session) == "ok")
    // Said before, so not said again: no refusal.
    #expect(notify("mina", key: "1", in: session) == "ok")
    world.now = world.now.adding(seconds: 86_400)
    #expect(notify("mina", key: "more", in: session) == "ok")
  }

  @Test func aMutedShopIsListedAndSilent() throws {
    try world.publish()
    let session = try world.sit("mina").session
    func mute(_ muted: Bool, _ merchant: String = "shop") -> String {
      verdict {
        let caller = try world.caller("mina")
        let params = InboxMuteMethod.Params(
          key: world.newKey(), merchant: MerchantID(merchant), muted: muted)
        let body = try world.body(InboxMuteMethod.name, params)
        try world.run { try $0.inboxMute(caller, params, body, now: world.now) }
      }
    }
    #expect(mute(true, "nobody") == "request.invalid")
    #expect(mute(true) == "ok")
    #expect(notify("mina", key: "1", in: session) == "ok")
    #expect(try world.told("mina", ServerNotification.inboxArrived).isEmpty)
    #expect(try claim("mina") == [])
    let listed = try peek("mina")
    #expect(listed.map(\.quiet) == [true])
    #expect(listed.map(\.unread) == [false])
    #expect(mute(false) == "ok")
    #expect(notify("mina", key: "2", in: session) == "ok")
    #expect(try claim("mina").map(\.number) == [2])
  }

  @Test func theRightOfAnOrderEndsAfterAWeek() throws {
    try world.publish()
    try world.topUp("mina", 10_000)
    let session = try world.sit("mina").session
    let bill = try #require(try world.order("mina", session, 5_000, key: "o").sheet).bill.bill
    try world.pay("mina", bill, 5_000)
    try world.deliverAll()
    // Somebody else sits at another table of the shop; the program tries to reach who has left.
    let other = try world.sit("joon", table: 2).session
    let caller = try world.person("mina")
    let leave = SessionLeaveMethod.Params(key: world.newKey(), session: session)
    let body = try world.body(SessionLeaveMethod.name, leave)
    try world.run { try $0.sessionLeave(caller, leave, body, now: world.now) }
    #expect(notify("mina", key: "1", in: other, by: "joon") == "ok")
    world.now = world.now.adding(seconds: Platform.orderRightSeconds)
    try world.sit("joon", table: 2)
    let later = try world.sit("joon", table: 3).session
    #expect(notify("mina", key: "2", in: later, by: "joon") == "conflict person.unknown")
  }
}
