import MiniProgramKit
import Testing

@Suite("TableOrder at the table")
struct TableOrderTests {
  @Test("scan, tap a dish, tap order, approve: three keys and no question")
  func threeKeys() throws {
    let table = try LunchTable(people: "me")
    try table.call("me", "menu.open")
    #expect(table.page.title.text(in: .korean) == "3번 테이블")
    try table.tap("me", "dish-bibim")
    let primary = try #require(table.page.buttons.first { $0.style == .primary })
    #expect(primary.label.text(in: .english) == "Order ₩7,000")
    #expect(primary.label.text(in: .korean) == "₩7,000 주문")
    try table.tap("me", primary.id)
    let bill = try #require(table.harness.bills.last)
    #expect(bill.effect.total == 7000)
    #expect(bill.effect.payers == .people)
    try table.harness.pay(bill.effect.key, in: table.session, by: "me")
    #expect(table.cart.isEmpty)
    #expect(table.orders.count == 1)
    try table.call("me", "menu.open")
    #expect(table.text.contains("[Received] > Cooking > Ready"))
  }

  @Test("both see each other's lines and who put them in")
  func sharedCart() throws {
    let table = try LunchTable(people: "me", "mina")
    try table.call("me", "cart.add", ["item": "bibim"])
    try table.call("mina", "cart.add", ["item": "mandu", "quantity": 2])
    try table.call("mina", "cart.add", ["item": "bibim"])
    try table.call("me", "cart.add", ["item": "bibim"])
    #expect(table.cart == ["bibim×2 by 1", "mandu×2 by 2", "bibim×1 by 2"])
    try table.call("mina", "menu.open")
    #expect(table.text.contains("Spicy mixed noodles × 2 ₩7,000 [Guest 1]"))
    #expect(table.text.contains("Steamed dumplings × 2 ₩5,000 [Guest 2 (you)]"))
    #expect(table.text.contains("Order ₩31,000"))
  }

  @Test("a line is changed and removed, also when it is already gone")
  func changeAndRemove() throws {
    let table = try LunchTable(people: "me", "mina")
    try table.call("me", "cart.add", ["item": "bibim"])
    try table.tap("mina", "line-1")
    try table.tap("mina", "change", ["quantity": 3])
    #expect(table.cart == ["bibim×3 by 1"])
    try table.tap("me", "line-1")
    try table.tap("me", "remove")
    #expect(table.cart.isEmpty)
    for (feature, arguments) in [
      ("cart.remove", ["line": "1"]), ("cart.change", ["line": "1", "quantity": 2]),
      ("cart.open", ["line": "1"]),
    ] as [(String, JSONObject)] {
      try table.call("me", feature, arguments)
      #expect(table.text.contains("no longer in the cart"), "\(feature)")
    }
  }

  @Test("options are chosen, priced and checked")
  func options() throws {
    let table = try LunchTable(people: "me")
    try table.call("me", "menu.open")
    try table.tap("me", "dish-kong")
    #expect(table.page.title.text(in: .korean) == "콩국수")
    try table.tap("me", "add", ["option-size": ["large"]])
    #expect(table.text.contains("Seasoning: choose 1 to 1."))
    #expect(table.cart.isEmpty)
    try table.tap("me", "add", ["option-size": ["large"], "option-season": "salt", "quantity": 2])
    #expect(table.text.contains("Cold soy-milk noodles (Large, Salt) × 2 ₩10,500"))
    #expect(table.text.contains("Order ₩21,000"))
    try table.call("me", "cart.add", ["item": "kong", "option-season": "pepper"])
    #expect(table.text.contains("That choice does not exist."))
  }

  @Test("the note travels with the order and is then forgotten")
  func note() throws {
    let table = try LunchTable(people: "me")
    try table.call("me", "cart.add", ["item": "bibim"])
    try table.tap("me", "note")
    try table.tap("me", "save", ["note": "덜 맵게\u{1B}[31m"])
    #expect(table.text.contains("Note: 덜 맵게 [31m"))
    try table.tap("me", "order")
    try table.harness.pay("order-1", in: table.session, by: "me")
    #expect(table.orders.first?["note"] == "덜 맵게 [31m")
    try table.call("me", "menu.open")
    #expect(!table.text.contains("Note: "))
  }

