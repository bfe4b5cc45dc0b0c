import Store
package import Wire

/// Followers and posts: a shop tells something to those who chose to hear it, and to nobody else.
extension Platform {
  /// Posts of one shop within a day.
  static let postLimit: Int64 = 3
  /// Followers who get a post in one commit group.
  static let postBatchLimit: Int64 = 100
  /// Shops that a list shows.
  static let followListLimit: Int64 = 500

  /// Whether somebody follows a shop.
  func isFollower(_ person: Int64, _ merchant: MerchantID) throws -> Bool {
    try sql("SELECT 1 FROM follower WHERE merchant = ? AND person = ?")
      .first(.text(merchant.text), .integer(person)) { _ in true } ?? false
  }

  /// Follows a shop, or stops.
  package func followSet(
    _ caller: Person, _ params: FollowSetMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try once(caller.keyScope, body, now: now) { plan in
      let known = try sql("SELECT 1 FROM app WHERE merchant = ? LIMIT 1")
        .first(.text(params.merchant.text)) { _ in true }
      guard known != nil else {
        throw Refusal(
          BenefitError.merchantUnknown, ["merchant": .string(params.merchant.text)])
      }
      if params.isFollowing {
        rememberPairwise((caller.row, caller.person), params.merchant, &plan)
        plan.write(
          "INSERT INTO follower(merchant, person, since) VALUES (?, ?, ?)"
            + " ON CONFLICT DO NOTHING",
          .text(params.merchant.text), .integer(caller.row), .integer(now.milliseconds))
      } else {
        plan.write(
          "DELETE FROM follower WHERE merchant = ? AND person = ?",
          .text(params.merchant.text), .integer(caller.row))
      }
      return FollowSetMethod.Result(
        merchant: params.merchant, isFollowing: params.isFollowing)
    }
  }

  /// The shops the caller follows, newest first.
  package func followList(_ caller: Person) throws -> FollowListMethod.Result {
    FollowListMethod.Result(
      merchants: try sql(
        "SELECT merchant, since FROM follower WHERE person = ? ORDER BY since DESC, merchant"
          + " LIMIT ?"
      ).rows(.integer(caller.row), .integer(Platform.followListLimit)) {
        FollowView(
          merchant: MerchantID($0.text(0)), since: Instant(milliseconds: $0.integer(1)))
      })
  }

  /// Plans a post; the inboxes follow in small groups, so that a shop with many followers holds
  /// nobody up.
  func planPost(_ effect: PostEffect, _ effects: EffectPlan, _ plan: inout Plan) throws {
    let (app, merchant) = (effects.release.key.app, effects.merchant)
    let was = try sql("SELECT 1 FROM moment WHERE app = ? AND key = ?")
      .first(.text(app.text), .text(effect.key)) { _ in true }
    guard was == nil else { return }
    let counter = "moment of \(merchant.text)"
    let posted =
      try plan.newRows[counter]
      ?? sql("SELECT count(*) FROM moment WHERE merchant = ? AND at > ?")
      .first(
        .text(merchant.text), .integer(effects.now.adding(seconds: -86_400).milliseconds)
      ) { $0.integer(0) } ?? 0
    guard posted < Platform.postLimit else {
      throw Refusal(BenefitError.postQuota, ["limit": .integer(Platform.postLimit)])
    }
    plan.newRows[counter] = posted + 1
    let row = try newRow("moment", &plan)
    plan.write(
      "INSERT INTO moment(id, app, merchant, key, text, at, reached) VALUES (?, ?, ?, ?, ?, ?, 0)"
        + " ON CONFLICT(app, key) DO NOTHING",
      .integer(row), .text(app.text), .text(merchant.text), .text(effect.key),
      .text(effect.text.json.text), .integer(effects.now.milliseconds))
    schedule(PostTimer.self, String(row), at: effects.now, &plan)
  }

  /// Puts a post into the next inboxes; false once everybody has it. A message stands there once,
  /// so doing a group twice does it once.
  func deliverPost(_ row: Int64, _ plan: inout Plan, now: Instant) throws -> Bool {
    let post = try sql(
      "SELECT app, merchant, key, text, reached FROM moment WHERE id = ? AND reached IS NOT NULL"
    ).first(.integer(row)) {
      (AppID($0.text(0)), MerchantID($0.text(1)), $0.text(2), $0.text(3), $0.integer(4))
    }
    guard let (app, merchant, key, text, reached) = post else { return false }
    let followers = try sql(
      "SELECT person FROM follower WHERE merchant = ? AND person > ? ORDER BY person LIMIT ?"
    ).rows(.text(merchant.text), .integer(reached), .integer(Platform.postBatchLimit)) {
      $0.integer(0)
    }
    let sender = try currentRelease(app).manifest.name
    let sentence = LocalizedText(json: try JSON.parse(text)) ?? ""
    for person in followers {
      do {
        try send(
          to: person, app: app, from: sender, template: "moment", once: key, text: sentence,
          bill: nil, merchant: merchant, &plan, now: now)
      } catch let refusal as Refusal where refusal.code == ConsentError.inboxQuota {
        // Who had enough of this shop today does not get this one; the others do.
        continue
      }
    }
    let isOver = followers.count < Int(Platform.postBatchLimit)
    plan.write(
      "UPDATE moment SET reached = ? WHERE id = ?",
      isOver ? .null : .integer(followers.last ?? reached), .integer(row))
    return !isOver
  }
}

/// Brings a post to its followers, a group at a time.
enum PostTimer: ScheduledJob {
  static let name = "benefits.post"

  static func fire(
    _ firing: Firing, in platform: Platform, _ plan: inout Plan
  ) throws -> AfterFiring {
    guard let row = Int64(firing.subject) else { return .done }
    return try platform.deliverPost(row, &plan, now: firing.now)
      ? .again(at: firing.now.adding(milliseconds: 1)) : .done
  }
}
