import MiniProgramKit
import Testing

@Suite("TableOrder in the kitchen")
struct KitchenTests {
  private func paid() throws -> LunchTable {
    let table = try LunchTable(people: "me", "mina")
    try table.call("me", "cart.add", ["item": "bibim", "quantity": 2])
    try table.call("mina", "cart.add", ["item": "cola"])
    try table.tap("me", "order")
    try table.harness.pay("order-1", in: table.session, by: "me")
    return table
  }

  @Test("accept, then ready: everybody of the order is told once")
  func acceptAndReady() throws {
    let table = try paid()
    let board = try table.staff("kitchen.board", role: .kitchen)
    let text = board.plainText(in: .english)
    #expect(text.contains("Order 1 · Table 3"))
    #expect(text.contains("2 × | Spicy mixed noodles"))
    let accept = try #require(board.action(of: "accept-00000001"))
    let accepted = try table.staff(accept.feature, accept.arguments, role: .kitchen)
    #expect(accepted.action(of: "accept-00000001") == nil)
    try table.call("mina", "menu.open")
    #expect(table.text.contains("Received > [Cooking] > Ready"))
    let ready = try #require(accepted.action(of: "ready-00000001"))
    let done = try table.staff(ready.feature, ready.arguments, role: .kitchen)
    #expect(done.plainText(in: .english).contains("No order is waiting."))
    #expect(table.harness.inbox.map(\.person.text) == ["p-me", "p-mina"])
    #expect(table.harness.inbox.first?.values == ["order": "1"])
    let late = try table.staff(ready.feature, ready.arguments, role: .kitchen)
    #expect(late.plainText(in: .english).contains("already done"))
    #expect(table.harness.inbox.count == 2)
    try table.call("me", "menu.open")
    #expect(table.text.contains("Received > Cooking > [Ready]"))
  }

  @Test("somebody whom the host no longer knows does not keep the others from hearing")
  func unknownPerson() throws {
    let table = try paid()
    table.harness.conflictNext = (effect: 2, code: "person.unknown")
    try table.staff("order.ready", ["order": "00000001"])
    #expect(table.harness.inbox.map(\.person.text) == ["p-me"])
  }

  @Test("the record says who ordered what, who paid, and how much")
  func record() throws {
    let table = try paid()
    let order = try #require(table.orders.first)
    #expect(order["table"] == 3)
    #expect(order["payer"] == "p-me")
    #expect(order["total"] == 16_000)
    #expect(order["people"] == ["p-me", "p-mina"])
    #expect(order["lines"]?.array?.map { $0["number"]?.integer } == [1, 2])
  }

  @Test("the same payment delivered twice is one order")
  func deliveredTwice() throws {
    let table = try paid()
    let event: JSONObject = [
      "bill": ["key": "order-1", "total": 16_000, "payer": "p-me", "lines": [], "number": 1]
    ]
    try table.staff("order.accept", ["order": "00000001"])
    try table.harness.deliver("bill.paid", event, in: table.session)
    #expect(table.orders.count == 1)
    #expect(table.orders.first?["status"] == "accepted")
  }

  @Test("a call of a table is on the board until somebody went")
  func staffCall() throws {
    let table = try LunchTable(people: "me")
    try table.call("me", "menu.open")
    try table.tap("me", "staff")
    #expect(table.text.contains("Somebody is on the way."))
    try table.tap("me", "staff")
    let board = try table.staff("kitchen.board")
    #expect(board.items.map(\.id) == ["call-s-table3"])
    let done = try #require(board.action(of: "call-s-table3"))
    let after = try table.staff(done.feature, done.arguments)
    #expect(after.items.isEmpty)
  }

  @Test("a refunded order leaves the board and says so at the table")
  func refunded() throws {
    let table = try paid()
    try table.harness.refund("order-1", in: table.session)
    let board = try table.staff("kitchen.board")
    #expect(board.plainText(in: .english).contains("No order is waiting."))
    try table.call("me", "menu.open")
    #expect(table.text.contains("Refunded."))
  }

  @Test("a full board stays within a page's limits")
  func fullBoard() throws {
    let table = try LunchTable(people: "me")
    for number in 1...20 {
      for dish in ["bibim", "janchi", "mandu", "cola"] {
        try table.call("me", "cart.add", ["item": .string(dish)])
      }
      try table.tap("me", "order")
      try table.harness.pay("order-\(number)", in: table.session, by: "me")
      if number.isMultiple(of: 2) {
        let key = String(repeating: "0", count: number < 10 ? 7 : 6) + String(number)
        try table.staff("order.accept", ["order": .string(key)])
      }
    }
    let board = try table.staff("kitchen.board")
    #expect(board.buttons.count == 21)
    try table.call("me", "menu.open")
    #expect(table.page.buttons.filter { $0.id.hasPrefix("receipt-") }.count == 10)
    // One round fetches the menu and every order of the table.
    #expect(table.harness.rounds == 1)
  }
}
