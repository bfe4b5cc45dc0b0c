import MiniProgramKit

/// The form of one dish for staff.
struct MenuEdit: Feature {
  struct Input: Codable {
    var item: String
  }

  let name = "menu.edit"
  let title = LocalizedText(ko: "음식 고치기", en: "Change a dish")
  let schema = Schema(.text("item", "The dish's id", length: 1...64))
  let visibility = Visibility.staff
  let isQuery = true

  func run(_ input: Input, _ call: inout Call<NoState>) throws -> Page {
    let menu = try Menu(call)
    let dish = try menu.known(input.item)
    let item = JSON.string(dish.id)
    return Page(dish.config.name) {
      if dish.isSoldOut {
        PageButton(
          "available", LocalizedText(ko: "다시 판매", en: "Sell again"), style: .primary,
          call: "menu.soldOut", ["item": item, "soldOut": false])
      } else {
        PageButton(
          "soldOut", LocalizedText(ko: "품절로 표시", en: "Mark sold out"), style: .primary,
          call: "menu.soldOut", ["item": item, "soldOut": true])
      }
      PageInput(
        id: "price", label: LocalizedText(ko: "가격", en: "Price"),
        kind: .number(range: 0...MenuConfig.priceLimit, step: 1, value: dish.price))
      PageButton(
        "setPrice", LocalizedText(ko: "가격 바꾸기", en: "Change the price"), call: "menu.price",
        ["item": item])
      PageButton("back", LocalizedText(ko: "메뉴 관리", en: "Back"), call: "menu.board")
    }
  }
}
