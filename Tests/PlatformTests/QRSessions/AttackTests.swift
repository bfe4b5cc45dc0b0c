import QRCode
import Testing
import Wire

@testable import Platform

/// The attacks that qr.md names, a row each: what somebody tries with a code, and what it comes to.
@Suite struct AttackTests {
  struct Attack: CustomTestStringConvertible, Sendable {
    let name: String
    /// An error code, or what the person sees.
    let expected: String
    /// Gives what it came to, or throws the refusal.
    let attempt: @Sendable (AttackWorld) throws -> String

    init(
      _ name: String, _ expected: String,
      _ attempt: @escaping @Sendable (AttackWorld) throws -> String
    ) {
      self.name = name
      self.expected = expected
      self.attempt = attempt
    }

    var testDescription: String { name }
  }

  @Test(
    arguments: overlays + replays + clocks + races + edits + checks + texts + names + prefixes)
  func comesToNothing(_ attack: Attack) throws {
    let world = try AttackWorld()
    var found = "nothing"
    let refused = verdict { found = try attack.attempt(world) }
    #expect((refused == "ok" ? found : refused) == attack.expected)
    #expect(try world.audit().ok)
  }

  /// A sticker over a shop's code: it is genuine, so the first page says whose it is and where.
  static let overlays: [Attack] = [
    Attack("the shop's own code", "Test House, table 1") { try $0.enter($0.tableCode(1)) },
    Attack("overlay sticker of a foreign merchant", "Fake House, table 1") { world in
      try world.enter(world.tableCode(1, of: "thief"))
    },
    Attack("overlay sticker of another table", "Test House, table 2") {
      try $0.enter($0.tableCode(2))
    },
    Attack("overlay sticker with a payment code of another system", "qr.foreign") { world in
      try world.enter(AttackWorld.emv(reference: nil, amount: "7000"))
    },
  ]

  static let replays: [Attack] = [
    Attack("replayed screenshot of a pay code", "qr.used") { world in
      let digits = try world.payCode()
      try world.charge("owner", digits, 7_000)
      try world.charge("owner", digits, 7_000)
      return "paid twice"
    },
    Attack("replayed screenshot of a pay code, by another shop", "qr.already_scanned") { world in
      let digits = try world.payCode()
      try world.charge("owner", digits, 7_000)
      try world.charge("thief", digits, 7_000, merchant: MerchantID("fake"))
      return "paid twice"
    },
    Attack("replayed screenshot of a login code", "qr.already_scanned") { world in
      let code = try world.create("tablet", .login)
      let payload = try #require(code.payload)
      _ = try world.scanned("mina", payload)
      try world.confirm("mina", code.code)
      try world.claim("tablet", code.code)
      _ = try world.scanned("thief", payload)
      return "another device"
    },
    Attack("replayed screenshot of a program's code", "qr.already_scanned") { world in
      let code = try world.programCode()
      _ = try world.commit(try world.scan("joon", code))
      _ = try world.scan("thief", code)
      return "called twice"
    },
    Attack("one's own used code", "qr.used") { world in
      let code = try world.programCode()
      _ = try world.commit(try world.scan("joon", code))
      _ = try world.scan("joon", code)
      return "called twice"
    },
  ]

  /// The last good millisecond, and the one after it.
  static let clocks: [Attack] = [
    Attack("pay code in its last millisecond", "paid") { try $0.pay(after: 59_999) },
    Attack("pay code expired by a millisecond", "qr.expired") { try $0.pay(after: 60_000) },
    Attack("program's code in its last millisecond", "called") {
      try $0.callCode(after: 59_999)
    },
    Attack("program's code expired by a millisecond", "qr.expired") {
      try $0.callCode(after: 60_000)
    },
  ]

