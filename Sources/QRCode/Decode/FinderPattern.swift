/// One of the three large squares that mark the corners of a symbol.
struct FinderPattern {
  /// The middle of the inner square.
  var centre: Point
  /// Pixels of one module, averaged over both directions.
  var module: Double
  /// How many lines crossed the pattern.
  var lines: Int

  /// Whether a new crossing belongs to this pattern.
  func isNear(_ point: Point, module other: Double) -> Bool {
    abs(point.x - centre.x) <= 2 * module && abs(point.y - centre.y) <= 2 * module
      && other < 2 * module && module < 2 * other
  }

  mutating func add(_ point: Point, module other: Double) {
    let weight = 1 / Double(lines + 1)
    centre = centre * (1 - weight) + point * weight
    module = module * (1 - weight) + other * weight
    lines += 1
  }
}
