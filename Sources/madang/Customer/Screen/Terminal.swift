import Glibc

/// Facts about the terminal.
enum Terminal {
  /// The columns of the terminal; 0 where there is none or it does not know.
  static func columns() -> Int { size().columns }

  /// The size of the terminal in cells.
  static func size() -> (columns: Int, rows: Int) {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 else { return (0, 0) }
    return (Int(size.ws_col), Int(size.ws_row))
  }
}
