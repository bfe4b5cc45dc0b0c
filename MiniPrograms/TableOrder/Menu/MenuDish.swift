import MiniProgramKit

/// A dish with its options.
struct MenuDish: Feature {
  struct Input: Codable {
    var item: String
  }

  let name = "menu.dish"
  let title = LocalizedText(ko: "음식 고르기", en: "Choose a dish")
  let schema = Schema(.text("item", "The dish's id", length: 1...64))
  let isQuery = true

  func run(_ input: Input, _ call: inout Call<TableState>) throws -> Page {
    let menu = try Menu(call)
    return Self.page(menu, try menu.known(input.item), CartAdd.Selection())
  }

  /// The page of a dish with what was already chosen, and why that was not accepted.
  static func page(
    _ menu: Menu, _ dish: Menu.Dish, _ chosen: CartAdd.Selection, fault: LocalizedText? = nil
  ) -> Page {
    Page(dish.config.name, refresh: nil) {
      if let fault { Notice(fault, .warning) }
      if let about = dish.config.about { Text(about, .quiet) }
      Facts([
        PageNode.Fact(
          LocalizedText(ko: "가격", en: "Price"), LocalizedText(menu.money(dish.price).formatted))
      ])
      for option in dish.options { choice(option, menu, chosen) }
      PageInput(
        id: "quantity", label: LocalizedText(ko: "수량", en: "Quantity"),
        kind: .number(
          range: 1...TableState.quantityLimit, step: 1, value: chosen.quantity ?? 1))
      PageButton(
        "add", LocalizedText(ko: "담기", en: "Add to cart"), style: .primary, call: "cart.add",
        ["item": .string(dish.id)],
        disabled: dish.isSoldOut ? LocalizedText(ko: "품절", en: "sold out") : nil)
      PageButton("back", LocalizedText(ko: "메뉴로", en: "Back to the menu"), call: "menu.open")
    }
  }

  private static func choice(
    _ option: MenuConfig.DishOption, _ menu: Menu, _ chosen: CartAdd.Selection
  ) -> PageInput {
    PageInput(
      id: CartAdd.optionPrefix + option.id, label: option.name,
      required: (option.minimum ?? 0) > 0,
      kind: .choice(
        options: option.choices.map { choice in
          PageInput.Option(
            id: choice.id, title: choice.name, price: choice.price.map { menu.money($0) })
        },
        minimum: option.minimum ?? 0, maximum: option.maximum ?? 1,
        chosen: chosen.options[option.id] ?? []))
  }
}
