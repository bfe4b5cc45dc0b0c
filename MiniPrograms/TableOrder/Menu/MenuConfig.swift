import MiniProgramKit

/// The merchant's settings: what is served, for how much, at how many tables.
struct MenuConfig: Codable {
  /// Dishes one menu may have: all changes of a menu fit one query.
  static let dishLimit = RecordQuery.rowLimit
  /// Categories one menu may have.
  static let categoryLimit = 20
  /// The largest price of a dish or a choice, in minor units.
  static let priceLimit: Int64 = 100_000_000

  /// A heading dishes stand under.
  struct Category: Codable {
    var id: String
    var name: LocalizedText
  }

  /// Something to eat or drink.
  struct Dish: Codable {
    var id: String
    var category: String?
    var name: LocalizedText
    var about: LocalizedText?
    var price: Int64
    var options: [DishOption]?
  }

  /// Something to choose about a dish.
  struct DishOption: Codable {
    var id: String
    var name: LocalizedText
    var choices: [Choice]
    var minimum: Int?
    var maximum: Int?
  }

  /// One answer to an option.
  struct Choice: Codable {
    var id: String
    var name: LocalizedText
    /// What it adds, minor units.
    var price: Int64?
  }

  var tables: Int64?
  var currency: Currency?
  var categories: [Category]?
  var menu: [Dish]

  /// Why the settings cannot be used; nil where they can.
  var fault: String? {
    if menu.count > Self.dishLimit { return "more than \(Self.dishLimit) dishes" }
    if (categories ?? []).count > Self.categoryLimit {
      return "more than \(Self.categoryLimit) categories"
    }
    if Set(menu.map(\.id)).count != menu.count { return "two dishes have one id" }
    let prices = menu.flatMap { dish in
      [dish.price] + (dish.options ?? []).flatMap { $0.choices.map { $0.price ?? 0 } }
    }
    guard prices.allSatisfy({ (0...Self.priceLimit).contains($0) }) else {
      return "a price is not from 0 to \(Self.priceLimit)"
    }
    return nil
  }
}
