import Store
import Wire

/// A payment between a wallet and a provider, as it is stored.
struct FundingRow {
  /// How far it has come; the names are stored.
  enum State: String {
    /// The request to connect was sent and nothing came back.
    case connecting
    /// The person must approve in the provider's app.
    case waiting
    /// The request to pay was sent and nothing came back.
    case paying
    /// The money has moved, here and there.
    case paid
    /// Nothing has moved and nothing will.
    case failed
  }

  let id: Int64
  let moid: String
  let person: Int64
  let key: String
  let body: [UInt8]
  let direction: FundingDirection
  let provider: String
  let method: String
  let token: String
  let amount: Money
  let at: Instant
  var state: State
  var tid: String?
  var reason: DeclineReason?
  /// The hold on the wallet that a withdrawal stands on.
  var hold: TransferNumber?
  var transfer: TransferNumber?
  /// When the provider is asked next; nil where everything is known.
  var ask: Instant?
  /// How often it was asked.
  var asked: Int64

  static let columns = """
    id, moid, person, key, body, direction, provider, method, token, amount, currency, at, state,
    tid, reason, hold, transfer, ask, asked
    """
}

extension FundingRow {
  init(_ row: Statement) throws {
    guard let direction = FundingDirection(rawValue: row.text(5)),
      let currency = Currency(rawValue: row.text(10)), let state = State(rawValue: row.text(12))
    else { throw StoreError.damaged("funding row \(row.integer(0)): an unknown word") }
    self.init(
      id: row.integer(0), moid: row.text(1), person: row.integer(2), key: row.text(3),
      body: row.blob(4), direction: direction, provider: row.text(6), method: row.text(7),
      token: row.text(8), amount: Money(row.integer(9), currency),
      at: Instant(milliseconds: row.integer(11)), state: state, tid: row.optionalText(13),
      reason: row.optionalText(14).flatMap(DeclineReason.init(rawValue:)),
      hold: row.optionalInteger(15).map(TransferNumber.init(rawValue:)),
      transfer: row.optionalInteger(16).map(TransferNumber.init(rawValue:)),
      ask: row.optionalInteger(17).map(Instant.init(milliseconds:)), asked: row.integer(18))
  }
}

extension Platform {
  /// The payment that a key of a person began.
  func funding(person: Int64, key: String) throws -> FundingRow? {
    try sql("SELECT \(FundingRow.columns) FROM funding WHERE person = ? AND key = ?")
      .rows(.integer(person), .text(key)) { row in Result { try FundingRow(row) } }
      .first?.get()
  }

  /// Payments whose provider is to be asked now, the longest overdue first.
  func fundingDue(now: Instant) throws -> [FundingRow] {
    try sql(
      "SELECT \(FundingRow.columns) FROM funding WHERE ask IS NOT NULL AND ask <= ?"
        + " ORDER BY ask, id LIMIT ?"
    ).rows(.integer(now.milliseconds), .integer(Platform.dueBatchLimit)) { row in
      Result { try FundingRow(row) }
    }.map { try $0.get() }
  }

  func insert(_ row: FundingRow, _ plan: inout Plan) {
    plan.write(
      "INSERT INTO funding(id, moid, person, key, body, direction, provider, method, token, amount,"
        + " currency, at, day, month, state, hold, ask, asked)"
        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
      .integer(row.id), .text(row.moid), .integer(row.person), .text(row.key), .blob(row.body),
      .text(row.direction.rawValue), .text(row.provider), .text(row.method), .text(row.token),
      .integer(row.amount.amount), .text(row.amount.currency.rawValue),
      .integer(row.at.milliseconds), .integer(row.at.koreanDay), .integer(row.at.koreanMonth),
      .text(row.state.rawValue), .integer(row.hold?.rawValue), .integer(row.ask?.milliseconds))
  }

  func update(_ row: FundingRow, _ plan: inout Plan, now: Instant) {
    plan.write(
      "UPDATE funding SET state = ?, tid = ?, reason = ?, transfer = ?, ask = ?, asked = ?,"
        + " changed = ? WHERE id = ?",
      .text(row.state.rawValue), .text(row.tid), .text(row.reason?.rawValue),
      .integer(row.transfer?.rawValue), .integer(row.ask?.milliseconds), .integer(row.asked),
      .integer(now.milliseconds), .integer(row.id))
  }
}
