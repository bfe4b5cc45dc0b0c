import MiniProgramKit

/// Changes what a dish costs from now on.
struct MenuPrice: Feature {
  struct Input: Codable {
    var item: String
    var price: Int64
  }

  let name = "menu.price"
  let title = LocalizedText(ko: "가격 바꾸기", en: "Change a price")
  let schema = Schema(
    .text("item", "The dish's id", length: 1...64),
    .integer("price", "Minor units without options", in: 0...MenuConfig.priceLimit))
  let visibility = Visibility.staff
  let needsHost = true

  func run(_ input: Input, _ call: inout Call<NoState>) throws -> Page {
    let menu = try Menu(call)
    let dish = try menu.known(input.item)
    var change = menu.changes[dish.id] ?? DishChange()
    change.price = input.price
    call.put(Menu.collection, dish.id, change)
    return MenuBoard.page(menu, changed: (dish.id, change))
  }
}
