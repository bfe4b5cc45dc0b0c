import MiniProgramKit

/// The menu for staff: what is sold out, what costs how much.
struct MenuBoard: Feature {
  let name = "menu.board"
  let title = LocalizedText(ko: "메뉴 관리", en: "Manage the menu")
  let visibility = Visibility.staff
  let isQuery = true

  func run(_ input: NoInput, _ call: inout Call<NoState>) throws -> Page {
    Self.page(try Menu(call))
  }

  /// The list of dishes, each of which opens its form; `changed` is drawn as it will be.
  static func page(_ menu: Menu, changed: (id: String, change: DishChange)? = nil) -> Page {
    Page(
      LocalizedText(ko: "메뉴 관리", en: "Manage the menu"), refresh: PageAction("menu.board")
    ) {
      PageList(
        filter: menu.dishes.count > 12,
        items: menu.dishes.map { dish in
          let change = changed?.id == dish.id ? changed?.change : menu.changes[dish.id]
          return PageList.Item(
            id: "dish-" + dish.id, title: dish.config.name,
            badge: change?.soldOut ?? false ? LocalizedText(ko: "품절", en: "sold out") : nil,
            price: menu.money(change?.price ?? dish.config.price),
            action: PageAction("menu.edit", ["item": .string(dish.id)]))
        })
      PageButton("back", LocalizedText(ko: "주방으로", en: "To the kitchen"), call: "kitchen.board")
    }
  }
}
