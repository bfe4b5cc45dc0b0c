import Crypto
import Store
import Testing
import Wire

@testable import Platform

/// Cards, banks and PINs in the words of a test.
extension DomainWorld {
  /// Raises somebody's tier, as proving who they are does.
  func raise(_ name: String, to tier: Tier) throws {
    let row = try person(name).row
    try group { platform in
      try platform.sql("UPDATE person SET tier = ? WHERE id = ?")
        .run(.text(tier.rawValue), .integer(row))
    }
    forget(name)
  }

  /// The number of a sandbox card or account.
  static func number(
    _ kind: FundingSource.Kind, phone: String = "01012345678",
    _ behaviour: SandboxBehaviour = .good
  ) -> String {
    let digits = String(behaviour.rawValue)
    let word = String(repeating: "0", count: 3 - digits.count) + digits
    let prefix = kind == .card ? SandboxNumber.cardPrefix : SandboxNumber.accountPrefix
    let body = prefix + phone.suffix(8) + word
    guard kind == .card else { return body }
    return (0...9).map { body + String($0) }.first { FundingNumber.luhn($0) == 0 } ?? ""
  }

  @discardableResult
  func change<M: Method>(
    _ method: M.Type, _ name: String, _ params: M.Params,
    _ run: (Platform, Person, M.Params, RequestBody, Instant) throws -> Outcome<JSON>
  ) throws -> JSON {
    let caller = try person(name)
    let body = try body(M.name, params)
    return try self.run { try run($0, caller, params, body, now) }
  }

  /// Links a card or account and gives its name.
  @discardableResult
  func link(
    _ name: String, _ kind: FundingSource.Kind, _ behaviour: SandboxBehaviour = .good,
    phone: String = "01012345678"
  ) throws -> FundingSourceID {
    let number = DomainWorld.number(kind, phone: phone, behaviour)
    let sent = try change(
      FundingLinkMethod.self, name,
      .init(
        key: newKey(), kind: kind, sourceNumber: number, phone: try #require(PhoneNumber(phone)))
    ) { try $0.fundingLink($1, $2, $3, now: $4) }
    let challenge = try #require(sent["challenge"]?.string)
    let code = try #require(try platform.phoneInbox(nil, .init()).messages.first?.code)
    let linked = try change(
      FundingConfirmMethod.self, name, .init(key: newKey(), challenge: challenge, code: code)
    ) { try $0.fundingConfirm($1, $2, $3, now: $4) }
    return FundingSourceID(try #require(linked["source"]?["source"]?.string))
  }

  @discardableResult
  func fill(
    _ name: String, _ amount: Int64, from source: FundingSourceID?, method: String? = nil,
    key: String? = nil
  ) throws -> JSON {
    try change(
      WalletTopUpMethod.self, name,
      .init(
        key: key ?? newKey(), amount: amount, currency: .krw, source: source, method: method)
    ) { try $0.topUp($1, $2, $3, now: $4) }
  }

  @discardableResult
  func withdraw(
    _ name: String, _ amount: Int64, to source: FundingSourceID? = nil, method: String? = nil,
    key: String? = nil, pin: String? = nil
  ) throws -> JSON {
    let params = WalletWithdrawMethod.Params(
      key: key ?? newKey(), amount: amount, currency: .krw, source: source, method: method,
      pin: pin)
    let proof = try pin.map { try prove(name, $0, body(WalletWithdrawMethod.name, params)) }
    return try change(WalletWithdrawMethod.self, name, params) {
      try $0.withdraw($1, $2, $3, proof: proof, now: $4)
    }
  }

  @discardableResult
  func send(
    _ name: String, to other: String, _ amount: Int64, key: String? = nil, pin: String? = nil
  ) throws -> JSON {
    let params = WalletTransferMethod.Params(
      key: key ?? newKey(), to: try person(other).person, amount: amount, currency: .krw, pin: pin)
    let proof = try pin.map { try prove(name, $0, body(WalletTransferMethod.name, params)) }
    return try change(WalletTransferMethod.self, name, params) {
      try $0.transfer($1, $2, $3, proof: proof, now: $4)
    }
  }

  // MARK: PIN, as the daemon proves one

  func setPIN(_ name: String, _ pin: String, present: String? = nil) throws {
    let params = PinSetMethod.Params(key: newKey(), newPin: pin, pin: present)
    let body = try body(PinSetMethod.name, params)
    let proof = try present.map { try prove(name, $0, body) }
    let caller = try person(name)
    let new = try group {
      try $0.prepareNewPIN(caller, pin, provesPresent: proof != nil).get()
    }
    let hash = try PasswordHash.hash(new.password, salt: new.salt)
    try run { try $0.setPIN(caller, new, hash: hash, proof: proof, body, now: now) }
  }

  /// The two steps of a try: counted and committed first, then compared.
  func prove(_ name: String, _ pin: String, _ body: RequestBody) throws -> PINProof {
    let attempt = try begin(name, pin, body)
    let hash = try PasswordHash.hash(attempt.password, salt: attempt.salt)
    return try group { try $0.finishPIN(attempt, hash: hash, now: now) }.get()
  }

  func begin(_ name: String, _ pin: String, _ body: RequestBody) throws -> PINAttempt {
    let caller = try person(name)
    return try group { try $0.beginPIN(caller, pin, body, now: now) }.get()
  }

  // MARK: the clock

  /// Runs what is due until nothing is, moving the clock to each instant on the way.
  func runDue(until end: Instant) throws {
    while let due = try platform.nextDue(), due <= end {
      now = max(now, due)
      let outcome = try group { try $0.runDue(now: now) }
      note(outcome.notices)
    }
    now = max(now, end)
  }

  /// What our ledger says of the bank, and what the bank says of us: mirrors of each other.
  func settlement() throws -> (ledger: Int64, bank: Int64) {
    let account = try platform.ledger.find(Platform.bank, .external, .krw)
    let posted = account.flatMap { platform.ledger.read($0)?.posted } ?? 0
    return (posted, try SandboxBank(platform: platform).balance(of: SandboxBank.settlement))
  }
}
