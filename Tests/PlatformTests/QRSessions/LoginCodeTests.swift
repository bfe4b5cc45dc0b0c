import Testing
import Wire

@testable import Platform

/// Login codes: the first scanner binds one, only they confirm, and one device takes it once.
@Suite struct LoginCodeTests {
  private let world: DomainWorld

  init() throws { world = try DomainWorld() }

  @Test func aSecondDeviceBecomesTheConfirmers() throws {
    let mina = try world.person("mina")
    let code = try world.create("tablet", .login, device: "Tablet")
    let payload = try #require(code.payload)
    #expect(verdict { _ = try world.scanned("tablet", payload) } == "qr.unknown")
    let reply = try world.scanned("mina", payload)
    #expect(reply.kind == .login && reply.code?.device == "Tablet" && reply.code?.payload == nil)
    #expect(verdict { _ = try world.scanned("thief", payload) } == "qr.already_scanned")
    #expect(verdict { _ = try world.scanned("mina", payload) } == "ok")
    #expect(verdict { try world.claim("tablet", code.code) } == "qr.wrong_status")
    #expect(verdict { try world.confirm("thief", code.code) } == "qr.unknown")
    #expect(verdict { try world.confirm("tablet", code.code) } == "qr.not_binder")
    try world.confirm("mina", code.code)
    #expect(verdict { try world.claim("mina", code.code) } == "qr.unknown")
    #expect(try world.claim("tablet", code.code).status == .consumed)
    #expect(try world.hello("tablet").person == mina.person)
    let devices = try world.platform.deviceList(try world.caller("mina")).devices
    #expect(devices.count == 2 && devices.compactMap(\.name) == ["Tablet"])
    // Whose answer was lost is told again; a code makes one device, once.
    #expect(try world.claim("tablet", code.code).status == .consumed)
    #expect(try world.platform.deviceList(try world.caller("mina")).devices.count == 2)
  }

  @Test(arguments: [(179_999, "ok"), (180_000, "qr.expired"), (180_001, "qr.expired")])
  func threeMinutesToTheMillisecond(_ milliseconds: Int64, _ expected: String) throws {
    let code = try world.create("tablet", .login, device: "Tablet")
    let payload = try #require(code.payload)
    world.now = world.now.adding(milliseconds: milliseconds)
    #expect(verdict { _ = try world.scanned("mina", payload) } == expected)
  }

  @Test func confirmingAndClaimingEndWithTheCodeToo() throws {
    let code = try world.create("tablet", .login)
    _ = try world.scanned("mina", try #require(code.payload))
    let start = world.now
    world.now = start.adding(milliseconds: 180_000)
    #expect(verdict { try world.confirm("mina", code.code) } == "qr.expired")
    world.now = start.adding(milliseconds: 179_998)
    try world.confirm("mina", code.code)
    world.now = start.adding(milliseconds: 180_000)
    #expect(verdict { try world.claim("tablet", code.code) } == "qr.expired")
    // The sweep by the clock tells both, once.
    let before = try world.told("mina", ServerNotification.codeChanged).count
    try world.group { try world.note($0.runDue(now: world.now).notices) }
    try world.group { try world.note($0.runDue(now: world.now).notices) }
    #expect(try world.told("mina", ServerNotification.codeChanged).count == before + 1)
    #expect(try world.show("mina", code.code).status == .expired)
  }

  @Test func aDeviceThatIsSomebodyStaysTheirs() throws {
    try world.topUp("tablet", 1)
    #expect(verdict { _ = try world.create("tablet", .login) } == "identity.device_in_use")
    let code = try world.create("phone", .login)
    _ = try world.scanned("mina", try #require(code.payload))
    try world.confirm("mina", code.code)
    try world.topUp("phone", 1)
    #expect(verdict { try world.claim("phone", code.code) } == "identity.device_in_use")
    #expect(try world.balance("phone") == 1)
  }

  @Test func twentyCodesWaitAtOnce() throws {
    for _ in 1...Platform.waitingCodeLimit { _ = try world.create("tablet", .login) }
    #expect(verdict { _ = try world.create("tablet", .login) } == "qr.too_many")
    world.now = world.now.adding(milliseconds: 180_000)
    try world.group { try world.note($0.runDue(now: world.now).notices) }
    #expect(verdict { _ = try world.create("tablet", .login) } == "ok")
  }
}