  @Test("two orders in one sitting; what was added meanwhile stays in the cart")
  func twoOrders() throws {
    let table = try LunchTable(people: "me", "mina")
    try table.call("me", "cart.add", ["item": "bibim"])
    try table.tap("me", "order")
    try table.call("mina", "cart.add", ["item": "cola"])
    try table.call("me", "cart.add", ["item": "bibim"])
    try table.harness.pay("order-1", in: table.session, by: "mina")
    #expect(table.cart == ["bibim×1 by 1", "cola×1 by 2"])
    try table.call("mina", "menu.open")
    try table.tap("mina", "order")
    #expect(table.harness.bills.last?.effect.key == "order-2")
    #expect(table.lastTotal == 9000)
    try table.harness.pay("order-2", in: table.session, by: "me")
    #expect(table.orders.count == 2)
    #expect(table.cart.isEmpty)
    try table.call("me", "menu.open")
    try table.tap("me", "receipt-1")
    #expect(table.page.body.contains(.bill(BillComponent(key: "order-1"))))
  }

  @Test("ordering again cancels the unpaid bill, so that only one can ever be paid")
  func again() throws {
    let table = try LunchTable(people: "me", "mina")
    try table.call("me", "cart.add", ["item": "bibim"])
    try table.tap("me", "order")
    #expect(table.text.contains("This order waits to be paid."))
    try table.tap("mina", "order")
    #expect(table.harness.bills.map(\.status) == [.cancelled, .open])
    try table.call("mina", "cart.add", ["item": "cola"])
    #expect(!table.text.contains("This order waits to be paid."))
    try table.tap("mina", "order")
    #expect(table.harness.bills.map(\.status) == [.cancelled, .cancelled, .open])
    #expect(table.harness.bills.map(\.effect.key) == ["order-1", "order-2", "order-3"])
    #expect(table.lastTotal == 9000)
  }

  @Test("an order whose payment has not arrived yet is not billed a second time")
  func paidMeanwhile() throws {
    let table = try LunchTable(people: "me", "mina")
    try table.call("me", "cart.add", ["item": "bibim"])
    try table.tap("me", "order")
    let order = try #require(table.page.action(of: "order"))
    table.harness.holdsEvents = true
    try table.harness.pay("order-1", in: table.session, by: "me")
    try table.call("mina", order.feature, order.arguments)
    #expect(table.text.contains("It has just been paid"))
    #expect(table.harness.bills.count == 1)
    try table.harness.releaseEvents()
    #expect(table.orders.count == 1)
    #expect(table.cart.isEmpty)
  }

  @Test("a bill that runs out leaves the cart as it was")
  func expired() throws {
    let table = try LunchTable(people: "me")
    try table.call("me", "cart.add", ["item": "bibim"])
    try table.tap("me", "order")
    try table.harness.expire("order-1", in: table.session)
    #expect(table.cart == ["bibim×1 by 1"])
    try table.call("me", "menu.open")
    try table.tap("me", "order")
    #expect(table.harness.bills.last?.effect.key == "order-2")
  }

  @Test("nothing to order is said, not billed")
  func nothing() throws {
    let table = try LunchTable(people: "me")
    try table.call("me", "order.place")
    #expect(table.text.contains("There is nothing to order."))
    #expect(table.harness.bills.isEmpty)
  }

  @Test("the second restaurant: the same program, another menu, English first")
  func burgers() throws {
    let table = try LunchTable("seoul-burger", people: "me")
    try table.call("me", "menu.open")
    #expect(table.text.contains("Classic burger ₩9,900 — Beef, cheese, pickles"))
    try table.tap("me", "dish-classic")
    try table.tap(
      "me", "add", ["option-doneness": "well", "option-extras": ["bacon", "egg", "bacon"]])
    #expect(table.text.contains("Classic burger (Well done, Bacon, Egg) × 1 ₩12,400"))
    try table.call(
      "me", "cart.add",
      ["item": "classic", "option-doneness": ["well", "medium"]])
    #expect(table.text.contains("Doneness: choose 1 to 1."))
  }

  @Test("limits: 50 lines, 99 of one", arguments: [(50, true), (51, false)])
  func lineLimit(_ count: Int, _ fits: Bool) throws {
    let table = try LunchTable(people: "me")
    for number in 1...count {
      table.harness.leave(table.session, "p\(number - 1)")
      table.harness.join(table.session, "p\(number)")
      let add: () throws -> Page = { try table.call("p\(number)", "cart.add", ["item": "cola"]) }
      if number == count, !fits {
        #expect(throws: HarnessFault.declined("A cart holds at most 50 lines.")) { try add() }
      } else {
        _ = try add()
      }
    }
    #expect(table.cart.count == 50)
    try table.call("me", "cart.change", ["line": "1", "quantity": 99])
    #expect(throws: HarnessFault.self) {
      try table.call("me", "cart.change", ["line": "1", "quantity": 100])
    }
    // The oldest owners have left: the bill names only who is there.
    try table.call("me", "menu.open")
    try table.tap("me", "order")
    #expect(table.lastTotal == 296_000)
  }
}
