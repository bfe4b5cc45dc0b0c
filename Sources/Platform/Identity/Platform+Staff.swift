import Crypto
import QRCode
import Store
package import Wire

/// Who works where: roles come only from the staff table.
extension Platform {
  /// How long an invitation can be scanned: ten minutes.
  static let invitationSeconds: Int64 = 600

  /// The role of a person at a merchant; nil for customers.
  func role(_ person: Int64, at merchant: MerchantID) throws -> Role? {
    try sql("SELECT role FROM staff WHERE merchant = ? AND person = ?")
      .first(.text(merchant.text), .integer(person)) { $0.text(0) }
      .flatMap(Role.init(rawValue:))
  }

  /// The role a command needs, or a refusal.
  func requireRole(
    _ caller: Person, at merchant: MerchantID, oneOf roles: [Role] = []
  ) throws -> Role {
    guard let role = try role(caller.row, at: merchant), roles.isEmpty || roles.contains(role)
    else { throw Refusal(AuthError.role) }
    return role
  }

  /// Everybody who works for a merchant; tills read no messages.
  func staff(of merchant: MerchantID) throws -> [Int64] {
    try sql(
      "SELECT person FROM staff WHERE merchant = ? AND person NOT IN (SELECT id FROM till)"
        + " ORDER BY person"
    )
    .rows(.text(merchant.text)) { $0.integer(0) }
  }

  /// Makes a code whose first scanner joins the staff; for owners and managers.
  package func shopInvite(
    _ caller: Person, _ params: ShopInviteMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try once(caller.keyScope, body, now: now) { plan in
      _ = try requireRole(caller, at: params.merchant, oneOf: [.owner, .manager])
      guard params.role.isStaff, params.role != .owner else {
        throw Refusal(
          RequestError.invalid, ["pointer": "/role", "reason": "must be a staff role"])
      }
      let place = PlatformCode.Place(opaque: random.bytes(10))
      let code = try code(.login, Platform.ownShortID, place, issue: 1)
      let expires = now.adding(seconds: Platform.invitationSeconds)
      plan.write(
        "INSERT INTO invitation(place, merchant, role, expires) VALUES (?, ?, ?, ?)",
        .text(place.text), .text(params.merchant.text), .text(params.role.rawValue),
        .integer(expires.milliseconds))
      return ShopInviteMethod.Result(payload: code.text, expires: expires)
    }
  }

  /// The first scanner of an invitation joins the staff; the same person may scan it again.
  func accept(
    invitation place: String, _ caller: Person, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try once(caller.keyScope, body, now: now) { plan in
      let row = try sql("SELECT merchant, role, expires, person FROM invitation WHERE place = ?")
        .first(.text(place)) {
          ($0.text(0), $0.text(1), $0.integer(2), $0.optionalInteger(3))
        }
      guard let (merchant, roleName, expires, taken) = row, let role = Role(rawValue: roleName)
      else { throw Refusal(QRError.unknown) }
      guard taken == nil || taken == caller.row else { throw Refusal(QRError.alreadyScanned) }
      guard taken != nil || now.milliseconds < expires else { throw Refusal(QRError.expired) }
      let merchantID = MerchantID(merchant)
      let present = try self.role(caller.row, at: merchantID)
      if present == nil {
        plan.write(
          "UPDATE invitation SET person = ? WHERE place = ?", .integer(caller.row), .text(place))
        plan.write(
          "INSERT INTO staff(merchant, person, role, since) VALUES (?, ?, ?, ?)",
          .text(merchant), .integer(caller.row), .text(role.rawValue),
          .integer(now.milliseconds))
      }
      return ScanReply(
        kind: .staff, role: StaffRole(merchant: merchantID, role: present ?? role))
    }
  }
}
