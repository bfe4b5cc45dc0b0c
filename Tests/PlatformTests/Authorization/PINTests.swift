import Crypto
import Store
import Testing
import Wire

@testable import Platform

@Suite struct PINTests {
  private let world: DomainWorld
  private static let pin = "739154"
  private static let other = "208463"

  init() throws {
    world = try DomainWorld()
    try world.raise("mina", to: .account)
    try world.raise("joon", to: .account)
    try world.topUp("mina", 1_000_000)
  }

  private func check(_ expected: String, _ body: () throws -> Void) {
    #expect(verdict(body) == expected)
  }

  @Test(
    arguments: [
      ("739154", true), ("208463", true), ("123456", false), ("234567", false), ("654321", false),
      ("890123", false), ("210987", false), ("000000", false), ("777777", false),
      ("121212", false), ("123123", false), ("112233", false), ("111222", false),
      ("110011", false), ("990231", false), ("900512", false), ("310190", false),
      ("123190", false), ("903265", true), ("12345", false), ("1234567", false), ("", false),
      ("12345a", false), ("７39154", false),
    ])
  func whatMayBeAPIN(pin: String, isStrong: Bool) { #expect(PINRules.isStrong(pin) == isStrong) }

  @Test func aWeakPINIsRefusedAndAChangeNeedsThePresentOne() throws {
    check("wallet.pin_weak") { try world.setPIN("mina", "123456") }
    check("ok") { try world.setPIN("mina", Self.pin) }
    check("wallet.pin_required") { try world.setPIN("mina", Self.other) }
    check("wallet.pin_wrong") { try world.setPIN("mina", Self.other, present: Self.other) }
    check("ok") { try world.setPIN("mina", Self.other, present: Self.pin) }
    check("wallet.pin_wrong") { try world.send("mina", to: "joon", 60_000, pin: Self.pin) }
    check("ok") { try world.send("mina", to: "joon", 60_000, pin: Self.other) }
  }

  @Test func theFileHoldsNoPIN() throws {
    try world.setPIN("mina", Self.pin)
    let row = try world.connection.prepare("SELECT salt, hash FROM pin")
      .first { ($0.blob(0), $0.blob(1)) }
    let (salt, hash) = try #require(row)
    // Without the pepper the file alone does not tell which PIN it is.
    #expect(try PasswordHash.hash(Array(Self.pin.utf8), salt: salt) != hash)
    let requests = try world.connection.prepare("SELECT body, outcome FROM request")
      .rows { $0.blob(0) + Array($0.text(1).utf8) }
    for request in requests {
      #expect(!String(decoding: request, as: UTF8.self).contains(Self.pin))
    }
  }

  @Test(
    arguments: [
      (49_999, nil, "ok"), (50_000, nil, "ok"), (50_001, nil, "wallet.pin_required"),
      (50_001, "208463", "wallet.pin_wrong"), (50_001, "739154", "ok"),
    ] as [(Int64, String?, String)])
  func aboveTheQuickPayLimitThePINIsAsked(amount: Int64, pin: String?, expected: String) throws {
    try world.setPIN("mina", Self.pin)
    check(expected) { try world.send("mina", to: "joon", amount, pin: pin) }
    #expect(try world.balance("joon") == (expected == "ok" ? amount : 0))
    try world.link("mina", .account)
    check(expected) { try world.withdraw("mina", amount, pin: pin) }
    #expect(try world.audit().ok)
  }

  @Test func anAskedPINIsNotStoredUnderTheKey() throws {
    try world.setPIN("mina", Self.pin)
    let key = "the-key-of-one-transfer"
    check("wallet.pin_required") { try world.send("mina", to: "joon", 60_000, key: key) }
    check("wallet.pin_wrong") {
      try world.send("mina", to: "joon", 60_000, key: key, pin: Self.other)
    }
    check("ok") { try world.send("mina", to: "joon", 60_000, key: key, pin: Self.pin) }
    // The same key again gives the first answer, whatever PIN or none comes with it.
    check("ok") { try world.send("mina", to: "joon", 60_000, key: key) }
    #expect(try world.balance("joon") == 60_000)
  }

  @Test func aProofIsAboutOneRequestOfOnePersonInTime() throws {
    try world.setPIN("mina", Self.pin)
    func params(_ amount: Int64) throws -> WalletTransferMethod.Params {
      .init(
        key: "the-key-of-one-transfer", to: try world.person("joon").person, amount: amount,
        currency: .krw, pin: Self.pin)
    }
    let body = try world.body(WalletTransferMethod.name, try params(60_000))
    let other = try world.body(WalletTransferMethod.name, try params(60_001))
    let proof = try world.prove("mina", Self.pin, body)
    let (mina, joon) = (try world.person("mina"), try world.person("joon"))
    let end = world.now.adding(seconds: PINProof.lifetimeSeconds)
    #expect(proof.covers(mina, body, now: end.adding(milliseconds: -1)))
    #expect(!proof.covers(mina, body, now: end))
    #expect(!proof.covers(mina, other, now: world.now))
    #expect(!proof.covers(joon, body, now: world.now))
  }

  /// Wrong tries, the wait that follows, and the answer within and at its end.
  @Test func theLockGrowsWithEveryWrongTry() throws {
    try world.setPIN("mina", Self.pin)
    let body = RequestBody(key: "a-key-for-this-one", hash: [])
    func attempt(_ pin: String) -> String {
      verdict { _ = try world.prove("mina", pin, body) }
    }
    for _ in 1..<Platform.pinTryLimit { #expect(attempt(Self.other) == "wallet.pin_wrong") }
    for seconds in Platform.pinLockSeconds + [86_400] {
      #expect(attempt(Self.other) == "wallet.pin_locked")
      let until = world.now.adding(seconds: seconds)
      let caller = try world.person("mina")
      #expect(try world.platform.pinShow(caller, now: world.now).lockedUntil == until)
      world.now = until.adding(milliseconds: -1)
      // The right PIN does not help while it is locked, and is not counted either.
      #expect(attempt(Self.pin) == "wallet.pin_locked")
      world.now = until
    }
    #expect(attempt(Self.pin) == "ok")
    #expect(try world.platform.pinShow(try world.person("mina"), now: world.now).triesLeft == 5)
    #expect(attempt(Self.other) == "wallet.pin_wrong")
  }

  @Test func aTryCountsFromBeforeItsHashIsComputed() throws {
    try world.setPIN("mina", Self.pin)
    let body = RequestBody(key: "a-key-for-this-one", hash: [])
    // The daemon is killed while it hashes, four times; the tries are gone all the same.
    for _ in 1..<Platform.pinTryLimit {
      _ = try world.begin("mina", Self.pin, body)
      try world.reopen()
    }
    let last = try world.begin("mina", Self.pin, body)
    check("wallet.pin_locked") { _ = try world.begin("mina", Self.pin, body) }
    // The fifth was right: it ends the lock it had begun with.
    let hash = try PasswordHash.hash(last.password, salt: last.salt)
    _ = try world.group { try $0.finishPIN(last, hash: hash, now: world.now) }.get()
    check("ok") { _ = try world.prove("mina", Self.pin, body) }
  }

  @Test func anOldTryCanNotEndANewOne() throws {
    try world.setPIN("mina", Self.pin)
    let body = RequestBody(key: "a-key-for-this-one", hash: [])
    let first = try world.begin("mina", Self.pin, body)
    let second = try world.begin("mina", Self.pin, body)
    let hash = try PasswordHash.hash(first.password, salt: first.salt)
    func finish(_ attempt: PINAttempt) -> String {
      verdict {
        _ = try world.group { try $0.finishPIN(attempt, hash: hash, now: world.now) }.get()
      }
    }
    #expect(finish(first) == "wallet.pin_wrong")
    #expect(finish(second) == "ok")
    #expect(finish(second) == "wallet.pin_wrong")
  }

  @Test func withoutAPINLargePaymentsAreRefused() {
    check("wallet.pin_required") { try world.send("mina", to: "joon", 60_000) }
    check("wallet.pin_unset") { try world.send("mina", to: "joon", 60_000, pin: Self.pin) }
  }

  @Test func aPersonMayAskForThePINEarlier() throws {
    try world.setPIN("mina", Self.pin)
    func quickPay(_ amount: Int64, _ pin: String? = nil) throws {
      let params = PinQuickPayMethod.Params(key: world.newKey(), amount: amount, pin: pin)
      let body = try world.body(PinQuickPayMethod.name, params)
      let proof = try pin.map { try world.prove("mina", $0, body) }
      try world.change(PinQuickPayMethod.self, "mina", params) {
        try $0.pinQuickPay($1, $2, $3, proof: proof, now: $4)
      }
    }
    check("ok") { try quickPay(1_000) }
    check("ok") { try world.send("mina", to: "joon", 1_000) }
    check("wallet.pin_required") { try world.send("mina", to: "joon", 1_001) }
    try world.reopen()
    check("wallet.pin_required") { try world.send("mina", to: "joon", 1_001) }
    check("wallet.pin_required") { try quickPay(1_001) }
    check("ok") { try quickPay(50_000, Self.pin) }
    check("ok") { try world.send("mina", to: "joon", 50_000) }
    check("wallet.quick_pay_limit") { try quickPay(50_001, Self.pin) }
    check("wallet.quick_pay_limit") { try quickPay(-1) }
  }

  @Test func theSealWordIsThePersonsOwnAndStaysTheSame() throws {
    let mina = try world.platform.pinShow(try world.person("mina"), now: world.now).sealWord
    let joon = try world.platform.pinShow(try world.person("joon"), now: world.now).sealWord
    #expect(mina != joon)
    try world.reopen()
    #expect(
      try world.platform.pinShow(try world.person("mina"), now: world.now).sealWord == mina)
  }
}
