import Testing
import Wire

@testable import Platform

@Suite struct OutboxTests {
  private func paid() throws -> (DomainWorld, SessionID) {
    let world = try DomainWorld()
    try world.publish()
    let session = try world.sit("mina").session
    try world.topUp("mina", 20_000)
    for key in ["1", "2"] {
      let reply = try world.order("mina", session, 5_000, key: key)
      try world.pay("mina", try #require(reply.sheet).bill.bill, 5_000)
    }
    return (world, session)
  }

  @Test func eventsOfASessionComeInOrderOneByOne() throws {
    let (world, _) = try paid()
    var keys: [JSON?] = []
    while let ticket = try world.owed().first {
      #expect(try world.owed().count == 1)
      keys.append(ticket.arguments["bill"]?["key"])
      try world.commit(ticket, effects: [.put(collection: "o", key: "k", value: 1)])
    }
    #expect(keys == ["1", "2"])
  }

  @Test func aDeliveredEventIsNotHandledTwice() throws {
    let (world, _) = try paid()
    let ticket = try #require(try world.owed().first)
    let copy = ticket
    try world.commit(ticket, state: ["n": 1])
    #expect(verdict { try world.commit(copy, state: ["n": 1]) } == "conflict state.changed")
    let fresh = try #require(try world.owed().first)
    #expect(fresh.context.id != ticket.context.id)
    try world.commit(fresh)
    #expect(try world.commit(fresh) == nil)
  }

  @Test func aTryKeepsTheCallsIdentityAndTheLastOneIsADeadLetter() throws {
    let (world, _) = try paid()
    let first = try #require(try world.owed().first)
    for attempt in 1...Platform.deliveryTryLimit {
      let ticket = try #require(try world.owed().first)
      #expect(ticket.context.id == first.context.id)
      #expect(ticket.context.attempt == attempt)
      let goesOn = try world.group {
        try $0.failOwed(try #require(ticket.owed), code: "program.crashed", now: world.now)
      }
      #expect(goesOn == (attempt < Platform.deliveryTryLimit))
    }
    #expect(try world.platform.owedCount() == (1, 1))
    #expect(try world.owed().map(\.arguments["bill"]?["key"]) == ["2"])
  }

  @Test func aTimerFiresWhenItIsDueAndCanBeMovedOrForgotten() throws {
    let world = try DomainWorld()
    try world.publish()
    let session = try world.sit("mina").session
    func change(_ effect: Effect) throws {
      try world.commit(try world.call("mina", session, "change"), effects: [effect])
    }
    func timer(_ seconds: Int64) -> Effect {
      .timer(key: "t", afterSeconds: seconds, feature: "tick", arguments: ["n": .integer(seconds)])
    }
    try change(timer(60))
    #expect(try world.owed().isEmpty)
    #expect(try world.platform.nextDue() == world.now.adding(seconds: 60))
    try change(timer(30))
    world.now = world.now.adding(seconds: 30)
    let due = try world.owed()
    #expect(due.map(\.arguments) == [["n": 30]])
    try world.commit(due[0])
    #expect(try world.owed().isEmpty)
    try change(timer(10))
    try change(.cancelTimer(key: "t"))
    world.now = world.now.adding(seconds: 10)
    #expect(try world.owed().isEmpty)
  }
}
