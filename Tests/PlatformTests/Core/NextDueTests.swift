import Store
import Testing
import Wire

@testable import Platform

/// What falls due next is asked after every group, and read only where a group may have changed it.
@Suite struct NextDueTests {
  private struct Undone: Error {}

  private let world: DomainWorld
  /// When the platform's own timers fall due.
  private let due: Instant

  init() throws {
    world = try DomainWorld()
    for name in ["mina", "joon"] { try world.raise(name, to: .registered) }
    try world.topUp("mina", 40_000)
    due = try #require(try world.platform.nextDue())
  }

  /// The answer, and how many statements it took.
  private func ask() throws -> (due: Instant?, statements: Int) {
    var statements = 0
    world.connection.failpoint = { _ throws(StoreError) in statements += 1 }
    defer { world.connection.failpoint = nil }
    return (try world.platform.nextDue(), statements)
  }

  private func pay(_ amount: Int64) throws {
    let payee = try world.person("joon").person
    let params = WalletTransferMethod.Params(
      key: world.newKey(), to: payee, amount: amount, currency: .krw)
    let (caller, body) = (try world.caller("mina"), try world.body("wallet.transfer", params))
    try world.run { try $0.transfer(caller, params, body, now: world.now) }
  }

  private func move(timersTo moment: Instant) throws {
    try world.platform.sql("UPDATE schedule_timer SET due = ?").run(.integer(moment.milliseconds))
  }

  @Test func movementsBetweenWalletsChangeNothing() throws {
    for amount: Int64 in 1...20 {
      try pay(amount)
      let asked = try ask()
      #expect(asked.due == due)
      #expect(asked.statements == 0)
    }
    world.platform.knownDue = nil
    #expect(try world.platform.nextDue() == due)
  }

  @Test func anyOtherWriteIsLookedAt() throws {
    let earlier = world.now.adding(seconds: 7)
    try world.group { _ in try move(timersTo: earlier) }
    #expect(try ask().due == earlier)
    // In a group with a movement, too.
    try world.group { _ in try move(timersTo: due) }
    try pay(5)
    #expect(try ask().due == due)
  }

  @Test func aGroupThatWasUndoneIsForgotten() throws {
    #expect(throws: Undone.self) {
      try world.group { platform in
        try move(timersTo: world.now)
        #expect(try platform.nextDue() == world.now)
        throw Undone()
      }
    }
    #expect(try ask().due == due)
    try world.reopen()
    #expect(try world.platform.nextDue() == due)
  }
}
