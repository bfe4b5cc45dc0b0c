package import Crypto
import Store
package import Wire

/// Tills and gates: devices of a merchant that are no person. What they may do is in the list of
/// methods; where, in the staff table, under a row of their own.
extension Platform {
  /// Tills of one merchant that are registered at a time.
  static let tillLimit: Int64 = 200
  /// Characters of a till's name.
  static let tillNameLength = 1...40
  /// What a till can be.
  static let tillRoles: [Role] = [.cashier, .gate]

  /// What stands for a till's key in the file: a person with the same key is somebody else.
  static func credential(till: VerifyingKey) -> String { "till:" + Hex.encode(till.bytes) }

  /// The till of a key; never made here, only by its merchant.
  package func identify(till: VerifyingKey) throws -> Person {
    guard let known = try owner(of: Platform.credential(till: till)) else {
      throw Refusal(AuthError.unknownTill)
    }
    return known
  }

  /// Registers a till.
  package func shopAddTill(
    _ caller: Person, _ params: ShopAddTillMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try once(caller.keyScope, body, now: now) { plan in
      _ = try requireRole(caller, at: params.merchant, oneOf: [.owner, .manager])
      let name = params.name.cleaned
      guard Platform.tillRoles.contains(params.role) else {
        throw Refusal(
          RequestError.invalid, ["pointer": "/role", "reason": "must be cashier or gate"])
      }
      guard Platform.tillNameLength.contains(name.count) else {
        throw Refusal(
          RequestError.invalid, ["pointer": "/name", "reason": "must have 1 to 40 characters"])
      }
      let credential = Platform.credential(till: try tillKey(params.device))
      let known = try sql("SELECT 1 FROM till WHERE credential = ?")
        .first(.text(credential)) { _ in true }
      guard known == nil else {
        throw Refusal(
          RequestError.invalid, ["pointer": "/device", "reason": "was registered before"])
      }
      let count =
        try sql("SELECT count(*) FROM till WHERE merchant = ? AND removed IS NULL")
        .first(.text(params.merchant.text)) { $0.integer(0) } ?? 0
      guard count < Platform.tillLimit else {
        throw Refusal(
          RequestError.invalid,
          [
            "pointer": "/merchant",
            "reason": .string("has \(Platform.tillLimit) tills already"),
          ])
      }
      let row = try newRow("person", &plan)
      insert(
        PersonID(newName("p_")), row: row, credential: credential, tier: .visitor,
        lang: caller.lang, &plan, now: now)
      let till = TillView(
        till: TillID(newName("till_")), merchant: params.merchant, role: params.role, name: name,
        added: now)
      plan.write(
        "INSERT INTO staff(merchant, person, role, since) VALUES (?, ?, ?, ?)",
        .text(params.merchant.text), .integer(row), .text(params.role.rawValue),
        .integer(now.milliseconds))
      plan.write(
        "INSERT INTO till(id, public, merchant, role, name, credential, added, added_by)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        .integer(row), .text(till.till.text), .text(params.merchant.text),
        .text(params.role.rawValue), .text(name), .text(credential),
        .integer(now.milliseconds), .integer(caller.row))
      return till
    }
  }

  private func tillKey(_ text: String) throws -> VerifyingKey {
    let refusal = Refusal(
      RequestError.invalid, ["pointer": "/device", "reason": "is no public key"])
    guard let bytes = Hex.decode(text) else { throw refusal }
    do throws(CryptoError) {
      return try VerifyingKey(bytes)
    } catch { throw refusal }
  }

  /// Refuses a till from now on; what it took stays taken.
  package func shopRemoveTill(
    _ caller: Person, _ params: ShopRemoveTillMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try once(caller.keyScope, body, now: now) { plan in
      let row = try sql("SELECT id, credential, \(Platform.tillColumns) FROM till WHERE public = ?")
        .first(.text(params.till.text)) { row in
          (id: row.integer(0), credential: row.text(1), view: Self.till(row, from: 2))
        }
      // Whose till it is not hears what nobody's name hears.
      guard let row, var till = row.view,
        [.owner, .manager].contains(try role(caller.row, at: till.merchant))
      else { throw Refusal(AuthError.role) }
      guard till.removed == nil else { return till }
      till.removed = now
      plan.write(
        "UPDATE till SET removed = ? WHERE id = ?", .integer(now.milliseconds), .integer(row.id))
      plan.write(
        "UPDATE device SET revoked = ? WHERE credential = ?", .integer(now.milliseconds),
        .text(row.credential))
      plan.write("DELETE FROM staff WHERE person = ?", .integer(row.id))
      plan.end(device: row.credential, of: try publicName(row.id))
      return till
    }
  }

  /// The tills of a merchant, the newest first.
  package func shopTills(
    _ caller: Person, _ params: ShopTillsMethod.Params
  ) throws -> ShopTillsMethod.Result {
    _ = try requireRole(caller, at: params.merchant, oneOf: [.owner, .manager])
    let tills = try sql(
      "SELECT \(Platform.tillColumns) FROM till WHERE merchant = ? ORDER BY id DESC LIMIT ?"
    ).rows(.text(params.merchant.text), .integer(Platform.tillListLimit)) { Self.till($0, from: 0) }
    return ShopTillsMethod.Result(tills: tills.compactMap(\.self))
  }

  /// Tills that a list shows, removed ones included.
  static let tillListLimit: Int64 = 400

  private static let tillColumns = "public, merchant, role, name, added, removed"

  private static func till(_ row: Statement, from first: Int) -> TillView? {
    guard let role = Role(rawValue: row.text(first + 2)) else { return nil }
    return TillView(
      till: TillID(row.text(first)), merchant: MerchantID(row.text(first + 1)), role: role,
      name: row.text(first + 3), added: Instant(milliseconds: row.integer(first + 4)),
      removed: row.optionalInteger(first + 5).map(Instant.init(milliseconds:)))
  }
}
