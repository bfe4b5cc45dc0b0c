import Wire

/// The keys a person would press on the page of the split, for `madang split` and the demo.
enum SplitSteps {
  /// The receipt action that opens it.
  static let action = "split"
  /// The button that asks the friends.
  private static let askButton = "ask"
  /// How the buttons of the other ways begin.
  private static let modePrefix = "mode-"
  /// How the inputs of custom amounts begin.
  private static let sharePrefix = "share-"

  /// How a bill is split.
  enum Way: Hashable {
    case equal
    case byItem
    /// Amounts by the friends' numbers at the table.
    case custom(JSONObject)

    fileprivate var mode: String {
      switch self {
      case .equal: "equal"
      case .byItem: "items"
      case .custom: "custom"
      }
    }
  }

  /// Chooses the way where the page shows another, fills in amounts, and asks the friends.
  static func run(_ way: Way, _ engine: Engine) throws(ShellFailure) {
    // The page opens with the equal split; the others are one key away.
    if engine.screen.choice(modePrefix + way.mode) != nil { try engine.tap(modePrefix + way.mode) }
    if case .custom(let shares) = way {
      for share in shares.members {
        let id = share.key.hasPrefix(sharePrefix) ? share.key : sharePrefix + share.key
        try engine.fill(id, share.value)
      }
    }
    try engine.tap(askButton)
  }
}
