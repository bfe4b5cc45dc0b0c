import Store
package import Wire

/// Showing messages: nothing is lost while nobody is connected, and each is shown once.
extension Platform {
  /// Messages one shop may send one person within a day for each order that gives it the right;
  /// who has no order yet (a friend who owes a share) counts as one.
  package static let messagesPerOrder: Int64 = 20
  /// Messages one claim gives out.
  static let claimLimit = 20
  /// How long having paid is a right to be told about the order: a week.
  static let orderRightSeconds: Int64 = 7 * 86_400

  /// Refuses a shop that says too much; the platform's own sentences about money are not counted.
  func requireQuota(_ person: Int64, _ merchant: MerchantID, now: Instant) throws {
    let sent =
      try sql(
        "SELECT count(*) FROM message WHERE person = ? AND merchant = ? AND at > ?"
      ).first(
        .integer(person), .text(merchant.text),
        .integer(now.adding(seconds: -86_400).milliseconds)
      ) { $0.integer(0) } ?? 0
    // A guest of many orders hears of each: a quota may not stop a kitchen.
    guard sent >= Platform.messagesPerOrder else { return }
    let orders =
      try sql(
        "SELECT count(*) FROM bill_person p JOIN bill b ON b.id = p.bill"
          + " WHERE p.person = ? AND b.merchant = ? AND (b.paid_at > ? OR b.status = 'held')"
      ).first(
        .integer(person), .text(merchant.text),
        .integer(now.adding(seconds: -Platform.orderRightSeconds).milliseconds)
      ) { $0.integer(0) } ?? 0
    let limit = Platform.messagesPerOrder * max(orders, 1)
    guard sent < limit else { throw Refusal(ConsentError.inboxQuota, ["limit": .integer(limit)]) }
  }

  /// Whether a person wants no sound from a shop.
  func isMuted(_ person: Int64, _ merchant: MerchantID) throws -> Bool {
    try sql("SELECT 1 FROM inbox_mute WHERE person = ? AND merchant = ?")
      .first(.integer(person), .text(merchant.text)) { _ in true } ?? false
  }

  /// Silences a shop, or hears it again.
  package func inboxMute(
    _ caller: Person, _ params: InboxMuteMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try once(caller.keyScope, body, now: now) { plan in
      let known = try sql("SELECT 1 FROM app WHERE merchant = ? LIMIT 1")
        .first(.text(params.merchant.text)) { _ in true }
      guard known != nil else {
        throw Refusal(RequestError.invalid, ["pointer": "/merchant", "reason": "is not known"])
      }
      if params.muted {
        plan.write(
          "INSERT INTO inbox_mute(person, merchant, at) VALUES (?, ?, ?)"
            + " ON CONFLICT DO NOTHING",
          .integer(caller.row), .text(params.merchant.text), .integer(now.milliseconds))
      } else {
        plan.write(
          "DELETE FROM inbox_mute WHERE person = ? AND merchant = ?", .integer(caller.row),
          .text(params.merchant.text))
      }
      return InboxMuteMethod.Result(merchant: params.merchant, muted: params.muted)
    }
  }

  /// Gives messages to the first device that takes them, and notes that as their delivery. Asked
  /// again with the same key, the same device gets the same messages: a lost answer loses none.
  package func inboxClaim(
    _ caller: Person, _ params: InboxClaimMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try once(caller.keyScope, body, now: now) { plan in
      let open = try sql(
        "SELECT public FROM message WHERE person = ? AND delivered IS NULL AND quiet = 0"
          + " ORDER BY number"
      ).rows(.integer(caller.row)) { $0.text(0) }
      let asked = params.messages.map { Set($0.map(\.text)) }
      let taken = open.filter { asked?.contains($0) ?? true }.prefix(Platform.claimLimit)
      for name in taken {
        deliver(MessageID(name), to: caller, &plan, now: now)
      }
      return InboxClaimMethod.Result(
        show: try taken.compactMap { try message($0, of: caller, delivered: now) })
    }
  }

  /// Notes which device showed a message and when: its delivery receipt.
  func deliver(
    _ message: MessageID, to caller: Person, _ plan: inout Plan, now: Instant
  ) {
    plan.write(
      "UPDATE message SET delivered = ?, device = ? WHERE public = ?",
      .integer(now.milliseconds),
      .text(caller.credential.map { Platform.deviceName($0).text }), .text(message.text))
  }

  private func message(
    _ name: String, of caller: Person, delivered: Instant
  ) throws -> InboxMessage? {
    try messages(
      of: caller, "m.public = ?", [.text(name)], limit: 1
    ).first.map { message in
      var message = message
      message.delivered = delivered
      return message
    }
  }
}
