import Crypto
import Store
package import Wire

/// What a person may always do with what is kept about them: have it, and have it erased.
extension Platform {
  /// Rows of one kind that an export holds; more are counted and said to be left out.
  package static let exportLimit: Int64 = 10_000

  /// Everything but the movements of money, which lie on the other connection.
  package func exportDocument(_ caller: Person, now: Instant) throws -> JSONObject {
    let shown = try identityShow(caller)
    var profile: JSONObject = [:]
    for field in PersonalField.allCases {
      guard let text = try personal(field, of: caller.row) else { continue }
      profile[field.rawValue] = .string(text)
    }
    let facts = try sql("SELECT fact, provider, at FROM person_fact WHERE person = ? ORDER BY fact")
      .rows(.integer(caller.row)) { row -> JSON in
        [
          "fact": .string(row.text(0)), "provider": .string(row.text(1)),
          "at": .integer(row.integer(2)),
        ]
      }
    let merchants = try sql(
      "SELECT merchant, name FROM pairwise WHERE person = ? ORDER BY merchant"
    )
    .rows(.integer(caller.row)) { row -> JSON in
      ["merchant": .string(row.text(0)), "name": .string(row.text(1))]
    }
    let log = try sql(
      "SELECT id, at, app, scope, what, session FROM consent_log WHERE person = ?"
        + " ORDER BY id LIMIT ?"
    )
    .rows(.integer(caller.row), .integer(Platform.exportLimit)) { row in
      ConsentEntry(
        number: row.integer(0), at: Instant(milliseconds: row.integer(1)),
        app: AppID(row.text(2)), scope: row.text(3),
        what: ConsentEntry.What(rawValue: row.text(4)) ?? .seen,
        session: row.optionalText(5).map { SessionID($0) })
    }
    let bills = try sql("SELECT bill FROM bill_person WHERE person = ? ORDER BY bill LIMIT ?")
      .rows(.integer(caller.row), .integer(Platform.exportLimit)) { $0.integer(0) }
    return [
      "person": .string(caller.person.text), "tier": .string(caller.tier.rawValue),
      "lang": .string(caller.lang.rawValue), "at": .integer(now.milliseconds),
      "roles": .array(shown.roles.map { JSON(encoding: $0) }), "profile": .object(profile),
      "external": .array((shown.external ?? []).map { .string($0) }), "facts": .array(facts),
      "devices": .array(try deviceList(caller).devices.map { JSON(encoding: $0) }),
      "merchants": .array(merchants),
      "consents": .array(try consentList(caller).consents.map { JSON(encoding: $0) }),
      "consentLog": .array(log.map { JSON(encoding: $0) }),
      "messages": .array(
        try messages(of: caller, "m.number > ?", [.integer(0)], limit: Platform.exportLimit)
          .map { JSON(encoding: $0) }),
      "sources": .array(try exportSources(caller)), "deals": .array(try exportDeals(caller)),
      "bills": .array(
        try bills.compactMap { row in
          try bill(row: row).map { JSON(encoding: try view($0, for: caller.row, now: now)) }
        }),
    ]
  }

  private func exportSources(_ caller: Person) throws -> [JSON] {
    try sql("SELECT kind, last4, phone, linked, removed FROM funding_source WHERE person = ?")
      .rows(.integer(caller.row)) { row in
        [
          "kind": .string(row.text(0)), "last4": .string(row.text(1)),
          "phone": .string(row.text(2)), "linked": .integer(row.integer(3)),
          "removed": row.optionalInteger(4).map { .integer($0) } ?? .null,
        ]
      }
  }

  private func exportDeals(_ caller: Person) throws -> [JSON] {
    try sql(
      "SELECT public, title, amount, currency, status, created FROM deal"
        + " WHERE buyer = ?1 OR seller = ?1 ORDER BY id LIMIT ?2"
    ).rows(.integer(caller.row), .integer(Platform.exportLimit)) { row in
      [
        "deal": .string(row.text(0)), "title": .string(row.text(1)),
        "amount": .integer(row.integer(2)), "currency": .string(row.text(3)),
        "status": .string(row.text(4)), "created": .integer(row.integer(5)),
      ]
    }
  }

