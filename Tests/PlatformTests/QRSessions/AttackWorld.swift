import QRCode
import Testing
import Wire

@testable import Platform

/// A restaurant of twenty tables, a thief's restaurant beside it, and somebody with money.
final class AttackWorld {
  private let world: DomainWorld

  init() throws {
    world = try DomainWorld()
    func manifest(_ app: String, _ merchant: String) -> String {
      DomainWorld.manifest(app: app, merchant: merchant)
        .replacing("\"maximum\": 3", with: "\"maximum\": 20")
    }
    try world.publish(as: "owner", manifest: manifest("test.shop.table", "shop"))
    try world.publish(
      as: "thief",
      manifest: manifest("test.fake.table", "fake").replacing("Test House", with: "Fake House"))
    try world.topUp("mina", 100_000)
  }

  /// What a person sees first after a scan: the registered name and the place.
  func enter(_ payload: String) throws -> String {
    let reply = try #require(
      try world.commit(try world.scan("joon", payload), page: Page(title: "p")))
    return [reply.name, reply.place].compactMap { $0?.text(in: .english) }
      .joined(separator: ", ")
  }

  /// The code printed on a table of somebody's restaurant.
  func tableCode(_ table: Int, of owner: String = "owner", app: String? = nil) throws -> String {
    let app = app ?? (owner == "owner" ? "test.shop.table" : "test.fake.table")
    let codes = try world.platform.shopCodes(
      try world.person(owner), ShopCodesMethod.Params(app: AppID(app)))
    return try #require(codes.codes.first { $0.place == String(table) }).payload
  }

  /// The digits that mina shows at a till.
  func payCode() throws -> String { try #require(try world.create("mina", .pay).payload) }

  /// The text of a single-use code of a minute that the program of a table made.
  func programCode() throws -> String {
    let session = try world.sit("mina").session
    let reply = try #require(
      try world.commit(
        try world.call("mina", session, "code"),
        effects: [
          .code(CodeEffect(key: "exit", feature: "look", seconds: 60, uses: .single))
        ],
        page: Page(
          title: "p", body: [.code(payload: PageNode.ownCodePrefix + "exit", caption: nil)])))
    return try #require(reply.page?["body"]?.array?.first?["payload"]?.string)
  }

  func pay(after milliseconds: Int64) throws -> String {
    let digits = try payCode()
    world.now = world.now.adding(milliseconds: milliseconds)
    try world.charge("owner", digits, 7_000)
    return "paid"
  }

  func callCode(after milliseconds: Int64) throws -> String {
    let code = try programCode()
    world.now = world.now.adding(milliseconds: milliseconds)
    _ = try world.commit(try world.scan("joon", code))
    return "called"
  }

  // MARK: the same words as in other tests

  func scan(_ name: String, _ payload: String) throws -> CallTicket {
    try world.scan(name, payload)
  }
  func scanned(_ name: String, _ payload: String) throws -> ScanReply {
    try world.scanned(name, payload)
  }
  func commit(_ ticket: CallTicket) throws -> PageReply? { try world.commit(ticket) }
  func create(
    _ name: String, _ purpose: CodeView.Purpose, device: String? = nil
  ) throws -> CodeView {
    try world.create(name, purpose, device: device)
  }
  func confirm(_ name: String, _ code: CodeID, amount: Int64? = nil) throws {
    try world.confirm(name, code, amount: amount)
  }
  func claim(_ name: String, _ code: CodeID) throws { try world.claim(name, code) }
  func charge(
    _ till: String, _ digits: String, _ amount: Int64, merchant: MerchantID = MerchantID("shop")
  ) throws {
    try world.charge(till, digits, amount, merchant: merchant)
  }
  func verifyPhone(_ name: String, _ phone: String) throws {
    try world.verifyPhone(name, phone)
  }
  func publish(as name: String, manifest: String) throws {
    try world.publish(as: name, manifest: manifest)
  }
  func audit() throws -> AuditReport { try world.audit() }

  // MARK: what an attacker writes

  /// A code of ours taken apart: `MD:T`, short id, place, check.
  static func parts(_ code: String) -> [String] {
    code.split(separator: "/").map(String.init)
  }

  /// A code of ours with some part changed.
  static func edit(_ code: String, _ change: (inout [String]) throws -> Void) rethrows -> String {
    var parts = parts(code)
    try change(&parts)
    return parts.joined(separator: "/")
  }

  /// A merchant's payment code with an amount, our code inside or another system's.
  static func emv(reference: String?, amount: String) throws -> String {
    func object(_ id: String, _ value: String) -> String {
      let count = String(value.unicodeScalars.count)
      return id + (count.count == 1 ? "0" : "") + count + value
    }
    let account =
      reference.map { object("00", EMVMerchantCode.platformGUID) + object("01", $0) }
      ?? object("00", "other.example")
    let text = [
      ("00", "01"), ("01", "12"), ("26", account), ("52", "5812"), ("53", "410"),
      ("54", amount), ("58", "KR"), ("59", "NOODLES"), ("60", "SEOUL"),
    ].map { object($0.0, $0.1) }.joined()
    return try signed(text)
  }

  /// With the checksum that belongs to it.
  private static func signed(_ text: String) throws -> String {
    let body = text + "6304"
    var crc: UInt16 = 0xFFFF
    for byte in body.utf8 {
      crc ^= UInt16(byte) << 8
      for _ in 0..<8 { crc = crc & 0x8000 != 0 ? crc << 1 ^ 0x1021 : crc << 1 }
    }
    let digits = String(crc, radix: 16, uppercase: true)
    return body + String(repeating: "0", count: 4 - digits.count) + digits
  }
}
