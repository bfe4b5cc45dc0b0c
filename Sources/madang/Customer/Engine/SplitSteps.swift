import Wire

/// The keys a person would press on the page of the split, for `madang split` and the demo.
enum SplitSteps {
  /// The receipt action that opens it.
  static let action = "split"

  /// How a bill is split.
  enum Way: Hashable {
    case equal
    case byItem
    case custom(JSONObject)
  }

  /// Words a choice may be called by, for each way.
  private static func words(_ way: Way) -> [String] {
    switch way {
    case .equal: ["equal", "split.equal", "way=equal", "mode=equal"]
    case .byItem: ["byItem", "items", "by-item", "split.items", "way=items", "mode=items"]
    case .custom: ["custom", "split.custom", "way=custom", "mode=custom"]
    }
  }

  /// Chooses the way, fills in amounts, and confirms with the primary button.
  static func run(_ way: Way, _ engine: Engine) throws(ShellFailure) {
    let names = words(way)
    guard let choice = engine.screen.choices.first(where: { names.contains($0.id) }) else {
      throw .fault(ShellFault(.unknownChoice, ["id": .string(names[0])]))
    }
    try engine.tap(choice.id)
    if case .custom(let shares) = way {
      for share in shares.members { try engine.fill(share.key, share.value) }
    }
    try confirm(engine)
  }

  private static func confirm(_ engine: Engine) throws(ShellFailure) {
    guard case .visit = engine.place,
      let primary = engine.screen.choices.first(where: { $0.key == .enter })
    else { return }
    try engine.tap(primary.id)
  }
}
