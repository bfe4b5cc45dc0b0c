import Testing
import Wire

@testable import Platform

/// Codes into a session, by a person or by a program; and prints that get old.
@Suite struct SessionCodeTests {
  private let world: DomainWorld

  init() throws {
    world = try DomainWorld()
    try world.publish()
  }

  @Test func anInvitationLeadsToTheSameTableHoweverMany() throws {
    let table = try world.sit("mina")
    let invite = try world.create("mina", .invite, session: table.session)
    let payload = try #require(invite.payload)
    for friend in ["jun", "sora", "jun"] {
      let page = try #require(
        try world.commit(try world.scan(friend, payload), page: Page(title: "t")))
      #expect(page.session == table.session)
    }
    #expect(try world.show("mina", invite.code).scans == 3)
    #expect(
      verdict { _ = try world.create("stranger", .invite, session: table.session) }
        == "session.unknown")
    try world.cancel("mina", invite.code)
    #expect(verdict { _ = try world.scan("late", payload) } == "qr.cancelled")
  }

  @Test(arguments: [(599_999, "ok"), (600_000, "qr.expired"), (600_001, "qr.expired")])
  func tenMinutesToTheMillisecond(_ milliseconds: Int64, _ expected: String) throws {
    let table = try world.sit("mina")
    let payload = try #require(
      try world.create("mina", .invite, session: table.session).payload)
    world.now = world.now.adding(milliseconds: milliseconds)
    #expect(verdict { _ = try world.scan("jun", payload) } == expected)
  }

  @Test func aReissuedPrintIsRefusedAndARevokedPlaceUntilItIsIssuedAnew() throws {
    let old = try world.tableCode(1)
    let other = try world.tableCode(2)
    let new = try #require(try world.reissue("owner", place: "1").first).payload
    #expect(new != old)
    #expect(verdict { _ = try world.scan("mina", old) } == "qr.revoked")
    #expect(verdict { _ = try world.scan("mina", new) } == "ok")
    #expect(verdict { _ = try world.scan("mina", other) } == "ok")
    #expect(try world.revokePrints("owner", place: "1") == 1)
    #expect(verdict { _ = try world.scan("mina", new) } == "qr.revoked")
    let newest = try #require(try world.reissue("owner", place: "1").first).payload
    #expect(verdict { _ = try world.scan("mina", newest) } == "ok")
    for gone in [old, new] {
      #expect(verdict { _ = try world.scan("mina", gone) } == "qr.revoked")
    }
    #expect(try world.reissue("owner", place: nil).count == 3)
    #expect(verdict { _ = try world.reissue("mina", place: "1") } == "auth.role")
    #expect(verdict { _ = try world.reissue("owner", place: "4") } == "request.invalid")
  }
}
