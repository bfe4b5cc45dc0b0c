import Store
import Testing
import Wire

@testable import Platform

@Suite struct PaymentTokenTests {
  private let world: DomainWorld
  private let bill: BillID
  private static let price: Int64 = 60_000
  private static let pin = "739154"

  init() throws {
    world = try DomainWorld()
    try world.publish()
    for name in ["mina", "joon"] {
      try world.raise(name, to: .registered)
      try world.topUp(name, 200_000)
    }
    let session = try world.sit("mina").session
    try world.sit("joon")
    let reply = try world.order("mina", session, Self.price, key: "1", payers: .people)
    bill = try #require(reply.sheet).bill.bill
    #expect(reply.sheet?.needsPin == true)
    try world.setPIN("mina", Self.pin)
  }

  private func check(_ expected: String, _ body: () throws -> Void) {
    #expect(verdict(body) == expected)
  }

  private func authorize(
    _ name: String = "mina", amount: Int64 = price, pin: String? = pin, key: String? = nil
  ) throws -> (token: String, jti: String) {
    let params = BillAuthorizeMethod.Params(
      key: key ?? world.newKey(), bill: bill, amount: amount, pin: pin)
    let body = try world.body(BillAuthorizeMethod.name, params)
    let proof = try pin.map { try world.prove(name, $0, body) }
    let json = try world.change(BillAuthorizeMethod.self, name, params) {
      try $0.billAuthorize($1, $2, $3, proof: proof, now: $4)
    }
    let made = try json.decode(BillAuthorizeMethod.Result.self)
    return (made.token, made.jti)
  }

  private func pay(
    _ token: String?, as name: String = "mina", amount: Int64 = price, key: String? = nil
  ) throws {
    try world.change(
      BillPayMethod.self, name,
      .init(key: key ?? world.newKey(), bill: bill, amount: amount, token: token)
    ) { try $0.billPay($1, $2, $3, now: $4) }
  }

  @Test func paysOnceAlsoAcrossARestart() throws {
    check("wallet.pin_required") { try pay(nil) }
    let (token, _) = try authorize()
    try world.reopen()
    let key = "the-key-of-the-payment"
    check("ok") { try pay(token, key: key) }
    check("ok") { try pay(token, key: key) }
    check("bill.already_paid") { try pay(token) }
    #expect(try world.balance("mina") == 140_000)
    let used = try world.connection.prepare("SELECT state FROM payment_token").first { $0.text(0) }
    #expect(used == "used")
  }

  @Test func bindsBuyerBillPriceAndTime() throws {
    let (token, jti) = try authorize()
    check("token.invalid") { try pay(token, as: "joon") }
    check("bill.amount_changed") { try pay(token, amount: Self.price - 1) }
    check("token.invalid") { try pay(token + "x") }
    check("token.invalid") { try pay("pt_\(jti).") }
    check("token.invalid") { try pay("") }
    check("token.invalid") { try pay(String(token.dropLast()) + "=") }
    world.now = world.now.adding(seconds: Platform.tokenSeconds)
    check("token.expired") { try pay(token) }
    world.now = world.now.adding(milliseconds: -1)
    check("ok") { try pay(token) }
  }

  @Test func isTakenBackWithItsSheetAndByANewerOne() throws {
    let (first, firstName) = try authorize()
    let (second, secondName) = try authorize()
    check("token.revoked") { try pay(first) }
    func revoke(_ jti: String, as name: String = "mina") throws {
      try world.change(BillRevokeMethod.self, name, .init(key: world.newKey(), jti: jti)) {
        try $0.billRevoke($1, $2, $3, now: $4)
      }
    }
    check("token.invalid") { try revoke(secondName, as: "joon") }
    check("ok") { try revoke(secondName) }
    check("ok") { try revoke(firstName) }
    check("token.revoked") { try pay(second) }
    #expect(try world.balance("mina") == 200_000)
  }

  @Test func theSameKeyGivesTheSameTokenAndTheFileHoldsNone() throws {
    let key = "the-key-of-the-token"
    let first = try authorize(key: key)
    let again = try authorize(key: key)
    #expect(first == again)
    let secret = try #require(first.token.split(separator: ".").last)
    let stored = try world.connection.prepare("SELECT outcome FROM request").rows { $0.text(0) }
    #expect(!stored.contains { $0.contains(secret) })
  }

  @Test func isMadeOnlyWithThePINAboveTheLimit() throws {
    check("wallet.pin_required") { _ = try authorize(pin: nil) }
    check("wallet.pin_wrong") { _ = try authorize(pin: "208463") }
    check("bill.amount_changed") { _ = try authorize(amount: 1) }
    #expect(try world.balance("mina") == 200_000)
  }

  /// A token made without the PIN, because the amount was small, proves no more than that.
  @Test func aTokenWithoutAPINDoesNotStandForOne() throws {
    let session = try world.sit("mina", table: 2).session
    let reply = try world.order("mina", session, 40_000, key: "2")
    let small = try #require(reply.sheet).bill.bill
    #expect(reply.sheet?.needsPin == nil)
    let params = BillAuthorizeMethod.Params(key: world.newKey(), bill: small, amount: 40_000)
    let json = try world.change(BillAuthorizeMethod.self, "mina", params) {
      try $0.billAuthorize($1, $2, $3, proof: nil, now: $4)
    }
    let token = try json.decode(BillAuthorizeMethod.Result.self).token
    try world.change(PinQuickPayMethod.self, "mina", .init(key: world.newKey(), amount: 0)) {
      try $0.pinQuickPay($1, $2, $3, proof: nil, now: $4)
    }
    check("wallet.pin_required") {
      try world.change(
        BillPayMethod.self, "mina",
        .init(key: world.newKey(), bill: small, amount: 40_000, token: token)
      ) { try $0.billPay($1, $2, $3, now: $4) }
    }
  }
}
