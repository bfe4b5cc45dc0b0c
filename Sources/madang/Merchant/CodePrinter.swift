import QRCode

/// Draws codes for terminals and files.
enum CodePrinter {
  /// The symbol of a payload; nil where it is too long to be drawn.
  static func symbol(_ payload: String) -> QRSymbol? {
    do { return try QRSymbol(payload) } catch { return nil }
  }

  /// The symbol on a terminal that can show it; nothing elsewhere, for a symbol without colours may
  /// be unreadable.
  static func lines(_ payload: String, _ output: Output) -> [String] {
    guard output.mode == nil, output.hasColour, let symbol = symbol(payload) else { return [] }
    return symbol.cells(.halfBlocks)
  }

  /// Writes a code as text, SVG and PNG.
  static func write(_ payload: String, to directory: String, name: String) throws(ShellFailure)
    -> [String]
  {
    try Files.createDirectories(directory, mode: 0o755)
    let stem = directory + "/" + name
    try Files.write(Array((payload + "\n").utf8), to: stem + ".txt")
    guard let symbol = symbol(payload) else { return [stem + ".txt"] }
    try Files.write(Array(symbol.svg().utf8), to: stem + ".svg")
    try Files.write(symbol.png(), to: stem + ".png")
    return [stem + ".txt", stem + ".svg", stem + ".png"]
  }
}
