import Store
import Wire

/// A bill as it is stored.
struct BillRow {
  let id: Int64
  let name: BillID
  let session: Int64
  let app: AppID
  let merchant: MerchantID
  let key: String
  /// The person who is paid for a share; nil where the merchant is.
  let payee: Int64?
  let payeeName: LocalizedText
  let place: LocalizedText?
  var lines: [BillView.Line]
  var total: Money
  var status: BillView.Status
  /// The only person who may pay; nil where anyone who sat there may.
  let payer: Int64?
  /// The paid bill that this is a share of.
  let receipt: Int64?
  let created: Instant
  let expires: Instant
  var paidAt: Instant?
  var paidBy: Int64?
  var transfer: TransferNumber?
  var refunded: Int64
  var delivery: BillView.Delivery
  let deliverBy: Instant?
  var revision: Int64
  /// How long paying it only sets the money aside; nil where paying moves it.
  var holdSeconds: Int64?
  /// Until when its money is set aside.
  var heldUntil: Instant?
  /// The hold that has it.
  var hold: TransferNumber?
  /// Who may see it: filled for bills that are being planned, whose people are not stored yet.
  var people: Set<Int64> = []
  /// What was set aside; the total is what was charged in the end.
  var holdAmount: Int64?

  static let columns = """
    id, public, session, app, merchant, key, payee, payee_name, place, lines, total, currency,
    status, payer, receipt, created, expires, paid_at, paid_by, transfer, refunded, delivery,
    deliver_by, revision, hold_seconds, held_until, hold, hold_amount
    """

  /// Whether a person may pay it.
  func mayBePaid(by person: Int64) -> Bool {
    payer.map { $0 == person } ?? people.contains(person)
  }
}

extension BillRow {
  init(_ row: Statement) throws {
    let lines = try JSON.parse(row.text(9)).decode([BillView.Line].self)
    let payeeName = try JSON.parse(row.text(7))
    guard let currency = Currency(rawValue: row.text(11)),
      let status = BillView.Status(rawValue: row.text(12)),
      let delivery = BillView.Delivery(rawValue: row.text(21)),
      let name = LocalizedText(json: payeeName)
    else { throw StoreError.damaged("bill row \(row.integer(0)): an unknown word") }
    self.init(
      id: row.integer(0), name: BillID(row.text(1)), session: row.integer(2),
      app: AppID(row.text(3)), merchant: MerchantID(row.text(4)), key: row.text(5),
      payee: row.optionalInteger(6), payeeName: name,
      place: try row.optionalText(8).flatMap { LocalizedText(json: try JSON.parse($0)) },
      lines: lines,
      total: Money(row.integer(10), currency), status: status, payer: row.optionalInteger(13),
      receipt: row.optionalInteger(14), created: Instant(milliseconds: row.integer(15)),
      expires: Instant(milliseconds: row.integer(16)),
      paidAt: row.optionalInteger(17).map(Instant.init(milliseconds:)),
      paidBy: row.optionalInteger(18),
      transfer: row.optionalInteger(19).map(TransferNumber.init(rawValue:)),
      refunded: row.integer(20), delivery: delivery,
      deliverBy: row.optionalInteger(22).map(Instant.init(milliseconds:)),
      revision: row.integer(23), holdSeconds: row.optionalInteger(24),
      heldUntil: row.optionalInteger(25).map(Instant.init(milliseconds:)),
      hold: row.optionalInteger(26).map(TransferNumber.init(rawValue:)),
      holdAmount: row.optionalInteger(27))
  }
}

extension Platform {
  /// A bill by public name, with who may see it.
  func bill(_ name: BillID) throws -> BillRow? {
    let statement = try sql("SELECT \(BillRow.columns) FROM bill WHERE public = ?")
    return try read(statement, .text(name.text))
  }

  /// A bill by row, with who may see it.
  func bill(row: Int64) throws -> BillRow? {
    let statement = try sql("SELECT \(BillRow.columns) FROM bill WHERE id = ?")
    return try read(statement, .integer(row))
  }