  /// Notes what was given out; the receipt's hash is over the document's canonical text.
  package func noteExport(
    _ caller: Person, _ document: JSONObject, now: Instant
  ) throws -> DataReceipt {
    var counts: [String: Int64] = [:]
    for member in document.members {
      if let rows = member.value.array { counts[member.key] = Int64(rows.count) }
    }
    var plan = Plan()
    let receipt = receipt(
      .export, caller, hash: Blake2b.hash(Array(JSON.object(document).canonical.text.utf8)),
      counts: counts, &plan, now: now)
    try apply(plan)
    return receipt
  }

  private func receipt(
    _ kind: DataReceipt.Kind, _ person: Person, hash: Digest, counts: [String: Int64],
    _ plan: inout Plan, now: Instant
  ) -> DataReceipt {
    let name = newName("r_")
    let told = JSON.object(
      JSONObject(counts.sorted { $0.key < $1.key }.map { ($0.key, .integer($0.value)) }))
    plan.write(
      "INSERT INTO data_receipt(name, person, kind, at, hash, counts) VALUES (?, ?, ?, ?, ?, ?)",
      .text(name), .integer(person.row), .text(kind.rawValue), .integer(now.milliseconds),
      .blob(hash.bytes), .text(told.text))
    return DataReceipt(receipt: name, kind: kind, at: now, hash: hash.hex, counts: counts)
  }

  /// Erases who somebody is. Bills and the ledger stay as they are, under a name that nothing
  /// leads to any more; notes on transfers can be read by nobody, because their key is destroyed.
  package func erase(
    _ caller: Person, _ params: IdentityEraseMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try once(caller.keyScope, body, now: now) { plan in
      guard params.confirm == caller.person else {
        throw Refusal(
          RequestError.invalid, ["pointer": "/confirm", "reason": "is not your own name"])
      }
      if let amount = try moneyLeft(caller) {
        throw Refusal(IdentityError.moneyLeft, ["amount": .string(amount)])
      }
      if try isUnsettled(caller) {
        throw Refusal(IdentityError.moneyLeft, ["amount": .string(Money(0, .krw).formatted)])
      }
      let owns = try sql("SELECT 1 FROM staff WHERE person = ? AND role = ? LIMIT 1")
        .first(.integer(caller.row), .text(Role.owner.rawValue)) { _ in true }
      guard owns == nil else {
        throw Refusal(
          RequestError.invalid, ["pointer": "/confirm", "reason": "owns a shop"])
      }
      let counts = try planErasure(caller, &plan, now: now)
      var list = CanonicalBytes()
      list.append(caller.person.text)
      list.append(now.milliseconds)
      for (table, count) in counts.sorted(by: { $0.key < $1.key }) {
        list.append(table)
        list.append(count)
      }
      return IdentityEraseMethod.Result(
        receipt: receipt(.erase, caller, hash: list.hash, counts: counts, &plan, now: now))
    }
  }

  /// Whether money of a person is on its way somewhere: to a bank, or in a deal.
  private func isUnsettled(_ person: Person) throws -> Bool {
    let payment = try sql("SELECT 1 FROM funding WHERE person = ? AND ask IS NOT NULL LIMIT 1")
      .first(.integer(person.row)) { _ in true }
    let deals = try sql("SELECT status FROM deal WHERE buyer = ?1 OR seller = ?1")
      .rows(.integer(person.row)) { DealView.Status(rawValue: $0.text(0)) }
    return payment != nil || deals.contains { $0?.isOver != true }
  }

