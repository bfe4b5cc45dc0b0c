import Store
package import Wire

/// Messages to people: paying for an order is the right to be told about that order.
extension Platform {
  /// Messages that one call of `inbox.list` marks as listed.
  static let inboxLimit = 100

  /// Puts a message into somebody's inbox, once for its name.
  func send(
    to person: Int64, app: AppID, from sender: LocalizedText, template: String, once: String,
    text: LocalizedText, bill: Int64?, _ plan: inout Plan, now: Instant
  ) throws {
    let was = try sql(
      "SELECT 1 FROM message WHERE person = ? AND app = ? AND template = ? AND once = ?"
    ).first(.integer(person), .text(app.text), .text(template), .text(once)) { _ in true }
    guard was == nil else { return }
    let counter = "message of \(person)"
    let last =
      try plan.newRows[counter]
      ?? sql("SELECT message FROM person WHERE id = ?").first(.integer(person)) { $0.integer(0) }
      ?? 0
    plan.newRows[counter] = last + 1
    let name = MessageID(newName("m_"))
    plan.write(
      "INSERT INTO message(public, person, number, at, app, sender, template, once, text, bill)"
        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      .text(name.text), .integer(person), .integer(last + 1), .integer(now.milliseconds),
      .text(app.text), .text(sender.json.text), .text(template), .text(once),
      .text(text.json.text), .integer(bill))
    plan.write(
      "UPDATE person SET message = ? WHERE id = ?", .integer(last + 1), .integer(person))
    let billName = try bill.flatMap { row in
      try plan.newBills[row] ?? self.bill(row: row)?.name
    }
    let message = InboxMessage(
      message: name, number: last + 1, at: now, app: app, from: sender, template: template,
      text: text, bill: billName, unread: true)
    plan.notify(
      try publicName(person), ServerNotification.inboxArrived,
      ["message": JSON(encoding: message)])
  }

  /// The caller's messages, newest first; listing marks them as read.
  package func inboxList(
    _ caller: Person, _ params: InboxListMethod.Params
  ) throws -> InboxListMethod.Result {
    let (last, listed) =
      try sql("SELECT message, listed FROM person WHERE id = ?")
      .first(.integer(caller.row)) { ($0.integer(0), $0.integer(1)) } ?? (0, 0)
    let rows = try sql(
      "SELECT m.public, m.number, m.at, m.app, m.sender, m.template, m.text, b.public"
        + " FROM message m LEFT JOIN bill b ON b.id = m.bill"
        + " WHERE m.person = ? AND m.number > ? ORDER BY m.number DESC LIMIT ?"
    ).rows(
      .integer(caller.row), .integer(params.after ?? 0), .integer(Platform.limit(params.limit))
    ) { row in
      (
        name: row.text(0), number: row.integer(1), at: row.integer(2), app: row.text(3),
        sender: row.text(4), template: row.text(5), text: row.text(6), bill: row.optionalText(7)
      )
    }
    let messages = try rows.map { row in
      InboxMessage(
        message: MessageID(row.name), number: row.number, at: Instant(milliseconds: row.at),
        app: AppID(row.app), from: LocalizedText(json: try JSON.parse(row.sender)) ?? "",
        template: row.template, text: LocalizedText(json: try JSON.parse(row.text)) ?? "",
        bill: row.bill.map(BillID.init), unread: row.number > listed)
    }
    if let newest = messages.first?.number, newest > listed {
      var plan = Plan()
      plan.write(
        "UPDATE person SET listed = ? WHERE id = ?", .integer(newest), .integer(caller.row))
      try apply(plan)
    }
    return InboxListMethod.Result(messages: messages, unread: Int(last - listed))
  }
}
