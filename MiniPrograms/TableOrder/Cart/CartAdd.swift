import MiniProgramKit

/// Puts a dish into the shared cart; the answer already carries the button that orders it.
struct CartAdd: Feature {
  /// How the names of arguments begin that choose something of an option.
  static let optionPrefix = "option-"

  /// What was chosen about a dish.
  struct Selection {
    var quantity: Int64?
    /// Chosen ids by option, sorted and each once, so that equal choices are equal.
    var options: [String: [String]] = [:]
  }

  struct Input: Codable {
    var item: String
    var selection = Selection()

    private enum CodingKeys: String, CodingKey {
      case item
    }

    init(from decoder: any Decoder) throws {
      item = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .item)
      let object = try JSONObject(from: decoder)
      selection.quantity = object["quantity"]?.integer
      for member in object.members where member.key.hasPrefix(optionPrefix) {
        let ids = Set(try member.value.decode(Choices.self).ids).sorted()
        if !ids.isEmpty {
          selection.options[String(member.key.dropFirst(optionPrefix.count))] = ids
        }
      }
    }
  }

  let name = "cart.add"
  let title = LocalizedText(ko: "장바구니에 담기", en: "Add to cart")
  let schema = Schema(
    .text("item", "The dish's id", length: 1...64),
    .integer("quantity", "How many, 1 where missing", in: 1...TableState.quantityLimit).optional,
    .choice(optionPrefix, "Chosen ids of one of the dish's options").many)

  func run(_ input: Input, _ call: inout Call<TableState>) throws -> Page {
    let view = try TableView(call)
    let dish = try view.menu.known(input.item)
    guard !dish.isSoldOut else {
      return view.page(
        call, Notice(LocalizedText(ko: "방금 품절되었습니다.", en: "It has just sold out."), .warning))
    }
    if let fault = dish.fault(in: input.selection.options) {
      return MenuDish.page(view.menu, dish, input.selection, fault: fault)
    }
    call.state.table = call.parameter("table") ?? call.state.table
    try call.state.add(
      dish, input.selection.options, quantity: input.selection.quantity ?? 1, by: call.viewer)
    return view.page(call)
  }
}
