import Crypto
import Store
import Testing
import Wire

@testable import Platform

/// Tills: devices of a merchant that are no person, and money that a till took and gives back.
@Suite struct TillTests {
  private let world: DomainWorld

  init() throws {
    world = try DomainWorld()
    try world.publish()
    try world.publish(as: "other", app: "test.other.table", merchant: "other")
    try world.topUp("mina", 100_000)
  }

  private func key(_ seed: UInt8) throws -> VerifyingKey {
    try SigningKey(seed: Array(repeating: seed, count: 32)).publicKey
  }

  @discardableResult
  private func add(
    _ seed: UInt8, as owner: String = "owner", merchant: String = "shop", role: Role = .cashier,
    name: String = "Till 1", device: String? = nil
  ) throws -> TillView {
    let params = ShopAddTillMethod.Params(
      key: world.newKey(), merchant: MerchantID(merchant), role: role, name: name,
      device: try device ?? Hex.encode(key(seed).bytes))
    let caller = try world.caller(owner)
    let body = try world.body(ShopAddTillMethod.name, params)
    return try world.run { try $0.shopAddTill(caller, params, body, now: world.now) }
      .decode(TillView.self)
  }

  @discardableResult
  private func remove(_ till: TillID, as owner: String = "owner") throws -> TillView {
    let params = ShopRemoveTillMethod.Params(key: world.newKey(), till: till)
    let caller = try world.caller(owner)
    let body = try world.body(ShopRemoveTillMethod.name, params)
    return try world.run { try $0.shopRemoveTill(caller, params, body, now: world.now) }
      .decode(TillView.self)
  }

  private func till(_ seed: UInt8) throws -> Person {
    let known = try world.platform.identify(till: try key(seed))
    return try world.platform.person(known.person, credential: known.credential, lang: .english)
  }

  private func charge(
    _ seed: UInt8, _ amount: Int64 = 7_000, merchant: String = "shop"
  ) throws -> CodeView {
    let digits = try #require(try world.create("mina", .pay).payload)
    let caller = try till(seed)
    let params = ShopChargeMethod.Params(
      key: world.newKey(), merchant: MerchantID(merchant), code: digits, amount: amount)
    let body = try world.body(ShopChargeMethod.name, params)
    return try world.run { try $0.shopCharge(caller, params, body, now: world.now) }
      .decode(CodeView.self)
  }

  @discardableResult
  private func refund(
    _ transfer: TransferID, _ amount: Int64? = nil, as name: String = "owner",
    reason: String = "returned", key: String? = nil
  ) throws -> ShopRefundMethod.Result {
    let params = ShopRefundMethod.Params(
      key: key ?? world.newKey(), transfer: transfer, amount: amount, reason: reason)
    let caller = try world.caller(name)
    let body = try world.body(ShopRefundMethod.name, params)
    return try world.run { try $0.shopRefund(caller, params, body, now: world.now) }
      .decode(ShopRefundMethod.Result.self)
  }

  @Test func aTillTakesMoneyForItsShopAlone() throws {
    #expect(verdict { _ = try till(1) } == "auth.unknown_till")
    let added = try add(1)
    #expect(try charge(1).transfer != nil)
    #expect(try world.balance("mina") == 93_000)
    #expect(verdict { _ = try charge(1, merchant: "other") } == "auth.role")
    #expect(verdict { try remove(added.till, as: "other") } == "auth.role")
    #expect(verdict { try remove(TillID("till_none")) } == "auth.role")
    #expect(try remove(added.till).removed == world.now)
    #expect(verdict { _ = try till(1) } == "auth.device_revoked")
    // Its open connections end, and a key that was refused never comes back.
    #expect(world.notices.contains { $0.control != nil })
    #expect(verdict { try add(1) } == "request.invalid")
    #expect(try remove(added.till).removed == world.now)
    #expect(try world.audit().ok)
  }

  @Test func theSameKeyIsAnotherSomebodyAsAPersonsDevice() throws {
    try add(1)
    let device = try key(1)
    let person = try world.group {
      try $0.identify(device: device, lang: .english, now: world.now)
    }
    #expect(try person.row != till(1).row)
    #expect(try world.platform.role(person.row, at: MerchantID("shop")) == nil)
  }

