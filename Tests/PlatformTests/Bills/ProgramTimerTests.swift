import Store
import Testing
import Wire

@testable import Platform

/// Timers of programs: how many there may be, and when they are due.
@Suite struct ProgramTimerTests {
  private func timer(_ key: String, after seconds: Int64 = 60) -> Effect {
    .timer(key: key, afterSeconds: seconds, feature: "heard", arguments: [:])
  }

  @Test func aSessionHasTwenty() throws {
    let world = try DomainWorld()
    try world.publishMoney()
    let session = try world.visit("mina")
    let limit = Int(Platform.sessionTimerLimit)
    for index in 0..<limit - 2 { try world.act("mina", session, timer("\(index)")) }
    func verdictOf(_ effects: Effect...) -> String {
      verdict { try world.commit(try world.call("mina", session, "act"), effects: effects) }
    }
    // Planned ones count as well; the same key twice is one timer.
    #expect(verdictOf(timer("a"), timer("b"), timer("c")) == "conflict timer.limit")
    #expect(verdictOf(timer("a"), timer("a"), timer("b")) == "ok")
    #expect(verdictOf(timer("c")) == "conflict timer.limit")
    #expect(verdictOf(timer("a", after: 30)) == "ok")
    #expect(verdictOf(.cancelTimer(key: "a")) == "ok")
    #expect(verdictOf(timer("c")) == "ok")
    world.now = world.now.adding(seconds: 60)
    // A timer that is being delivered has gone when its successor is set.
    let due = try #require(try world.owed().first)
    #expect(verdict { try world.commit(due, effects: [timer("again")]) } == "ok")
    try world.deliverAll()
    #expect(verdictOf(timer("x"), timer("y")) == "ok")
  }

  @Test func anAppHasAThousand() throws {
    let world = try DomainWorld()
    try world.publishMoney()
    let sessions = Int(Platform.appTimerLimit / Platform.sessionTimerLimit)
    for table in 1...sessions {
      let session = try world.visit("mina", table: table)
      let timers = (0..<Int(Platform.sessionTimerLimit)).map { timer("\($0)") }
      try world.commit(try world.call("mina", session, "act"), effects: timers)
    }
    let session = try world.visit("mina", table: sessions + 1)
    #expect(verdict { try world.act("mina", session, timer("a")) } == "conflict timer.limit")
    let other = try world.visit("mina", table: 1)
    try world.act("mina", other, .cancelTimer(key: "0"))
    #expect(verdict { try world.act("mina", session, timer("a")) } == "ok")
  }

  @Test(arguments: [(-5, 0), (0, 0), (90, 90)] as [(Int64, Int64)])
  func aTimerAtAnInstant(at: Int64, due: Int64) throws {
    let world = try DomainWorld()
    try world.publishMoney()
    let session = try world.visit("mina")
    let effect = Effect.timerAt(
      key: "t", at: world.now.adding(seconds: at), feature: "heard", arguments: ["n": 1])
    try world.act("mina", session, effect)
    #expect(try world.platform.nextDue() == world.now.adding(seconds: due))
    world.now = world.now.adding(seconds: due)
    #expect(try world.hear() == [["n": 1]])
    #expect(try world.hear().isEmpty)
  }
}
