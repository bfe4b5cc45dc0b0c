import MiniProgramKit
import Testing

/// A table of a restaurant under test, told in the words of its customers.
final class LunchTable {
  let harness: ProgramHarness
  let session: SessionID
  let kitchen: SessionID
  private(set) var page = Page(title: "")

  init(_ manifest: String = "noodle-house", people: String...) throws {
    harness = try Built.harness(manifest)
    let entry = CallContext.Entry(route: "table", params: ["table": 3])
    session = harness.open("s-table3", entry: entry)
    kitchen = harness.open("s-kitchen", kind: .staff)
    for name in people { harness.join(session, name) }
  }

  /// Calls a feature as a customer.
  @discardableResult
  func call(_ name: String, _ feature: String, _ arguments: JSONObject = [:]) throws -> Page {
    page = try harness.call(feature, arguments, in: session, as: .person(name))
    return page
  }

  /// Taps what has an id on the last page; inputs are filled in by `values`.
  @discardableResult
  func tap(_ name: String, _ id: String, _ values: JSONObject = [:]) throws -> Page {
    let action = try #require(page.action(of: id), "\(id) cannot be tapped on \(text)")
    return try call(name, action.feature, action.arguments.merging(values))
  }

  /// Calls a feature as staff.
  @discardableResult
  func staff(
    _ feature: String, _ arguments: JSONObject = [:], role: Role = .owner
  ) throws -> Page {
    try harness.call(feature, arguments, in: kitchen, as: .staff(role))
  }

  /// The last page in English.
  var text: String { page.plainText(in: .english) }

  /// What of the state's cart is there: `item×quantity by number`.
  var cart: [String] {
    (harness.state(of: session)["cart"]?.array ?? []).map { line in
      let item = line["item"]?.string ?? "?"
      let quantity = line["quantity"]?.integer ?? 0
      return "\(item)×\(quantity) by \(line["number"]?.integer ?? 0)"
    }
  }

  /// The total of the last bill, minor units.
  var lastTotal: Int64? { harness.bills.last?.effect.total }

  /// The records of the orders in the order of their keys.
  var orders: [JSON] {
    (harness.records["orders"] ?? [:]).sorted { $0.key < $1.key }.map(\.value)
  }
}
