import Crypto
import Testing
import Wire

@testable import Platform

/// Devices: any of them is the person, a revoked one is nobody, a new one brings nothing along.
@Suite struct DeviceTests {
  private let world: DomainWorld

  init() throws { world = try DomainWorld() }

  /// Makes somebody's device one of another person's, as a confirmed login code does.
  private func enrol(_ device: String, for owner: String) throws {
    let person = try world.person(owner)
    let key = try SigningKey(
      seed: Array(device.utf8) + Array(repeating: 0, count: 32 - device.utf8.count)
    ).publicKey
    try world.run { platform in
      try platform.once("test", nil, now: world.now) { plan in
        try platform.enrol(key, named: "second", for: person.row, &plan, now: world.now)
        return [:] as JSON
      }
    }
  }

  @Test func aNewDeviceBecomesThePersonAndItsOldConnectionsEnd() throws {
    let mina = try world.person("mina")
    let phone = try world.person("phone")
    #expect(mina.person != phone.person)
    try enrol("phone", for: "mina")
    let ended = world.notices.compactMap(\.control)
    #expect(ended == [.endDevice(credential: try #require(phone.credential))])
    // What the old connection still asks is refused: it proved to be somebody else.
    #expect(verdict { _ = try world.caller("phone") } == "auth.device_revoked")
    #expect(try world.hello("phone").person == mina.person)
    let devices = try world.platform.deviceList(try world.caller("phone")).devices
    #expect(devices.map(\.current).sorted { $0 && !$1 } == [true, false])
    #expect(devices.compactMap(\.name) == ["second"])
    #expect(verdict { try enrol("phone", for: "mina") } == "ok")
  }

  @Test func revokingWorksAtOnceAndForEver() throws {
    _ = try world.person("phone")
    try enrol("phone", for: "mina")
    try world.hello("phone")
    let phone = try #require(
      try world.platform.deviceList(try world.caller("phone")).devices.first { $0.current })
    try world.revoke("mina", phone.device)
    #expect(verdict { _ = try world.caller("phone") } == "auth.device_revoked")
    #expect(verdict { try world.hello("phone") } == "auth.device_revoked")
    #expect(verdict { _ = try world.caller("mina") } == "ok")
    try world.reopen()
    #expect(verdict { _ = try world.person("phone") } == "auth.device_revoked")
    #expect(verdict { try enrol("phone", for: "joon") } == "auth.device_revoked")
    #expect(
      verdict { try world.revoke("mina", DeviceID("dev_none")) } == "identity.device_unknown")
    let listed = try world.platform.deviceList(try world.caller("mina")).devices
    #expect(listed.filter { $0.revoked != nil }.map(\.device) == [phone.device])
  }

  /// A call that was under way when its device was revoked is not committed.
  @Test func aRevokedDeviceFinishesNothing() throws {
    try world.publish()
    let session = try world.sit("mina").session
    _ = try world.person("phone")
    try enrol("phone", for: "mina")
    try world.hello("phone")
    let underWay = try world.call("phone", session, "change")
    let phone = try #require(
      try world.platform.deviceList(try world.caller("phone")).devices.first { $0.current })
    try world.revoke("mina", phone.device)
    #expect(verdict { try world.commit(underWay, state: 1) } == "auth.device_revoked")
    #expect(
      verdict { try world.commit(try world.call("mina", session, "change"), state: 2) } == "ok")
    #expect(try #require(try world.platform.session(session)).state == 2)
  }

  @Test func somebodyElsesDeviceCannotBeRevoked() throws {
    let joon = try #require(
      try world.platform.deviceList(try world.person("joon")).devices.first)
    #expect(
      verdict { try world.revoke("mina", joon.device) } == "identity.device_unknown")
    #expect(verdict { _ = try world.caller("joon") } == "ok")
  }

  @Test func aDeviceWithMoneyOrWorkOrAVerifiedPhoneStaysWhoItIs() throws {
    try world.topUp("rich", 1)
    try world.publish(as: "owner")
    try world.verifyPhone("known", "010-2222-3333")
    for name in ["rich", "owner", "known"] {
      #expect(verdict { try enrol(name, for: "mina") } == "identity.device_in_use", "\(name)")
      #expect(verdict { _ = try world.caller(name) } == "ok")
    }
  }

  @Test func aPersonHasALimitOfDevices() throws {
    for number in 1..<Platform.deviceLimit { try enrol("d\(number)", for: "mina") }
    #expect(verdict { try enrol("more", for: "mina") } == "identity.device_limit")
    try world.hello("d1")
    let first = try #require(
      try world.platform.deviceList(try world.caller("d1")).devices.first { $0.current })
    try world.revoke("mina", first.device)
    #expect(verdict { try enrol("more", for: "mina") } == "ok")
  }
}
