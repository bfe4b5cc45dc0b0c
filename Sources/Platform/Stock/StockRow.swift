import Store
import Wire

/// How many of something there are.
struct StockRow: Hashable {
  let id: Int64
  /// `item`, or `app:<id>`.
  let owner: String
  let name: String
  /// Not sold yet, reserved ones included.
  var quantity: Int64
  var reserved: Int64
  /// The number of the newest reservation.
  var fence: Int64

  /// What nobody has reserved.
  var available: Int64 { quantity - reserved }
}

/// Some of a stock, set aside for somebody.
struct Reservation: Hashable {
  /// What has become of it.
  enum State: String {
    case open, used, returned, expired
  }

  let id: Int64
  let stock: Int64
  let quantity: Int64
  /// Grows with every reservation of the stock: who holds an older one has lost it.
  let fence: Int64
  let expires: Instant
  var state: State
  let session: Int64?
  let key: String?
  /// The program's name of the bill that uses it up.
  let bill: String?

  static let columns = "id, stock, quantity, fence, expires, state, session, key, bill"

  init(
    id: Int64, stock: Int64, quantity: Int64, fence: Int64, expires: Instant, session: Int64?,
    key: String?, bill: String?
  ) {
    self.id = id
    self.stock = stock
    self.quantity = quantity
    self.fence = fence
    self.expires = expires
    state = .open
    self.session = session
    self.key = key
    self.bill = bill
  }

  init(_ row: Statement) {
    id = row.integer(0)
    stock = row.integer(1)
    quantity = row.integer(2)
    fence = row.integer(3)
    expires = Instant(milliseconds: row.integer(4))
    guard let state = State(rawValue: row.text(5)) else {
      preconditionFailure("reservation \(row.integer(0)) has an unknown state")
    }
    self.state = state
    session = row.optionalInteger(6)
    key = row.optionalText(7)
    bill = row.optionalText(8)
  }
}

/// Stock and reservations as a plan has changed them: a plan reads what it has not written yet.
struct StockOverlay {
  private(set) var stocks: [Int64: StockRow] = [:]
  private(set) var reservations: [Int64: Reservation] = [:]

  func stock(_ owner: String, _ name: String) -> StockRow? {
    stocks.values.first { $0.owner == owner && $0.name == name }
  }

  mutating func set(_ stock: StockRow) { stocks[stock.id] = stock }
  mutating func set(_ reservation: Reservation) { reservations[reservation.id] = reservation }
}
