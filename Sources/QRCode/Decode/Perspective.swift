/// A projective map of the plane: from modules of a symbol to pixels of a picture.
struct Perspective {
  /// Eight coefficients; the ninth is 1.
  private let coefficients: [Double]

  /// The map that takes each `from` to its `to`; least squares when there are more than four.
  ///
  /// Nil when the points do not determine a map.
  init?(_ pairs: [(from: Point, to: Point)]) {
    precondition(pairs.count >= 4, "a projective map needs four points")
    // Normal equations of two rows for each pair: unknowns a…h of
    // x = (au + bv + c) / (gu + hv + 1), y = (du + ev + f) / (gu + hv + 1).
    var matrix = [[Double]](repeating: [Double](repeating: 0, count: 9), count: 8)
    for (from, to) in pairs {
      let rows = [
        [from.x, from.y, 1, 0, 0, 0, -from.x * to.x, -from.y * to.x, to.x],
        [0, 0, 0, from.x, from.y, 1, -from.x * to.y, -from.y * to.y, to.y],
      ]
      for row in rows {
        for line in 0..<8 {
          for column in 0..<9 { matrix[line][column] += row[line] * row[column] }
        }
      }
    }
    guard let solution = Self.solve(&matrix) else { return nil }
    coefficients = solution
  }

  /// Gauss elimination with pivots.
  private static func solve(_ matrix: inout [[Double]]) -> [Double]? {
    for column in 0..<8 {
      let pivot = (column..<8).max { abs(matrix[$0][column]) < abs(matrix[$1][column]) } ?? column
      guard abs(matrix[pivot][column]) > 1e-9 else { return nil }
      matrix.swapAt(pivot, column)
      for row in 0..<8 where row != column {
        let factor = matrix[row][column] / matrix[column][column]
        if factor == 0 { continue }
        for index in column..<9 { matrix[row][index] -= factor * matrix[column][index] }
      }
    }
    return (0..<8).map { matrix[$0][8] / matrix[$0][$0] }
  }

  /// The pixel of a place on the symbol; far outside the picture where the map has no answer.
  func callAsFunction(_ x: Double, _ y: Double) -> Point {
    let divisor = coefficients[6] * x + coefficients[7] * y + 1
    let point = Point(
      x: (coefficients[0] * x + coefficients[1] * y + coefficients[2]) / divisor,
      y: (coefficients[3] * x + coefficients[4] * y + coefficients[5]) / divisor)
    // Behind the horizon; this also keeps what is no number out of integer conversions.
    guard abs(point.x) < Self.farthest, abs(point.y) < Self.farthest else {
      return Point(x: -Self.farthest, y: -Self.farthest)
    }
    return point
  }

  /// Pixels from the picture's corner beyond which nothing is looked at.
  private static let farthest = 1_000_000.0
}
