import MiniProgramKit

/// Marks a dish as sold out, or sells it again.
struct MenuSoldOut: Feature {
  struct Input: Codable {
    var item: String
    var soldOut: Bool
  }

  let name = "menu.soldOut"
  let title = LocalizedText(ko: "품절 표시", en: "Mark sold out")
  let schema = Schema(
    .text("item", "The dish's id", length: 1...64),
    .flag("soldOut", "Whether it is sold out"))
  let visibility = Visibility.staff
  let needsHost = true

  func run(_ input: Input, _ call: inout Call<NoState>) throws -> Page {
    let menu = try Menu(call)
    let dish = try menu.known(input.item)
    var change = menu.changes[dish.id] ?? DishChange()
    change.soldOut = input.soldOut
    call.put(Menu.collection, dish.id, change)
    return MenuBoard.page(menu, changed: (dish.id, change))
  }
}
