import Store
package import Wire

/// What shops give people: coupons, stamps and cards, as durable rows.
extension Platform {
  /// Benefits that one person keeps of one shop.
  static let benefitLimit: Int64 = 100
  /// Benefits that a list shows.
  static let benefitListLimit: Int64 = 200

  /// Plans a gift. Only who is or was a customer, or follows the shop, can be given something.
  func planGrant(_ effect: GrantEffect, _ effects: EffectPlan, _ plan: inout Plan) throws {
    let (app, merchant) = (effects.release.key.app, effects.merchant)
    guard let person = try person(effect.person, of: merchant),
      try isCustomer(person, app, now: effects.now) || isFollower(person, merchant)
    else { throw Refusal(DataError.personUnknown, ["person": .string(effect.person.text)]) }
    let has =
      try sql("SELECT 1 FROM benefit WHERE person = ? AND app = ? AND kind = ? AND key = ?")
      .first(
        .integer(person), .text(app.text), .text(effect.kind.rawValue), .text(effect.key)
      ) { _ in true } ?? false
    if !has {
      let counter = "benefit of \(person)"
      let kept =
        try plan.newRows[counter]
        ?? sql("SELECT count(*) FROM benefit WHERE person = ? AND merchant = ?")
        .first(.integer(person), .text(merchant.text)) { $0.integer(0) } ?? 0
      guard kept < Platform.benefitLimit else {
        throw Refusal(BenefitError.limit, ["limit": .integer(Platform.benefitLimit)])
      }
      plan.newRows[counter] = kept + 1
    }
    // Stamps add up on their card; a coupon or a card is given once for its key.
    plan.write(
      "INSERT INTO benefit(id, public, person, app, merchant, kind, key, title, count, granted,"
        + " expires) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        + " ON CONFLICT(person, app, kind, key) DO UPDATE SET count = CASE kind"
        + " WHEN 'stamp' THEN count + excluded.count ELSE count END",
      .integer(try newRow("benefit", &plan)), .text(newName("bn_")), .integer(person),
      .text(app.text), .text(merchant.text), .text(effect.kind.rawValue), .text(effect.key),
      .text(effect.title.json.text), .integer(effect.count),
      .integer(effects.now.milliseconds),
      .integer(effect.seconds.map { effects.now.adding(seconds: $0).milliseconds }))
  }

  /// What the caller has that holds now, newest first.
  package func benefitList(_ caller: Person, now: Instant) throws -> BenefitListMethod.Result {
    let rows = try sql(
      "SELECT public, app, merchant, kind, title, count, granted, expires FROM benefit"
        + " WHERE person = ? AND (expires IS NULL OR expires > ?) ORDER BY id DESC LIMIT ?"
    ).rows(
      .integer(caller.row), .integer(now.milliseconds), .integer(Platform.benefitListLimit)
    ) { row in
      (
        name: row.text(0), app: AppID(row.text(1)), merchant: MerchantID(row.text(2)),
        kind: row.text(3), title: row.text(4), count: row.integer(5),
        granted: Instant(milliseconds: row.integer(6)),
        expires: row.optionalInteger(7).map(Instant.init(milliseconds:))
      )
    }
    return BenefitListMethod.Result(
      benefits: try rows.map { row in
        guard let kind = GrantEffect.Kind(rawValue: row.kind) else {
          preconditionFailure("a benefit is one of its kinds, not \(row.kind)")
        }
        return BenefitView(
          benefit: BenefitID(row.name), app: row.app,
          from: try currentRelease(row.app).manifest.name, merchant: row.merchant, kind: kind,
          title: LocalizedText(json: try JSON.parse(row.title)) ?? "", count: row.count,
          granted: row.granted, expires: row.expires)
      })
  }
}
