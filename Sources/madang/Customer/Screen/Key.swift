/// What a person pressed.
enum Key: Hashable {
  case character(Character)
  case enter
  case escape
  case tab
  case backTab
  case backspace
  case up
  case down
  case left
  case right
  case pageUp
  case pageDown
  case home
  case end
  /// Ctrl-C.
  case interrupt
  /// Text that came from a clipboard; never a command.
  case paste(String)
  /// A key that means nothing here.
  case unknown
  /// The terminal's answer to where its cursor stands, from 1.
  case cursor(column: Int)
}