  static let races: [Attack] = [
    Attack("two scanners at once", "qr.already_scanned") { world in
      let code = try world.programCode()
      // The first call is on its way to the program and not answered yet.
      _ = try world.scan("joon", code)
      _ = try world.scan("thief", code)
      return "both"
    },
    Attack("two tills at once", "qr.already_scanned") { world in
      try world.verifyPhone("mina", "010-1234-5678")
      let digits = try world.payCode()
      try world.charge("owner", digits, 60_000)
      try world.charge("thief", digits, 60_000, merchant: MerchantID("fake"))
      return "both"
    },
    Attack("two devices at one login code", "qr.already_scanned") { world in
      let payload = try #require(try world.create("tablet", .login).payload)
      _ = try world.scanned("mina", payload)
      _ = try world.scanned("thief", payload)
      return "both"
    },
    Attack("somebody else's device takes a confirmed login", "qr.unknown") { world in
      let code = try world.create("tablet", .login)
      _ = try world.scanned("mina", try #require(code.payload))
      try world.confirm("mina", code.code)
      try world.claim("thief", code.code)
      return "another device"
    },
    Attack("somebody else confirms", "qr.unknown") { world in
      let code = try world.create("tablet", .login)
      _ = try world.scanned("mina", try #require(code.payload))
      try world.confirm("thief", code.code)
      return "confirmed"
    },
  ]

  static let edits: [Attack] = [
    Attack("edited amount beside our code: it counts for nothing", "Test House, table 1") {
      try $0.enter(AttackWorld.emv(reference: $0.tableCode(1), amount: "999999"))
    },
    Attack("edited amount under the old checksum", "qr.foreign") { world in
      let code = try AttackWorld.emv(reference: world.tableCode(1), amount: "7000")
      return try world.enter(code.replacing("54047000", with: "54041000"))
    },
    Attack("edited amount between sheet and payment", "bill.amount_changed") { world in
      try world.verifyPhone("mina", "010-1234-5678")
      let code = try world.create("mina", .pay)
      try world.charge("owner", try #require(code.payload), 60_000)
      try world.confirm("mina", code.code, amount: 6_000)
      return "paid"
    },
    Attack("a till that asks for another amount", "qr.wrong_status") { world in
      try world.verifyPhone("mina", "010-1234-5678")
      let digits = try world.payCode()
      try world.charge("owner", digits, 60_000)
      try world.charge("owner", digits, 60_001)
      return "changed"
    },
  ]

  static let checks: [Attack] = [
    Attack("another merchant's check", "qr.bad_check") { world in
      try world.enter(
        AttackWorld.edit(world.tableCode(1)) {
          $0[3] = try AttackWorld.parts(world.tableCode(1, of: "thief"))[3]
        })
    },
    Attack("another merchant's short id", "qr.bad_check") { world in
      try world.enter(
        AttackWorld.edit(world.tableCode(1)) {
          $0[1] = try AttackWorld.parts(world.tableCode(1, of: "thief"))[1]
        })
    },
    Attack("another table's check", "qr.bad_check") { world in
      try world.enter(AttackWorld.edit(world.tableCode(1)) { $0[2] = "2" })
    },
    Attack("a place's check on a session code", "qr.unknown") { world in
      try world.enter(AttackWorld.edit(world.tableCode(1)) { $0[0] = "MD:S" })
    },
    Attack("a place's check on a product tag", "qr.bad_check") { world in
      try world.enter(AttackWorld.edit(world.tableCode(1)) { $0[0] = "MD:I" })
    },
    Attack("an invented pay code", "qr.bad_check") { world in
      try world.charge("owner", "000000000000000000", 7_000)
      return "paid"
    },
  ]

  static let texts: [Attack] = [
    Attack("unknown scheme", "qr.unknown") { try $0.enter("madangx://t/1") },
    Attack("a web page", "qr.unknown") { try $0.enter("https://evil.example/miniappx/t/1") },
    Attack("javascript:", "qr.unknown") { try $0.enter("javascript:alert(1)") },
    Attack("data:", "qr.unknown") { try $0.enter("data:text/html,<script>") },
    Attack("a genuine code and a line end", "qr.unknown") {
      try $0.enter($0.tableCode(1) + "\n")
    },
    Attack("a genuine code and an escape sequence", "qr.unknown") {
      try $0.enter("\u{1B}]0;x\u{7}" + $0.tableCode(1))
    },
    Attack("a genuine code and NUL", "qr.unknown") { try $0.enter($0.tableCode(1) + "\u{0}") },
    Attack("a genuine code in lower case", "qr.unknown") {
      try $0.enter($0.tableCode(1).lowercased())
    },
    Attack("a right-to-left override around a genuine code", "qr.unknown") {
      try $0.enter("\u{202E}" + $0.tableCode(1) + "\u{202C}")
    },
    Attack("10,000 bytes", "qr.unknown") {
      try $0.enter(String(repeating: "A", count: Payload.maximumBytes))
    },
    Attack("10,001 bytes", "qr.too_long") {
      try $0.enter(String(repeating: "A", count: Payload.maximumBytes + 1))
    },
    Attack("10 kB behind a genuine code", "qr.too_long") {
      try $0.enter($0.tableCode(1) + String(repeating: "/1", count: 5_120))
    },
    Attack("a bar code with a wrong check digit", "qr.check_digit") {
      try $0.enter("8801043014808")
    },
    Attack("a digital link with a wrong check digit", "qr.check_digit") {
      try $0.enter("https://id.gs1.org/01/09521234543214")
    },
  ]

  /// A right-to-left override turns a name around on the screen.
  static let names: [Attack] = [
    Attack("a right-to-left override in an app's name", "Test evil, table 1") { world in
      try world.publish(
        as: "turner",
        manifest: DomainWorld.manifest(app: "test.turn.table", merchant: "turn")
          .replacing("Test House", with: "Test \u{202E}evil"))
      return try world.enter(world.tableCode(1, of: "turner", app: "test.turn.table"))
    },
    Attack("a right-to-left override in a device's name", "Tablet") { world in
      let payload = try #require(
        try world.create("tablet", .login, device: "\u{202E}Tab\u{202C}let").payload)
      return try #require(try world.scanned("mina", payload).code?.device)
    },
  ]

  /// `/t/1` is no beginning of `/t/12`.
  static let prefixes: [Attack] = [
    Attack("link to table 1", "Test House, table 1") {
      try $0.enter("miniapp/test.shop.table/table/1")
    },
    Attack("link to table 12", "Test House, table 12") {
      try $0.enter("miniapp/test.shop.table/table/12")
    },
    Attack("link to a table that is not there", "request.invalid") {
      try $0.enter("miniapp/test.shop.table/table/123")
    },
    Attack("link to the beginning of a route", "qr.unknown") {
      try $0.enter("miniapp/test.shop.table/tabl/1")
    },
    Attack("link to more than a route", "qr.unknown") {
      try $0.enter("miniapp/test.shop.table/tables/1")
    },
    Attack("link to the beginning of an app's name", "registry.app_unknown") {
      try $0.enter("miniapp/test.shop.tabl/table/1")
    },
    Attack("table 1's check on table 12", "qr.bad_check") { world in
      try world.enter(AttackWorld.edit(world.tableCode(1)) { $0[2] = "12" })
    },
    Attack("table 12's check on table 1", "qr.bad_check") { world in
      try world.enter(AttackWorld.edit(world.tableCode(12)) { $0[2] = "1" })
    },
    Attack("table 01", "qr.bad_check") { world in
      try world.enter(AttackWorld.edit(world.tableCode(1)) { $0[2] = "01" })
    },
  ]
}
