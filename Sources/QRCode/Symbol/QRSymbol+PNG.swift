extension QRSymbol {
  /// Pixels of one module in a picture.
  package static let scales: ClosedRange<Int> = 1...64

  /// A PNG file in black and white with `scale` pixels for each module.
  package func png(scale: Int = 8, margin: Int = printMargin) -> [UInt8] {
    precondition(Self.scales.contains(scale) && margin >= 0)
    let side = (size + 2 * margin) * scale
    let stride = (side + 7) / 8
    var rows = [UInt8]()
    rows.reserveCapacity(stride * side)
    for row in -margin..<(size + margin) {
      var line = [UInt8](repeating: 0xFF, count: stride)
      for column in 0..<size where isDark(row: row, column: column) {
        for pixel in ((column + margin) * scale)..<((column + margin + 1) * scale) {
          line[pixel / 8] &= ~(0x80 >> UInt8(pixel % 8))
        }
      }
      for _ in 0..<scale { rows.append(contentsOf: line) }
    }
    return PNGWriter.blackAndWhite(width: side, height: side, rows: rows)
  }
}
