/// Which pixels of a picture are dark.
struct DarkMap {
  /// How light and dark are told apart.
  enum Threshold {
    /// Darker than the neighbourhood, a sixteenth of the picture to each side: half light.
    case local
    /// Darker than the darkest side of the neighbourhood: the edge of a shadow.
    case shadow
    /// Darker than one value for the whole picture: large modules.
    case global
  }

  let width: Int
  let height: Int
  /// Row by row, 1 for dark.
  private(set) var pixels: [UInt8]

  init(_ image: GrayImage, means: LocalMeans, threshold: Threshold) {
    width = image.width
    height = image.height
    pixels = [UInt8](repeating: 0, count: image.pixels.count)
    switch threshold {
    case .global:
      let limit = Self.otsu(image)
      for index in pixels.indices where image.pixels[index] <= limit { pixels[index] = 1 }
    case .local, .shadow:
      let isLocal = threshold == .local
      let radius = max(8, max(width, height) / (isLocal ? 16 : 28))
      for row in 0..<height {
        for column in 0..<width {
          let mean =
            isLocal
            ? means.mean(column: column, row: row, radius: radius)
            : means.shadowMean(column: column, row: row, radius: radius)
          // A margin keeps noise on plain paper from becoming dots.
          let limit = mean - max(3, mean / 16)
          if Int(image.pixels[row * width + column]) < limit { pixels[row * width + column] = 1 }
        }
      }
    }
  }

  func isDark(column: Int, row: Int) -> Bool { pixels[row * width + column] == 1 }

  /// Light outside the picture.
  func isDark(_ point: Point) -> Bool {
    guard point.x >= 0, point.y >= 0, point.x < Double(width), point.y < Double(height) else {
      return false
    }
    return pixels[Int(point.y) * width + Int(point.x)] == 1
  }

  /// The brightness that separates two groups best (Otsu 1979).
  private static func otsu(_ image: GrayImage) -> UInt8 {
    var counts = [Int](repeating: 0, count: 256)
    for pixel in image.pixels { counts[Int(pixel)] += 1 }
    let total = image.pixels.count
    let sum = counts.enumerated().reduce(0) { $0 + $1.offset * $1.element }
    var below = 0
    var belowSum = 0
    var best = (limit: 127, score: -1.0)
    for limit in 0..<255 {
      below += counts[limit]
      belowSum += limit * counts[limit]
      if below == 0 || below == total { continue }
      let difference =
        Double(belowSum) / Double(below) - Double(sum - belowSum) / Double(total - below)
      let score = Double(below) * Double(total - below) * difference * difference
      if score > best.score { best = (limit, score) }
    }
    return UInt8(best.limit)
  }
}
