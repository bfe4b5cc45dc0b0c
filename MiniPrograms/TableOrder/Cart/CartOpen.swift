import MiniProgramKit

/// One line of the cart, to change or remove.
struct CartOpen: Feature {
  struct Input: Codable {
    var line: String
  }

  let name = "cart.open"
  let title = LocalizedText(ko: "장바구니의 한 줄", en: "A line of the cart")
  let schema = Schema(.text("line", "The line's id", length: 1...32))
  let isQuery = true

  func run(_ input: Input, _ call: inout Call<TableState>) throws -> Page {
    let view = try TableView(call)
    let cart = Cart(call.state.cart, view.menu)
    guard let entry = cart.entries.first(where: { $0.line.id == input.line }) else {
      return view.page(call, CartChange.gone)
    }
    let line: JSONObject = ["line": .string(input.line)]
    return Page(entry.title) {
      PageInput(
        id: "quantity", label: LocalizedText(ko: "수량", en: "Quantity"),
        kind: .number(
          range: 1...TableState.quantityLimit, step: 1,
          value: min(max(1, entry.line.quantity), TableState.quantityLimit)))
      PageButton(
        "change", LocalizedText(ko: "수량 바꾸기", en: "Change quantity"), style: .primary,
        call: "cart.change", line)
      PageButton(
        "remove", LocalizedText(ko: "빼기", en: "Remove"), style: .danger, call: "cart.remove", line)
      PageButton("back", LocalizedText(ko: "메뉴로", en: "Back to the menu"), call: "menu.open")
    }
  }
}
