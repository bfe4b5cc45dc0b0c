import MiniProgramKit

/// The receipt of an order of this table, drawn by the host from its own numbers.
struct OrderShow: Feature {
  struct Input: Codable {
    var bill: String
  }

  let name = "order.show"
  let title = LocalizedText(ko: "영수증", en: "Receipt")
  let schema = Schema(.text("bill", "The bill's key", length: 1...64))
  let isQuery = true

  func run(_ input: Input, _ call: inout Call<TableState>) throws -> Page {
    guard call.state.placed.contains(where: { $0.bill == input.bill }) else {
      throw Declined(ko: "이 자리의 주문이 아닙니다.", en: "That is no order of this table.")
    }
    return Page(title, refresh: PageAction(name, ["bill": .string(input.bill)])) {
      BillComponent(key: input.bill)
      PageButton("back", LocalizedText(ko: "메뉴로", en: "Back to the menu"), call: "menu.open")
    }
  }
}
