import Testing
import Wire

@testable import Platform

/// What went wrong, by version, for who runs the shop.
@Suite struct FaultTests {
  private let app = AppID("test.shop.table")

  private func errors(_ world: DomainWorld, as name: String = "owner", version: Int64? = nil)
    throws -> [ProgramFault]
  {
    let caller = try world.person(name)
    return try world.platform.shopErrors(caller, .init(app: app, version: version)).errors
  }

  private func refuse(
    _ world: DomainWorld, _ ticket: CallTicket, _ code: ErrorCode, _ details: JSONObject = [:],
    trace: TraceID? = nil
  ) throws {
    _ = try world.group {
      try $0.refuse(ticket, Refusal(code, details), trace: trace, now: world.now)
    }
  }

  @Test func faultsAreCountedByVersionFeatureAndCode() throws {
    let world = try DomainWorld()
    try world.publish()
    let page = try world.sit("mina")
    let ticket = try world.call("mina", page.session, "change")
    let trace = TraceID(high: 1, low: 2)
    try refuse(world, ticket, ProgramError.crashed)
    world.now = world.now.adding(seconds: 5)
    try refuse(
      world, ticket, ProgramError.pageInvalid, ["pointer": "/body/0", "reason": "is wrong"])
    try refuse(world, ticket, ProgramError.crashed, trace: trace)
    // A caller's mistake, or what follows from quarantine, is no fault of the program.
    for code in [SessionError.arguments, ProgramError.unavailable, ProgramError.disabled] {
      try refuse(world, ticket, code)
    }
    let found = try errors(world)
    #expect(found.map(\.code) == ["program.crashed", "program.page_invalid"])
    #expect(found.map(\.count) == [2, 1] && found.map(\.version) == [1, 1])
    #expect(found[0].trace == trace.text && found[0].call == ticket.context.id)
    #expect(found[0].last == found[0].first.adding(seconds: 5))
    #expect(found[1].reason == "/body/0 is wrong")
    #expect(try errors(world, version: 2).isEmpty)
    #expect(verdict { _ = try errors(world, as: "mina") } == "auth.role")
  }

  /// More features than rows are kept: whoever failed longest ago is forgotten.
  @Test func theOldestRowGoesFirst() throws {
    let world = try DomainWorld()
    let limit = Int(Platform.faultLimit)
    let codes = [ProgramError.crashed, ProgramError.garbage]
    let names = (0...limit / 2).map { "f\($0)" }
    let features = names.map { #"{"name": "\#($0)"}"# }.joined(separator: ",")
    try world.publish(extra: "", features: features)
    let page = try world.sit("mina")
    var noted = 0
    for name in names {
      let ticket = try world.call("mina", page.session, name)
      for code in codes where noted <= limit {
        world.now = world.now.adding(seconds: 1)
        try refuse(world, ticket, code)
        noted += 1
        #expect(try errors(world).count == min(noted, limit))
      }
    }
    #expect(noted == limit + 1)
    let last = try errors(world).last
    #expect(last?.feature == "f0" && last?.code == "program.garbage")
  }
}
