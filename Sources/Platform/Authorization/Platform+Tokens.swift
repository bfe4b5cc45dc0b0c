import Crypto
import Store
package import Wire

/// One-time payment tokens: a token binds a person, a bill, its price and an expiry, and pays once.
///
/// A token is its public name and a keyed tag over it, so the file never holds one; it travels in
/// members of requests only, never in a link or a code.
extension Platform {
  /// How long a token is good: five minutes.
  static let tokenSeconds: Int64 = 300
  static let tokenPrefix = "pt_"

  /// Makes a token for a bill at the amount the person saw; an older one for it ends.
  package func billAuthorize(
    _ caller: Person, _ params: BillAuthorizeMethod.Params, _ body: RequestBody, proof: PINProof?,
    now: Instant
  ) throws -> Outcome<JSON> {
    var outcome = try once(caller.keyScope, body, now: now) { plan in
      guard let bill = try bill(params.bill), bill.mayBePaid(by: caller.row) else {
        throw Refusal(BillError.unknown)
      }
      try checkPayable(bill, amount: params.amount, caller, now: now)
      let isProved = proof?.covers(caller, body, now: now) ?? false
      guard try isProved || !needsPIN(params.amount, caller) else {
        throw Refusal(
          AuthorizationError.pinRequired,
          ["quickPay": .integer(try quickPay(caller)), "reasons": []])
      }
      let name = newName("j_")
      let expires = min(now.adding(seconds: Platform.tokenSeconds), bill.expires)
      plan.write(
        "UPDATE payment_token SET state = 'revoked' WHERE person = ? AND bill = ?"
          + " AND state = 'open'", .integer(caller.row), .integer(bill.id))
      plan.write(
        "INSERT INTO payment_token(jti, person, bill, amount, expires, state, proved)"
          + " VALUES (?, ?, ?, ?, ?, 'open', ?)",
        .text(name), .integer(caller.row), .integer(bill.id), .integer(params.amount),
        .integer(expires.milliseconds), .integer(isProved ? 1 : 0))
      return ["jti": .string(name), "expires": .integer(expires.milliseconds)] as JSON
    }
    // Computed on its way out: what is stored under the key does not hold it.
    if case .success(let json) = outcome.result, let name = json["jti"]?.string {
      outcome.result = .success(
        .object((json.object ?? [:]).merging(["token": .string(token(of: name))])))
    }
    return outcome
  }

  private func token(of name: String) -> String {
    let tag = keys.pepper.tag(Array("madang/token/1".utf8) + Array(name.utf8), length: .short)
    return Platform.tokenPrefix + name + "." + Base32.encode(tag)
  }

  /// Takes a token back.
  package func billRevoke(
    _ caller: Person, _ params: BillRevokeMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try once(caller.keyScope, body, now: now) { plan in
      let known = try sql("SELECT 1 FROM payment_token WHERE jti = ? AND person = ?")
        .first(.text(params.jti), .integer(caller.row)) { _ in true }
      guard known != nil else { throw Refusal(AuthorizationError.tokenInvalid) }
      plan.write(
        "UPDATE payment_token SET state = 'revoked' WHERE jti = ? AND state = 'open'",
        .text(params.jti))
      return BillRevokeMethod.Result(jti: params.jti)
    }
  }

  /// Consumes a token for a payment that is being planned; true where it stands for the PIN.
  func consume(
    _ text: String, _ bill: BillRow, amount: Int64, _ caller: Person, _ plan: inout Plan,
    now: Instant
  ) throws -> Bool {
    let name = String(text.dropFirst(Platform.tokenPrefix.count).prefix { $0 != "." })
    guard ConstantTime.isEqual(Array(token(of: name).utf8), Array(text.utf8)) else {
      throw Refusal(AuthorizationError.tokenInvalid)
    }
    let stored = try sql(
      "SELECT person, bill, amount, expires, state, proved FROM payment_token WHERE jti = ?"
    ).first(.text(name)) {
      (
        $0.integer(0), $0.integer(1), $0.integer(2), Instant(milliseconds: $0.integer(3)),
        $0.text(4), $0.integer(5) == 1
      )
    }
    guard let (person, billRow, price, expires, state, isProved) = stored,
      person == caller.row, billRow == bill.id, price == amount
    else { throw Refusal(AuthorizationError.tokenInvalid) }
    switch state {
    case "used": throw Refusal(AuthorizationError.tokenUsed)
    case "revoked": throw Refusal(AuthorizationError.tokenRevoked)
    default: break
    }
    guard now < expires else { throw Refusal(AuthorizationError.tokenExpired) }
    plan.write("UPDATE payment_token SET state = 'used' WHERE jti = ?", .text(name))
    return isProved
  }
}
