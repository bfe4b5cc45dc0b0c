import MiniProgramKit

/// What one table's session remembers.
struct TableState: ProgramState {
  /// Lines one cart may have.
  static let lineLimit = 50
  /// How many of one line.
  static let quantityLimit: Int64 = 99
  /// Characters of the note to the kitchen.
  static let noteLimit = 200
  /// Paid orders the table's page still shows.
  static let orderLimit = 10

  /// A bill that waits to be paid.
  struct Pending: Codable {
    /// The bill's key.
    var key: String
    /// What was on it, so that exactly this leaves the cart when it is paid.
    var lines: [CartLine]
    /// What the customers agreed to: `Cart.digest`.
    var digest: String
  }

  /// An order that was paid at this table.
  struct Placed: Codable {
    /// The bill's key.
    var bill: String
    /// The record's key in `orders`.
    var order: String
  }

  var table: Int64?
  var cart: [CartLine] = []
  var lastLine: Int64 = 0
  var note = ""
  var pending: Pending?
  var lastBill: Int64 = 0
  var placed: [Placed] = []
}

/// One line of the shared cart.
struct CartLine: Codable, Equatable {
  /// Unique in the session: `1`, `2` …
  var id: String
  /// The dish.
  var item: String
  /// The chosen ids by option.
  var selection: [String: [String]] = [:]
  var quantity: Int64
  /// What one cost when it was put in, minor units with options.
  var unit: Int64
  /// Who put it in.
  var owner: PairwiseID?
  /// Their number at the table.
  var number: Int?
}
