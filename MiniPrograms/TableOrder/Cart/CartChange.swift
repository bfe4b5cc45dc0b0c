import MiniProgramKit

/// Sets how many of a line of the cart.
struct CartChange: Feature {
  struct Input: Codable {
    var line: String
    var quantity: Int64
  }

  let name = "cart.change"
  let title = LocalizedText(ko: "수량 바꾸기", en: "Change quantity")
  let schema = Schema(
    .text("line", "The line's id", length: 1...32),
    .integer("quantity", "How many; 0 removes the line", in: 0...TableState.quantityLimit))

  /// What is said where somebody else was faster.
  static let gone = Notice(
    LocalizedText(ko: "이미 장바구니에 없습니다.", en: "It is no longer in the cart."), .info)

  func run(_ input: Input, _ call: inout Call<TableState>) throws -> Page {
    let view = try TableView(call)
    let found = call.state.change(input.line, to: input.quantity)
    return found ? view.page(call) : view.page(call, Self.gone)
  }
}
