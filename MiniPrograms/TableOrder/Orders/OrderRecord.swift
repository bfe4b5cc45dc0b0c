import MiniProgramKit

/// A paid order as kitchen and table see it; a record of the collection `orders`.
struct OrderRecord: Codable {
  /// The collection's name.
  static let collection = "orders"

  /// How far the kitchen is.
  enum Status: String, Codable, CaseIterable {
    case new
    case accepted
    case ready
    case refunded
  }

  /// One line of the order.
  struct Line: Codable {
    var title: LocalizedText
    var quantity: Int64
    /// Minor units for one.
    var unit: Int64
    /// Who put it in, as a number at the table.
    var number: Int?
  }

  var number: String
  var status: Status
  var table: Int64?
  var session: SessionID
  /// The bill's key in its session.
  var bill: String
  var lines: [Line]
  var note: String
  /// Everybody who is told when it is ready.
  var people: [PairwiseID]
  var payer: PairwiseID?
  var total: Int64
  var currency: Currency
  var paidAt: Instant

  /// What people call it: `Order 12 · Table 3`.
  var title: LocalizedText {
    guard let table else { return LocalizedText(ko: "주문 \(number)", en: "Order \(number)") }
    return LocalizedText(
      ko: "주문 \(number) · \(table)번 테이블", en: "Order \(number) · Table \(table)")
  }
}

/// What an event about a bill says (`bill.paid`, `bill.expired`, `bill.cancelled`,
/// `bill.refunded`).
struct BillEvent: Codable {
  /// The bill of the event.
  struct Bill: Codable {
    /// One line of it; its owner is a number or an id, and is not needed here.
    struct Line: Codable {
      var id: String
      var title: LocalizedText
      var quantity: Int64
      var unitAmount: Int64
    }

    var key: String
    var total: Int64
    var currency: Currency?
    var payer: PairwiseID?
    var lines: [Line]?
    /// The receipt's number.
    var number: JSON?
    var refunded: Int64?
  }

  var bill: Bill

  /// The schema of every feature that takes such an event.
  static let schema = Schema(.object("bill", "The bill of the event"))
}

extension BillEvent.Bill {
  /// The receipt's number as text.
  var numberText: String? { number?.integer.map(String.init) ?? number?.string }

  /// The record's key: numbers are padded so that keys sort as numbers do.
  func orderKey(in session: SessionID) -> String {
    guard let numberText else { return "\(session.text)-\(key)" }
    return String(repeating: "0", count: max(0, 8 - numberText.count)) + numberText
  }
}
