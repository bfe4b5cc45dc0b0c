import Testing
import Wire

@testable import Platform

/// Pay codes: 18 digits, one use, a minute, and the till that asked first.
@Suite struct PayCodeTests {
  private let world: DomainWorld

  init() throws {
    world = try DomainWorld()
    try world.publish()
    try world.topUp("mina", 100_000)
  }

  private func digits() throws -> (code: CodeView, digits: String) {
    let code = try world.create("mina", .pay)
    return (code, try #require(code.payload))
  }

  @Test func aSmallAmountIsTakenAtOnceAndOnce() throws {
    let (code, digits) = try digits()
    #expect(digits.utf8.count == 18 && digits.utf8.allSatisfy { (0x30...0x39).contains($0) })
    let paid = try world.charge("owner", digits, 7000, key: "till-key-0000000001")
    #expect(paid.status == .consumed && paid.transfer != nil && paid.payload == nil)
    #expect(try world.balance("mina") == 93_000)
    // The same request is the same payment; another one finds the code used.
    #expect(
      try world.charge("owner", digits, 7000, key: "till-key-0000000001").transfer == paid.transfer)
    #expect(verdict { try world.charge("owner", digits, 7000) } == "qr.used")
    #expect(try world.balance("mina") == 93_000)
    #expect(try world.show("mina", code.code).status == .consumed)
    #expect(try world.told("mina", ServerNotification.codeChanged).count == 1)
    #expect(try world.inbox("mina").map(\.template) == ["till.paid"])
    #expect(try world.audit().ok)
  }

  @Test(arguments: [(59_999, "ok"), (60_000, "qr.expired"), (60_001, "qr.expired")])
  func aMinuteToTheMillisecond(_ milliseconds: Int64, _ expected: String) throws {
    let (_, digits) = try digits()
    world.now = world.now.adding(milliseconds: milliseconds)
    #expect(verdict { try world.charge("owner", digits, 7000) } == expected)
    #expect(try world.balance("mina") == (expected == "ok" ? 93_000 : 100_000))
  }

  @Test func aLargeAmountWaitsForThePayerWithTheAmountTheySaw() throws {
    try world.verifyPhone("mina", "010-1234-5678")
    let (code, digits) = try digits()
    let asked = try world.charge("owner", digits, 50_001)
    #expect(asked.status == .scanned && asked.transfer == nil)
    #expect(try world.balance("mina") == 100_000)
    let told = try #require(try world.told("mina", ServerNotification.codeChanged).last)
    #expect(told["code"]?["amount"]?["amount"]?.integer == 50_001)
    // Another till, another amount and another person get nowhere.
    #expect(verdict { try world.charge("owner", digits, 50_002) } == "qr.wrong_status")
    #expect(verdict { try world.confirm("owner", code.code, amount: 50_001) } == "qr.not_binder")
    #expect(verdict { try world.confirm("stranger", code.code) } == "qr.unknown")
    #expect(
      verdict { try world.confirm("mina", code.code, amount: 50_000) } == "bill.amount_changed")
    // Above what is free without one the PIN proves the payer.
    #expect(
      verdict { try world.confirm("mina", code.code, amount: 50_001) } == "wallet.pin_required")
    #expect(try world.cancel("mina", code.code).status == .cancelled)
    #expect(verdict { try world.charge("owner", digits, 50_001) } == "qr.cancelled")
    #expect(try world.balance("mina") == 100_000)
  }

  /// The payer's PIN stands for a large amount, once, and only with the amount they saw.
  @Test func aLargeAmountIsPaidWithThePIN() throws {
    try world.verifyPhone("mina", "010-1234-5678")
    try world.setPIN("mina", "739154")
    let (code, digits) = try digits()
    #expect(try world.charge("owner", digits, 50_001).status == .scanned)
    #expect(
      verdict { try world.confirm("mina", code.code, amount: 50_001, pin: "208463") }
        == "wallet.pin_wrong")
    #expect(
      verdict { try world.confirm("mina", code.code, amount: 50_000, pin: "739154") }
        == "bill.amount_changed")
    #expect(try world.balance("mina") == 100_000)
    let paid = try world.confirm("mina", code.code, amount: 50_001, pin: "739154")
    #expect(paid.status == .consumed && paid.transfer != nil)
    #expect(try world.balance("mina") == 49_999)
    #expect(
      verdict { try world.confirm("mina", code.code, amount: 50_001, pin: "739154") } == "qr.used")
    #expect(try world.inbox("mina").map(\.template).contains("till.paid"))
    #expect(try world.audit().ok)
  }

  /// What a till asked for waits two minutes for the payer, to the millisecond.
  @Test(arguments: [(119_999, "ok"), (120_000, "qr.expired")])
  func thePayerHasTwoMinutes(_ milliseconds: Int64, _ expected: String) throws {
    try world.verifyPhone("mina", "010-1234-5678")
    try world.setPIN("mina", "739154")
    let (code, digits) = try digits()
    try world.charge("owner", digits, 50_001)
    world.now = world.now.adding(milliseconds: milliseconds)
    #expect(
      verdict { try world.confirm("mina", code.code, amount: 50_001, pin: "739154") } == expected)
  }

  @Test func aPayerWithoutMoneyIsNamedByNoNumber() throws {
    let (_, digits) = try digits()
    #expect(verdict { try world.charge("owner", digits, 50_001) } == "qr.payer_cannot")
    let poor = try #require(try world.create("poor", .pay).payload)
    #expect(verdict { try world.charge("owner", poor, 1) } == "qr.payer_cannot")
    #expect(verdict { try world.charge("owner", poor, 0) } == "wallet.amount_invalid")
  }

  @Test func onlyStaffTakeMoney() throws {
    let (_, digits) = try digits()
    #expect(verdict { try world.charge("stranger", digits, 7000) } == "auth.role")
    #expect(verdict { _ = try world.scanned("stranger", digits) } == "qr.for_staff")
    #expect(try world.scanned("owner", digits).kind == .pay)
    #expect(verdict { try world.charge("owner", "000000000000000000", 7000) } == "qr.bad_check")
  }

  @Test func aNewCodeTakesThePlaceOfTheOneBefore() throws {
    let first = try digits()
    let second = try digits()
    #expect(try world.show("mina", first.code.code).status == .cancelled)
    #expect(verdict { try world.charge("owner", first.digits, 7000) } == "qr.cancelled")
    #expect(verdict { try world.charge("owner", second.digits, 7000) } == "ok")
  }
}
