import MiniProgramKit

/// The merchant's settings with what follows from them alone: worked out once, not in every call.
struct MenuSettings: Decodable {
  /// A heading with the places in the menu of what stands under it.
  struct Group {
    var title: LocalizedText?
    var places: [Int]
  }

  let config: MenuConfig
  /// Why the settings cannot be used; nil where they can.
  let fault: String?
  /// Categories in order; dishes of no category come last.
  let groups: [Group]

  init(from decoder: any Decoder) throws {
    config = try MenuConfig(from: decoder)
    fault = config.fault
    groups = Self.groups(of: config)
  }

  private static func groups(of config: MenuConfig) -> [Group] {
    let categories = config.categories ?? []
    let known = Set(categories.map(\.id))
    let menu = config.menu
    let rest = menu.indices.filter { place in
      menu[place].category.map { !known.contains($0) } ?? true
    }
    let others = LocalizedText(ko: "그 밖에", en: "More")
    return categories.map { category in
      Group(
        title: category.name, places: menu.indices.filter { menu[$0].category == category.id })
    } + [Group(title: categories.isEmpty ? nil : others, places: rest)]
  }
}
