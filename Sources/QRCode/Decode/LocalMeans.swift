/// Mean brightness around every pixel, from sums over rectangles.
struct LocalMeans {
  private let width: Int
  private let height: Int
  /// Sums of everything above and to the left, one row and column more than the picture.
  private let sums: [UInt32]

  init(_ image: GrayImage) {
    width = image.width
    height = image.height
    var sums = [UInt32](repeating: 0, count: (width + 1) * (height + 1))
    for row in 0..<height {
      var line: UInt32 = 0
      let above = row * (width + 1)
      let here = above + width + 1
      for column in 0..<width {
        line &+= UInt32(image.pixels[row * width + column])
        sums[here + column + 1] = sums[above + column + 1] &+ line
      }
    }
    self.sums = sums
  }

  /// The mean of the square of `2 × radius + 1` pixels, cut at the edges.
  func mean(column: Int, row: Int, radius: Int) -> Int {
    let left = max(0, column - radius)
    let right = min(width, column + radius + 1)
    let top = max(0, row - radius) * (width + 1)
    let bottom = min(height, row + radius + 1) * (width + 1)
    // Wrapping sums give the right difference as long as one window fits 32 bits.
    let sum = sums[bottom + right] &- sums[top + right] &- sums[bottom + left] &+ sums[top + left]
    return Int(sum) / ((right - left) * ((bottom - top) / (width + 1)))
  }

  /// The lowest mean of four squares beside a pixel: on either side of a shadow's edge one of
  /// them lies in the dark part only, and what is dark in the light is darker than that too.
  func shadowMean(column: Int, row: Int, radius: Int) -> Int {
    let left = max(0, column - radius)
    let right = min(width - 1, column + radius)
    let above = max(0, row - radius)
    let below = min(height - 1, row + radius)
    return min(
      min(
        mean(column: left, row: row, radius: radius),
        mean(column: right, row: row, radius: radius)),
      min(
        mean(column: column, row: above, radius: radius),
        mean(column: column, row: below, radius: radius)))
  }

  /// The pixel of a point, moved into the picture.
  func pixel(_ point: Point) -> (column: Int, row: Int) {
    (min(max(Int(point.x), 0), width - 1), min(max(Int(point.y), 0), height - 1))
  }
}
