import MiniProgramKit

/// What staff changed about a dish; a record of the collection `menu` under the dish's id.
struct DishChange: Codable {
  var soldOut: Bool?
  var price: Int64?
}

/// The menu as it is now: the settings with what staff changed on top.
struct Menu {
  /// The collection of `DishChange`.
  static let collection = "menu"
  /// The query that reads every change.
  static let changesQuery = RecordQuery(collection)

  /// A dish as it is served now.
  struct Dish {
    let config: MenuConfig.Dish
    /// Minor units without options.
    let price: Int64
    let isSoldOut: Bool

    var id: String { config.id }
    var options: [MenuConfig.DishOption] { config.options ?? [] }
  }

  private let settings: MenuSettings
  let currency: Currency
  let dishes: [Dish]
  let changes: [String: DishChange]

  /// The merchant's settings.
  var config: MenuConfig { settings.config }

  /// Reads settings and changes.
  init(_ call: Call<some ProgramState>) throws {
    settings = try call.settings(as: MenuSettings.self)
    if let fault = settings.fault {
      throw Declined(ko: "메뉴 설정이 잘못되었습니다: \(fault)", en: "The menu's settings are wrong: \(fault)")
    }
    currency = settings.config.currency ?? .krw
    let rows = try call.query(Self.changesQuery, as: DishChange.self)
    let changes = Dictionary(rows.map { ($0.key, $0.value) }) { first, _ in first }
    self.changes = changes
    dishes = settings.config.menu.map { dish in
      let change = changes[dish.id]
      return Dish(
        config: dish, price: change?.price ?? dish.price, isSoldOut: change?.soldOut ?? false)
    }
  }

  /// A dish by id.
  func dish(_ id: String) -> Dish? { dishes.first { $0.id == id } }

  /// A dish by id, or a refusal.
  func known(_ id: String) throws -> Dish {
    guard let dish = dish(id) else {
      throw Declined(ko: "메뉴에 없는 음식입니다.", en: "That dish is not on the menu.")
    }
    return dish
  }

  /// An amount of the menu's currency.
  func money(_ amount: Int64) -> Money { Money(amount, currency) }

  /// Categories with their dishes; dishes of no category come last.
  var sections: [(title: LocalizedText?, dishes: [Dish])] {
    settings.groups.map { group in (group.title, group.places.map { dishes[$0] }) }
  }
}

extension Menu.Dish {
  /// What a selection of choices costs with the dish, minor units; nil where it names something
  /// that the dish does not offer.
  func price(with selection: [String: [String]]) -> Int64? {
    var sum = price
    for (option, ids) in selection {
      guard let choices = options.first(where: { $0.id == option })?.choices else { return nil }
      for id in ids {
        guard let choice = choices.first(where: { $0.id == id }) else { return nil }
        sum += choice.price ?? 0
      }
    }
    return sum
  }

  /// The dish's name with what was chosen: `Bibim noodles (large, egg)`.
  func title(with selection: [String: [String]]) -> LocalizedText {
    let chosen = options.flatMap { option in
      option.choices.filter { selection[option.id]?.contains($0.id) ?? false }.map(\.name)
    }
    guard !chosen.isEmpty else { return config.name }
    func text(_ language: Language) -> String {
      let names = chosen.map { $0.text(in: language) }.joined(separator: ", ")
      return config.name.text(in: language) + " (" + names + ")"
    }
    return LocalizedText(ko: text(.korean), en: text(.english))
  }

  /// Why a selection is not allowed; nil where it is.
  func fault(in selection: [String: [String]]) -> LocalizedText? {
    for option in options {
      let count = Set(selection[option.id] ?? []).count
      let least = option.minimum ?? 0
      let most = option.maximum ?? 1
      guard count < least || count > most else { continue }
      let name = option.name
      return LocalizedText(
        ko: "\(name.text(in: .korean)): \(least)~\(most)개를 골라 주세요.",
        en: "\(name.text(in: .english)): choose \(least) to \(most).")
    }
    if price(with: selection) == nil {
      return LocalizedText(ko: "없는 선택입니다.", en: "That choice does not exist.")
    }
    return nil
  }
}
