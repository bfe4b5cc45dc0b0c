import MiniProgramKit

/// Takes a line out of the cart.
struct CartRemove: Feature {
  struct Input: Codable {
    var line: String
  }

  let name = "cart.remove"
  let title = LocalizedText(ko: "장바구니에서 빼기", en: "Remove from cart")
  let schema = Schema(.text("line", "The line's id", length: 1...32))

  func run(_ input: Input, _ call: inout Call<TableState>) throws -> Page {
    let view = try TableView(call)
    let found = call.state.change(input.line, to: 0)
    return found ? view.page(call) : view.page(call, CartChange.gone)
  }
}