  /// A bill of a session by the program's key, with who may see it.
  func bill(session: Int64, key: String) throws -> BillRow? {
    let statement = try sql(
      "SELECT \(BillRow.columns) FROM bill WHERE session = ? AND key = ?")
    return try read(statement, .integer(session), .text(key))
  }

  private func read(_ statement: Statement, _ values: Value...) throws -> BillRow? {
    let found = try statement.rows(values: values) { row in Result { try BillRow(row) } }
    guard var bill = try found.first?.get() else { return nil }
    bill.people = Set(try billPeople(bill.id).map(\.person))
    return bill
  }

  /// A bill of an app by the program's key: of this session, or the only one of the app.
  func ownBill(_ app: AppID, session: Int64, key: String) throws -> BillRow? {
    if let bill = try bill(session: session, key: key) { return bill }
    let rows = try sql("SELECT id FROM bill WHERE app = ? AND key = ? LIMIT 2")
      .rows(.text(app.text), .text(key)) { $0.integer(0) }
    return rows.count == 1 ? try bill(row: rows[0]) : nil
  }

  /// Who sat there when a bill was made.
  func billPeople(_ bill: Int64) throws -> [Member] {
    try sql(
      "SELECT b.person, p.public, b.number FROM bill_person b JOIN person p ON p.id = b.person"
        + " WHERE b.bill = ? ORDER BY b.number"
    ).rows(.integer(bill)) {
      Member(
        person: $0.integer(0), name: PersonID($0.text(1)), number: Int($0.integer(2)),
        isHere: true)
    }
  }

  /// A bill as somebody sees it; nil is the program itself.
  func view(_ bill: BillRow, for viewer: Int64?, now: Instant) throws -> BillView {
    let session = try session(row: bill.session)?.name
    var actions: [String] = []
    if bill.status == .paid, bill.paidBy == viewer, viewer != nil, bill.receipt == nil {
      actions = try sql("SELECT action FROM receipt_action ORDER BY action").rows { $0.text(0) }
    }
    if bill.status == .paid || bill.status == .held, bill.paidBy == viewer, viewer != nil,
      bill.delivery == .overdue
    {
      actions.append("cancel")
    }
    var status = bill.status
    if status == .open, now >= bill.expires { status = .expired }
    return BillView(
      bill: bill.name, session: session ?? SessionID(""), app: bill.app, payee: bill.payeeName,
      place: bill.place, lines: bill.lines, total: bill.total, status: status,
      delivery: bill.delivery, expires: bill.expires, paidAt: bill.paidAt,
      transfer: bill.transfer.map { TransferID("t_\($0.rawValue)") }, refunded: bill.refunded,
      actions: actions,
      hold: bill.holdSeconds.map { seconds in
        BillView.Hold(
          amount: bill.holdAmount ?? bill.total.amount, seconds: seconds, until: bill.heldUntil)
      })
  }

  /// What the host draws before somebody pays.
  func sheet(_ bill: BillRow, for viewer: Person, now: Instant) throws -> PaySheet {
    let balance = try available(viewer, bill.total.currency)
    return PaySheet(
      bill: try view(bill, for: viewer.row, now: now), balance: balance,
      balanceAfter: balance - bill.total.amount,
      needsPin: try needsPIN(bill.total.amount, viewer) ? true : nil)
  }

  /// A receipt as the app of a receipt action sees it: people carry that merchant's ids.
  func receipt(_ bill: BillRow, for merchant: MerchantID) throws -> CallContext.Receipt {
    let people = try billPeople(bill.id).map {
      CallContext.Person(id: pairwise($0.name, merchant), number: $0.number)
    }
    guard let paidBy = bill.paidBy else { preconditionFailure("a receipt is paid") }
    return CallContext.Receipt(
      handle: bill.name.text, payee: bill.payeeName, total: bill.total.amount - bill.refunded,
      currency: bill.total.currency, lines: bill.lines, people: people,
      payer: pairwise(try publicName(paidBy), merchant))
  }
}
