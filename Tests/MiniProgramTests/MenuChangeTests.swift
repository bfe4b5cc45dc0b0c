import MiniProgramKit
import Testing

@Suite("TableOrder when the menu changes under a cart")
struct MenuChangeTests {
  @Test("a new price is shown as old → new and ordered only after that was seen")
  func price() throws {
    let table = try LunchTable(people: "me")
    try table.call("me", "cart.add", ["item": "bibim"])
    try table.staff("menu.price", ["item": "bibim", "price": 7500])
    try table.tap("me", "order")
    #expect(table.harness.bills.isEmpty)
    #expect(table.text.contains("Nothing was ordered yet."))
    #expect(table.text.contains("price changed ₩7,000 → ₩7,500"))
    #expect(table.page.plainText(in: .korean).contains("가격 변경 ₩7,000 → ₩7,500"))
    #expect(table.text.contains("Order ₩7,500"))
    try table.tap("me", "order")
    #expect(table.lastTotal == 7500)
  }

  @Test("an order without a page is refused as well when a price changed")
  func withoutPage() throws {
    let table = try LunchTable(people: "me")
    try table.call("me", "cart.add", ["item": "bibim"])
    try table.staff("menu.price", ["item": "bibim", "price": 6000])
    try table.call("me", "order.place")
    #expect(table.harness.bills.isEmpty)
    #expect(table.text.contains("₩7,000 → ₩6,000"))
  }

  @Test("prices that change against each other are a change, though the total stays")
  func sameTotal() throws {
    let table = try LunchTable(people: "me")
    try table.call("me", "cart.add", ["item": "bibim"])
    try table.call("me", "cart.add", ["item": "janchi"])
    try table.staff("menu.price", ["item": "bibim", "price": 6500])
    try table.staff("menu.price", ["item": "janchi", "price": 7000])
    try table.tap("me", "order")
    #expect(table.harness.bills.isEmpty)
  }

  @Test("a sold-out dish is shown disabled with the reason and cannot be added")
  func soldOutMenu() throws {
    let table = try LunchTable(people: "me")
    try table.staff("menu.soldOut", ["item": "mandu", "soldOut": true])
    try table.call("me", "menu.open")
    let item = try #require(table.page.items.first { $0.id == "dish-mandu" })
    #expect(item.disabled?.text(in: .korean) == "품절")
    #expect(table.page.action(of: "dish-mandu") == nil)
    try table.call("me", "cart.add", ["item": "mandu"])
    #expect(table.text.contains("It has just sold out."))
    #expect(table.cart.isEmpty)
    try table.staff("menu.soldOut", ["item": "mandu", "soldOut": false])
    try table.call("me", "menu.open")
    try table.tap("me", "dish-mandu")
    #expect(table.cart == ["mandu×1 by 1"])
  }

  @Test("a dish that sells out in the cart is left out only after that was seen")
  func soldOutCart() throws {
    let table = try LunchTable(people: "me", "mina")
    try table.call("me", "cart.add", ["item": "bibim"])
    try table.call("mina", "cart.add", ["item": "mandu"])
    try table.staff("menu.soldOut", ["item": "mandu", "soldOut": true])
    try table.tap("me", "order")
    #expect(table.harness.bills.isEmpty)
    #expect(table.text.contains("sold out: will be left out"))
    #expect(table.text.contains("Order ₩7,000 without sold out"))
    try table.tap("me", "order")
    #expect(table.lastTotal == 7000)
    #expect(table.harness.bills.last?.effect.lines.count == 1)
  }

  @Test("a cart of sold-out dishes cannot be ordered")
  func allSoldOut() throws {
    let table = try LunchTable(people: "me")
    try table.call("me", "cart.add", ["item": "bibim"])
    try table.staff("menu.soldOut", ["item": "bibim", "soldOut": true])
    try table.call("me", "menu.open")
    #expect(table.page.action(of: "order") == nil)
    try table.call("me", "order.place", ["agreed": "anything"])
    #expect(table.harness.bills.isEmpty)
  }

  @Test("only managers and owners change prices; kitchen marks sold out")
  func roles() throws {
    let table = try LunchTable(people: "me")
    #expect(throws: HarnessFault.self) {
      try table.staff("menu.price", ["item": "bibim", "price": 1], role: .kitchen)
    }
    try table.staff("menu.soldOut", ["item": "bibim", "soldOut": true], role: .kitchen)
    #expect(throws: HarnessFault.self) {
      try table.call("me", "menu.soldOut", ["item": "bibim", "soldOut": false])
    }
    let page = try table.staff("menu.board")
    #expect(page.plainText(in: .english).contains("Spicy mixed noodles ₩7,000 [sold out]"))
  }
}
