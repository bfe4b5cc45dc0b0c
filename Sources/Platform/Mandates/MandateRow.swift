import Store
import Wire

/// A mandate as it is stored.
struct MandateRow {
  let id: Int64
  let name: MandateID
  let person: Int64
  let app: AppID
  let merchant: MerchantID
  let session: Int64
  let key: String
  let payeeName: LocalizedText
  let title: LocalizedText
  let terms: MandateTerms
  var status: MandateView.Status
  let created: Instant
  let expires: Instant
  var approved: Instant?

  static let columns = """
    id, public, person, app, merchant, session, key, payee_name, title, terms, status, created,
    expires, approved
    """

  /// The day it was approved on, from which its periods are counted.
  var approvedDay: SeoulDay? { approved.map { SeoulDay($0) } }

  /// When the period that runs at an instant ends; nil before it was approved.
  func periodEnds(at now: Instant) -> Instant? {
    approvedDay.map { day in
      terms.start(of: terms.period(of: SeoulDay(now), approved: day) + 1, approved: day).start
    }
  }
}

extension MandateRow {
  init(_ row: Statement) throws {
    guard let payee = LocalizedText(json: try JSON.parse(row.text(7))),
      let title = LocalizedText(json: try JSON.parse(row.text(8))),
      let status = MandateView.Status(rawValue: row.text(10))
    else { throw StoreError.damaged("mandate row \(row.integer(0)): an unknown word") }
    self.init(
      id: row.integer(0), name: MandateID(row.text(1)), person: row.integer(2),
      app: AppID(row.text(3)), merchant: MerchantID(row.text(4)), session: row.integer(5),
      key: row.text(6), payeeName: payee, title: title,
      terms: try JSON.parse(row.text(9)).decode(MandateTerms.self), status: status,
      created: Instant(milliseconds: row.integer(11)),
      expires: Instant(milliseconds: row.integer(12)),
      approved: row.optionalInteger(13).map(Instant.init(milliseconds:)))
  }
}

/// A charge by a mandate as it is stored: one that failed is no payment and has no bill.
struct ChargeRow {
  /// What has become of a charge.
  enum Status: String {
    /// It failed and is tried again.
    case retrying
    case charged
    /// It failed for the last time; the person may still pay it.
    case pastDue = "past_due"
    /// It is not charged any more.
    case dropped
  }

  let id: Int64
  let mandate: Int64
  let period: Int64
  let key: String
  let amount: Int64
  let title: LocalizedText
  let session: Int64
  var status: Status
  let created: Instant
  var tries: Int64

  static let columns = "id, mandate, period, key, amount, title, session, status, created, tries"
}

extension ChargeRow {
  init(_ row: Statement) throws {
    guard let title = LocalizedText(json: try JSON.parse(row.text(5))),
      let status = Status(rawValue: row.text(7))
    else { throw StoreError.damaged("mandate_charge row \(row.integer(0)): an unknown word") }
    self.init(
      id: row.integer(0), mandate: row.integer(1), period: row.integer(2), key: row.text(3),
      amount: row.integer(4), title: title, session: row.integer(6), status: status,
      created: Instant(milliseconds: row.integer(8)), tries: row.integer(9))
  }
}

/// A charge that earlier effects of the same call have planned.
struct PlannedCharge: Hashable {
  let mandate: Int64
  let period: Int64
  let key: String
  let amount: Int64
}

extension Platform {
  func mandate(row: Int64) throws -> MandateRow? {
    try sql("SELECT \(MandateRow.columns) FROM mandate WHERE id = ?")
      .first(.integer(row)) { row in Result { try MandateRow(row) } }?.get()
  }

  func mandate(_ name: MandateID) throws -> MandateRow? {
    try sql("SELECT \(MandateRow.columns) FROM mandate WHERE public = ?")
      .first(.text(name.text)) { row in Result { try MandateRow(row) } }?.get()
  }

  func mandate(_ app: AppID, key: String) throws -> MandateRow? {
    try sql("SELECT \(MandateRow.columns) FROM mandate WHERE app = ? AND key = ?")
      .first(.text(app.text), .text(key)) { row in Result { try MandateRow(row) } }?.get()
  }

  func charge(row: Int64) throws -> ChargeRow? {
    try sql("SELECT \(ChargeRow.columns) FROM mandate_charge WHERE id = ?")
      .first(.integer(row)) { row in Result { try ChargeRow(row) } }?.get()
  }

  /// The charges of a mandate that could not be charged yet, oldest first.
  func owedCharges(_ mandate: Int64) throws -> [ChargeRow] {
    try sql(
      "SELECT \(ChargeRow.columns) FROM mandate_charge WHERE mandate = ?"
        + " AND status IN ('retrying', 'past_due') ORDER BY id"
    ).rows(.integer(mandate)) { row in Result { try ChargeRow(row) } }.map { try $0.get() }
  }

  /// What the charges of a mandate come to, of one period or of all; what is still tried counts.
  func chargedSum(_ mandate: Int64, period: Int64? = nil) throws(StoreError) -> Int64 {
    try sql(
      "SELECT ifnull(sum(amount), 0) FROM mandate_charge WHERE mandate = ?1"
        + " AND status <> 'dropped' AND (?2 IS NULL OR period = ?2)"
    ).first(.integer(mandate), .integer(period)) { $0.integer(0) } ?? 0
  }

  /// A mandate as its person sees it.
  func view(_ mandate: MandateRow, now: Instant) throws -> MandateView {
    var view = MandateView(
      mandate: mandate.name, app: mandate.app, payee: mandate.payeeName, title: mandate.title,
      terms: mandate.terms, status: mandate.status, created: mandate.created,
      expires: mandate.expires, approved: mandate.approved)
    if mandate.status == .proposed, now >= mandate.expires { view.status = .expired }
    guard let day = mandate.approvedDay else { return view }
    let period = mandate.terms.period(of: SeoulDay(now), approved: day)
    view.period = period
    view.periodEnds = mandate.terms.start(of: period + 1, approved: day).start
    let owed = try owedCharges(mandate.id)
    view.owed = owed.reduce(0) { $0 + $1.amount }
    let owedNow = owed.reduce(0) { $0 + ($1.period == period ? $1.amount : 0) }
    view.charged = try chargedSum(mandate.id, period: period) - owedNow
    view.chargedTotal = try chargedSum(mandate.id) - view.owed
    view.nextStep = try owed.compactMap { charge throws in
      try scheduled(MandateRetryTimer.self, String(charge.id))
    }.min()
    return view
  }
}
