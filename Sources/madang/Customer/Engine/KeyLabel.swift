/// The one key that does one thing on a screen.
enum KeyLabel: Hashable {
  case enter
  case escape
  case character(Character)

  /// The keys that things are labelled with, in order: digits, then letters, then capitals.
  static let row: [Character] =
    Array("123456789") + Array("abcdefghijklmnopqrstuvwxyz") + Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")

  /// How the key is written on the screen.
  var text: String {
    switch self {
    case .enter: "↵"
    case .escape: "Esc"
    case .character(let character): String(character)
    }
  }

  /// How the key is written where every byte must be plain: `enter`, `esc`, `1`.
  var name: String {
    switch self {
    case .enter: "enter"
    case .escape: "esc"
    case .character(let character): String(character)
    }
  }
}
