import Testing
import Wire

@testable import Platform

/// The identity of a call is its request's: it stays when the call is sent again.
@Suite struct CallIdentityTests {
  private struct Seen: Hashable {
    let id: String
    let seed: Int64

    init(_ ticket: CallTicket) { (id, seed) = (ticket.context.id, ticket.context.seed) }
  }

  @Test func theSameRequestIsTheSameCallAlsoForAnotherDaemon() throws {
    let world = try DomainWorld()
    try world.publish()
    let session = try world.sit("mina").session
    let key = world.newKey()
    let first = Seen(try world.call("mina", session, "change", key: key))
    #expect(Seen(try world.call("mina", session, "change", key: key)) == first)
    try world.reopen()
    #expect(Seen(try world.call("mina", session, "change", key: key)) == first)
    // Another key, another body, another person: other calls with other seeds.
    try world.sit("joon")
    let others = [
      Seen(try world.call("mina", session, "change")),
      Seen(try world.call("mina", session, "change", seenRev: 1, key: key)),
      Seen(try world.call("joon", session, "change", key: key)),
    ]
    #expect(Set(others.map(\.id) + [first.id]).count == 4)
    #expect(Set(others.map(\.seed) + [first.seed]).count == 4)
    #expect(first.seed >= 0 && first.id.hasPrefix("c_"))
  }

  /// Scans and the first calls of sessions too; what only reads is new each time.
  @Test func scansHaveTheirRequestsIdentityAndReadsTheirOwn() throws {
    let world = try DomainWorld()
    try world.publish()
    let code = try world.tableCode(1)
    let key = world.newKey()
    let first = Seen(try world.scan("mina", code, key: key))
    #expect(Seen(try world.scan("mina", code, key: key)) == first)
    let session = try world.sit("mina").session
    #expect(
      Seen(try world.call("mina", session, "look", key: key))
        != Seen(try world.call("mina", session, "look", key: key)))
  }

  @Test func aConflictKeepsIdAndSeedAndCounts() throws {
    let world = try DomainWorld()
    try world.publish()
    let session = try world.sit("mina").session
    let ticket = try world.call("mina", session, "change")
    let again = try world.group {
      try $0.prepareAgain(ticket, after: .init(code: "state.changed"), now: world.now)
    }
    #expect(Seen(again) == Seen(ticket) && again.context.attempt == 2)
    #expect(again.following(attempt: 7).context.attempt == 8)
  }

  /// An event's attempts never come twice: not after failures, conflicts, or the daemon's end.
  @Test func anEventsAttemptsOnlyGrow() throws {
    let world = try DomainWorld()
    try world.publish()
    try world.sit("mina")
    try world.sit("joon")
    var attempts: [Int] = []
    func next() throws -> CallTicket {
      let ticket = try #require(try world.owed().first)
      attempts.append(ticket.context.attempt)
      return ticket
    }
    let first = try next()
    let firstOwed = try #require(first.owed)
    #expect(try world.group { try $0.failOwed(firstOwed, code: "x.y", now: world.now) })
    let second = try next()
    let third = try world.group {
      try $0.prepareAgain(second, after: .init(code: "state.changed"), now: world.now)
    }
    attempts.append(third.context.attempt)
    // It came at a bad moment three times: sent, but no failure.
    let thirdOwed = try #require(third.owed)
    #expect(
      try world.group {
        try $0.failOwed(thirdOwed, code: "session.conflict", isFailure: false, now: world.now)
      })
    _ = try next()
    // The daemon ends while the program has it.
    try world.reopen()
    try world.group { try $0.noteInterrupted(at: world.now) }
    let last = try next()
    #expect(attempts == [1, 2, 3, 4, 5])
    #expect(Seen(last) == Seen(first) && last.owed?.tries == 1)
  }

  /// What is not due yet was not sent.
  @Test func aRestartCountsOnlyWhatMayHaveBeenSent() throws {
    let world = try DomainWorld()
    try world.publish()
    let session = try world.sit("mina").session
    try world.commit(
      try world.call("mina", session, "change"),
      effects: [.timer(key: "t", afterSeconds: 60, feature: "tick", arguments: [:])])
    try world.group { try $0.noteInterrupted(at: world.now.adding(seconds: 59)) }
    world.now = world.now.adding(seconds: 60)
    #expect(try world.owed().first?.context.attempt == 1)
    try world.group { try $0.noteInterrupted(at: world.now) }
    #expect(try world.owed().first?.context.attempt == 2)
  }
}