  @Test(
    arguments: [
      ("owner", "shop", Role.cashier, "Till", "ok"), ("owner", "shop", .gate, "Till", "ok"),
      ("owner", "shop", .owner, "Till", "request.invalid"),
      ("owner", "shop", .manager, "Till", "request.invalid"),
      ("owner", "shop", .customer, "Till", "request.invalid"),
      ("owner", "other", .cashier, "Till", "auth.role"),
      ("mina", "shop", .cashier, "Till", "auth.role"),
      ("owner", "shop", .cashier, "", "request.invalid"),
      ("owner", "shop", .cashier, String(repeating: "a", count: 40), "ok"),
      ("owner", "shop", .cashier, String(repeating: "a", count: 41), "request.invalid"),
    ])
  func whoRegistersWhat(
    _ owner: String, _ merchant: String, _ role: Role, _ name: String, _ expected: String
  ) throws {
    #expect(
      verdict { try add(1, as: owner, merchant: merchant, role: role, name: name) } == expected)
  }

  @Test(arguments: ["", "00", "zz", String(repeating: "0", count: 66)])
  func whatIsNoKeyIsRefused(_ device: String) throws {
    #expect(verdict { try add(1, device: device) } == "request.invalid")
  }

  @Test func aMerchantHasTwoHundredTills() throws {
    for number in 1...Platform.tillLimit {
      try world.connection.prepare(
        "INSERT INTO till(id, public, merchant, role, name, credential, added, added_by)"
          + " VALUES (?2, 'till_' || ?1, 'shop', 'cashier', 'T', 'till:' || ?1, 0, ?2)"
      ).run(.integer(number), .integer(try world.person("filler\(number)").row))
    }
    #expect(verdict { try add(1) } == "request.invalid")
    try world.connection.prepare("UPDATE till SET removed = 1 WHERE public = 'till_7'").run()
    #expect(verdict { try add(1) } == "ok")
    #expect(verdict { try add(2) } == "request.invalid")
  }

  @Test func theOwnerSeesAllOfThem() throws {
    let first = try add(1)
    try add(2, role: .gate, name: "Gate 1")
    try remove(first.till)
    let owner = try world.caller("owner")
    let list = try world.platform.shopTills(
      owner, ShopTillsMethod.Params(merchant: MerchantID("shop"))
    ).tills
    #expect(list.map(\.name) == ["Gate 1", "Till 1"])
    #expect(list.map { $0.removed != nil } == [false, true])
    let mina = try world.caller("mina")
    #expect(
      verdict {
        _ = try world.platform.shopTills(
          mina, ShopTillsMethod.Params(merchant: MerchantID("shop")))
      } == "auth.role")
  }

  @Test func whatATillTookIsGivenBackInParts() throws {
    try add(1)
    let transfer = try #require(try charge(1).transfer)
    let part = try refund(transfer, 2_000, key: "refund-key-00000001")
    #expect(part.amount.amount == 2_000 && part.refunded.amount == 2_000)
    #expect(part.paid.amount == 7_000)
    // Asked again with the same key it is the same refund.
    #expect(try refund(transfer, 2_000, key: "refund-key-00000001").refund == part.refund)
    #expect(try world.balance("mina") == 95_000)
    #expect(verdict { try refund(transfer, 5_001) } == "bill.refund_exceeds")
    #expect(try refund(transfer).amount.amount == 5_000)
    #expect(try world.balance("mina") == 100_000)
    #expect(verdict { try refund(transfer) } == "bill.refund_exceeds")
    #expect(verdict { try refund(transfer, 1) } == "bill.refund_exceeds")
    #expect(
      try world.inbox("mina").map(\.template).filter { $0 == "till.refunded" }.count == 2)
    #expect(try world.audit().ok)
  }

  @Test func onlyPeopleWhoWorkThereGiveBack() throws {
    try add(1)
    let transfer = try #require(try charge(1).transfer)
    #expect(verdict { try refund(transfer, as: "mina") } == "wallet.transfer_unknown")
    #expect(verdict { try refund(transfer, as: "other") } == "wallet.transfer_unknown")
    #expect(verdict { try refund(TransferID("t_999")) } == "wallet.transfer_unknown")
    #expect(verdict { try refund(TransferID("nonsense")) } == "wallet.transfer_unknown")
    #expect(verdict { try refund(transfer, 0) } == "wallet.amount_invalid")
    #expect(verdict { try refund(transfer, -1) } == "wallet.amount_invalid")
    #expect(verdict { try refund(transfer, reason: "") } == "request.invalid")
    let longest = String(repeating: "x", count: Platform.refundReasonLength.upperBound)
    #expect(verdict { try refund(transfer, 1, reason: longest + "x") } == "request.invalid")
    #expect(verdict { try refund(transfer, 1, reason: longest) } == "ok")
    // A till is stolen more easily than a person: it takes money and gives none.
    #expect(!ShopRefundMethod.access.credentials.contains(.till))
    #expect(try world.balance("mina") == 93_001)
  }

  @Test func messagesOfTheShopGoToPeople() throws {
    try add(1)
    let row = try till(1).row
    #expect(try !world.platform.staff(of: MerchantID("shop")).contains(row))
    #expect(
      try world.platform.staff(of: MerchantID("shop")) == [try world.person("owner").row])
  }
}