  /// What says who somebody is: table and the column that names them.
  private static let erased: [(table: String, column: String)] = [
    ("personal", "person"), ("person_fact", "person"), ("identity_claim", "person"),
    ("phone_proof", "person"), ("sms_code", "person"), ("verification", "person"),
    ("consent", "person"),
    ("consent_log", "person"), ("identity_flag", "person"), ("identity_flag", "holder"),
    ("message", "person"), ("inbox_mute", "person"), ("pairwise", "person"),
    ("staff", "person"), ("device", "person"), ("funding_source", "person"), ("pin", "person"),
    ("quick_pay", "person"), ("payment_token", "person"), ("risk_decision", "person"),
    ("sandbox_phone", "holder"),
  ]

  /// The messages that lie on a person's sandbox phones; before the phones are anybody's again.
  private func eraseSMS(of caller: Person, _ plan: inout Plan) throws -> Int64 {
    let condition = "number IN (SELECT number FROM sandbox_phone WHERE holder = ?)"
    let count = try sql("SELECT count(*) FROM sandbox_sms WHERE \(condition)")
      .first(.integer(caller.row)) { $0.integer(0) }
    plan.write("DELETE FROM sandbox_sms WHERE \(condition)", .integer(caller.row))
    return count ?? 0
  }

  private func planErasure(
    _ caller: Person, _ plan: inout Plan, now: Instant
  ) throws -> [String: Int64] {
    for device in try sql("SELECT credential FROM device WHERE person = ?")
      .rows(.integer(caller.row), read: { $0.text(0) })
    {
      plan.end(device: device, of: caller.person)
    }
    try leaveEverywhere(caller, &plan)
    try endMandates(of: caller, &plan, now: now)
    try cancelCodes(of: caller, &plan, now: now)
    var counts: [String: Int64] = ["sandbox_sms": try eraseSMS(of: caller, &plan)]
    for (table, column) in Platform.erased {
      let count =
        try sql("SELECT count(*) FROM \(table) WHERE \(column) = ?")
        .first(.integer(caller.row)) { $0.integer(0) } ?? 0
      counts[table, default: 0] += count
      plan.write("DELETE FROM \(table) WHERE \(column) = ?", .integer(caller.row))
    }
    // What is left of payments with banks is money; whose account it was is not.
    plan.write("UPDATE funding SET token = '' WHERE person = ?", .integer(caller.row))
    // Zeros of the same length are written over the wrapped key in place; version 0 is no key.
    plan.write(
      "UPDATE person_key SET version = 0, sealed = zeroblob(length(sealed)) WHERE person = ?",
      .integer(caller.row))
    plan.write(
      "DELETE FROM request WHERE principal = ? AND forget IS NOT NULL", .text(caller.keyScope))
    plan.write(
      "UPDATE person SET tier = ?, erased = ?, message = 0, listed = 0 WHERE id = ?",
      .text(Tier.visitor.rawValue), .integer(now.milliseconds), .integer(caller.row))
    return counts
  }

  /// Nothing is charged to somebody who is nobody any more; the programs hear of it.
  private func endMandates(of caller: Person, _ plan: inout Plan, now: Instant) throws {
    let open = try sql(
      "SELECT id FROM mandate WHERE person = ? AND status IN ('proposed', 'active', 'past_due')"
    ).rows(.integer(caller.row)) { $0.integer(0) }
    for row in open {
      guard var mandate = try mandate(row: row) else { continue }
      try drop(try owedCharges(row), &plan)
      try turn(&mandate, .revoked, event: "mandate.revoked", &plan, now: now)
    }
  }

  private func leaveEverywhere(_ caller: Person, _ plan: inout Plan) throws {
    let sessions = try sql("SELECT session FROM member WHERE person = ? AND here = 1")
      .rows(.integer(caller.row)) { $0.integer(0) }
    for session in sessions {
      plan.write(
        "UPDATE member SET here = 0 WHERE session = ? AND person = ?", .integer(session),
        .integer(caller.row))
      plan.write(
        "UPDATE session SET people_rev = people_rev + 1 WHERE id = ?", .integer(session))
    }
  }
}
