import Testing
import Wire

@testable import Platform

@Suite struct RegistryTests {
  @Test func versionsGrowAndBelongToTheirOwner() throws {
    let world = try DomainWorld()
    try world.publish(version: 2)
    #expect(verdict { try world.publish(version: 2) } == "registry.version_not_greater")
    #expect(verdict { try world.publish(as: "thief", version: 3) } == "registry.not_owner")
    #expect(
      verdict { try world.publish(as: "thief", version: 3, merchant: "other") }
        == "registry.not_owner")
    #expect(verdict { try world.publish(version: 3) } == "ok")
    #expect(
      verdict { try world.publish(version: 4, extra: ", \"colour\": 1") }
        == "registry.manifest_invalid")
  }

  @Test func openSessionsFinishOnTheirVersion() throws {
    let world = try DomainWorld()
    try world.publish()
    let session = try world.sit("mina").session
    try world.publish(version: 2)
    #expect(try world.scan("joon", try world.tableCode(1)).release.key.version == 1)
    #expect(try world.scan("joon", try world.tableCode(2)).release.key.version == 2)
    #expect(try world.call("mina", session, "change").release.key.version == 1)
  }

  @Test func codesAreTakenExactlyAsIssued() throws {
    let world = try DomainWorld()
    try world.publish()
    let code = try world.tableCode(1)
    let parts = code.split(separator: "/").map(String.init)
    func edited(_ change: (inout [String]) -> Void) -> String {
      var parts = parts
      change(&parts)
      return parts.joined(separator: "/")
    }
    let wrongCheck = edited {
      $0[3] = $0[3].hasSuffix("0") ? $0[3].dropLast() + "1" : $0[3].dropLast() + "0"
    }
    let table: [(String, String)] = [
      (code, "ok"), (wrongCheck, "qr.bad_check"),
      (edited { $0[2] = "2" }, "qr.bad_check"), (edited { $0[2] = "4" }, "qr.bad_check"),
      (edited { $0[2] = "11" }, "qr.bad_check"), (edited { $0[1] = "ZZZZZZ" }, "qr.bad_check"),
      (code.lowercased(), "qr.unknown"), ("", "qr.unknown"), ("hello", "qr.unknown"),
      ("javascript:alert(1)", "qr.unknown"), (code + "\u{202E}", "qr.unknown"),
      (String(repeating: "A", count: 10_001), "qr.too_long"),
      ("8801062639441", "qr.product_unknown"),
      ("miniapp/test.shop.table/table/3", "ok"),
      ("miniapp/test.shop.table/table/4", "request.invalid"),
      ("miniapp/test.unknown/table/1", "registry.app_unknown"),
    ]
    for (payload, expected) in table {
      #expect(verdict { _ = try world.scan("mina", payload) } == expected, "\(payload.prefix(40))")
    }
  }

  @Test func theFirstScannerOfAnInvitationJoinsTheStaff() throws {
    let world = try DomainWorld()
    try world.publish()
    func invite(_ name: String, _ role: Role) throws -> String {
      let params = ShopInviteMethod.Params(
        key: world.newKey(), merchant: MerchantID("shop"), role: role)
      let caller = try world.person(name)
      let body = try world.body(ShopInviteMethod.name, params)
      let answer = try world.run { try $0.shopInvite(caller, params, body, now: world.now) }
      return try #require(answer["payload"]?.string)
    }
    #expect(verdict { _ = try invite("mina", .kitchen) } == "auth.role")
    #expect(verdict { _ = try invite("owner", .customer) } == "request.invalid")
    let code = try invite("owner", .kitchen)
    #expect(verdict { _ = try world.scan("chef", code) } == "noCall")
    #expect(verdict { _ = try world.scan("mina", code) } == "qr.already_scanned")
    #expect(
      try world.platform.role(try world.person("chef").row, at: MerchantID("shop")) == .kitchen)
    let late = try invite("owner", .cashier)
    world.now = world.now.adding(seconds: Platform.invitationSeconds)
    #expect(verdict { _ = try world.scan("mina", late) } == "qr.expired")
  }
}
