import Store
package import Wire

/// Messages to people: paying for an order is the right to be told about that order.
extension Platform {
  /// Puts a message into somebody's inbox, once for its name. A `merchant` is one that speaks for
  /// itself: it can be muted and has its quota; what the platform says about money has none.
  func send(
    to person: Int64, app: AppID, from sender: LocalizedText, template: String, once: String,
    text: LocalizedText, bill: Int64?, merchant: MerchantID? = nil, _ plan: inout Plan,
    now: Instant
  ) throws {
    let was = try sql(
      "SELECT 1 FROM message WHERE person = ? AND app = ? AND template = ? AND once = ?"
    ).first(.integer(person), .text(app.text), .text(template), .text(once)) { _ in true }
    guard was == nil else { return }
    if let merchant { try requireQuota(person, merchant, now: now) }
    let isQuiet = try merchant.map { try isMuted(person, $0) } ?? false
    let counter = "message of \(person)"
    let last =
      try plan.newRows[counter]
      ?? sql("SELECT message FROM person WHERE id = ?").first(.integer(person)) { $0.integer(0) }
      ?? 0
    plan.newRows[counter] = last + 1
    let name = MessageID(newName("m_"))
    plan.write(
      "INSERT INTO message(public, person, number, at, app, sender, template, once, text, bill,"
        + " merchant, quiet) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      .text(name.text), .integer(person), .integer(last + 1), .integer(now.milliseconds),
      .text(app.text), .text(sender.json.text), .text(template), .text(once),
      .text(text.json.text), .integer(bill), .text(merchant?.text), .integer(isQuiet ? 1 : 0))
    plan.write(
      "UPDATE person SET message = ? WHERE id = ?", .integer(last + 1), .integer(person))
    guard !isQuiet else { return }
    let billName = try bill.flatMap { row in
      try plan.newBills[row] ?? self.bill(row: row)?.name
    }
    let message = InboxMessage(
      message: name, number: last + 1, at: now, app: app, from: sender, template: template,
      text: text, bill: billName, unread: true, merchant: merchant)
    plan.notify(
      try publicName(person), ServerNotification.inboxArrived,
      ["message": JSON(encoding: message)])
  }

  /// The caller's messages, newest first; listing marks them as read, and as delivered: what a
  /// list has shown is announced nowhere any more.
  package func inboxList(
    _ caller: Person, _ params: InboxListMethod.Params, now: Instant
  ) throws -> InboxListMethod.Result {
    let messages = try messages(
      of: caller, "m.number > ?", [.integer(params.after ?? 0)], limit: Platform.limit(params.limit)
    )
    let unread = try unreadCount(caller)
    var plan = Plan()
    if let newest = messages.first?.number, try newest > listed(caller) {
      plan.write(
        "UPDATE person SET listed = ? WHERE id = ?", .integer(newest), .integer(caller.row))
    }
    for message in messages where message.delivered == nil && message.quiet != true {
      deliver(message.message, to: caller, &plan, now: now)
    }
    try apply(plan)
    return InboxListMethod.Result(messages: messages, unread: unread)
  }

  private func unreadCount(_ caller: Person) throws -> Int {
    try sql(
      "SELECT count(*) FROM message m JOIN person p ON p.id = m.person"
        + " WHERE m.person = ? AND m.number > p.listed AND m.quiet = 0"
    ).first(.integer(caller.row)) { Int($0.integer(0)) } ?? 0
  }

  private func listed(_ caller: Person) throws -> Int64 {
    try sql("SELECT listed FROM person WHERE id = ?")
      .first(.integer(caller.row)) { $0.integer(0) } ?? 0
  }

  /// The caller's messages that fit a condition, newest first.
  func messages(
    of caller: Person, _ condition: String, _ values: [Value], limit: Int64
  ) throws -> [InboxMessage] {
    let listed = try listed(caller)
    let rows = try sql(
      "SELECT m.public, m.number, m.at, m.app, m.sender, m.template, m.text, b.public,"
        + " m.merchant, m.quiet, m.delivered FROM message m LEFT JOIN bill b ON b.id = m.bill"
        + " WHERE m.person = ? AND \(condition) ORDER BY m.number DESC LIMIT ?"
    ).rows(values: [.integer(caller.row)] + values + [.integer(limit)]) { row in
      (
        name: row.text(0), number: row.integer(1), at: row.integer(2), app: row.text(3),
        sender: row.text(4), template: row.text(5), text: row.text(6), bill: row.optionalText(7),
        merchant: row.optionalText(8), quiet: row.integer(9) == 1,
        delivered: row.optionalInteger(10)
      )
    }
    return try rows.map { row in
      InboxMessage(
        message: MessageID(row.name), number: row.number, at: Instant(milliseconds: row.at),
        app: AppID(row.app), from: LocalizedText(json: try JSON.parse(row.sender)) ?? "",
        template: row.template, text: LocalizedText(json: try JSON.parse(row.text)) ?? "",
        bill: row.bill.map(BillID.init), unread: row.number > listed && !row.quiet,
        merchant: row.merchant.map { MerchantID($0) }, quiet: row.quiet ? true : nil,
        delivered: row.delivered.map(Instant.init(milliseconds:)))
    }
  }
}
