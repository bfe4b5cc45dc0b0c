/// A picture in shades of gray, 0 for black.
package struct GrayImage: Hashable, Sendable {
  /// Pixels of a picture that is looked at: 4,096 × 4,096.
  package static let maximumPixels = 1 << 24
  /// Bytes of a file that is looked at.
  package static let maximumFileBytes = 1 << 26

  /// Pixels of one row.
  package let width: Int
  /// Rows.
  package let height: Int
  /// Row by row from the top left.
  package let pixels: [UInt8]

  /// A picture from its rows.
  package init(width: Int, height: Int, pixels: [UInt8]) {
    precondition(width > 0 && height > 0 && pixels.count == width * height)
    precondition(pixels.count <= Self.maximumPixels)
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// Reads a PNG, PGM or PPM file.
  package init(file bytes: [UInt8]) throws(ImageError) {
    guard bytes.count <= Self.maximumFileBytes else { throw .tooLarge }
    if bytes.starts(with: PNGWriter.signature) {
      self = try PNGReader.read(bytes)
    } else if bytes.first == 0x50 {
      self = try NetpbmReader.read(bytes)
    } else {
      throw .unknownFormat
    }
  }

  /// Whether a size in pixels is one that is looked at.
  static func isAllowed(width: Int, height: Int) -> Bool {
    (1...maximumPixels).contains(width) && (1...maximumPixels).contains(height)
      && width <= maximumPixels / height
  }

  /// The picture with black and white exchanged.
  var negative: GrayImage {
    GrayImage(width: width, height: height, pixels: pixels.map { ~$0 })
  }

  /// The picture at half its size, each pixel the mean of four.
  var halved: GrayImage {
    let half = (width: width / 2, height: height / 2)
    var result = [UInt8](repeating: 0, count: half.width * half.height)
    for row in 0..<half.height {
      let upper = row * 2 * width
      for column in 0..<half.width {
        let index = upper + column * 2
        let sum =
          UInt16(pixels[index]) + UInt16(pixels[index + 1])
          + UInt16(pixels[index + width]) + UInt16(pixels[index + width + 1])
        result[row * half.width + column] = UInt8(sum / 4)
      }
    }
    return GrayImage(width: half.width, height: half.height, pixels: result)
  }

  /// Each pixel the mean of itself and its eight neighbours: takes the edge off noise.
  var smoothed: GrayImage {
    guard width > 2 && height > 2 else { return self }
    var result = pixels
    for row in 1..<(height - 1) {
      for index in (row * width + 1)..<(row * width + width - 1) {
        var sum = 0
        for start in [index - width, index, index + width] {
          sum += Int(pixels[start - 1]) + Int(pixels[start]) + Int(pixels[start + 1])
        }
        result[index] = UInt8(sum / 9)
      }
    }
    return GrayImage(width: width, height: height, pixels: result)
  }

  /// The brightness between pixels; outside, that of the nearest edge.
  func value(_ x: Double, _ y: Double) -> Double {
    let column = min(max(x - 0.5, 0), Double(width - 1))
    let row = min(max(y - 0.5, 0), Double(height - 1))
    let left = min(Int(column), width - 2 < 0 ? 0 : width - 2)
    let top = min(Int(row), height - 2 < 0 ? 0 : height - 2)
    let right = min(left + 1, width - 1)
    let below = min(top + 1, height - 1)
    let across = column - Double(left)
    let down = row - Double(top)
    let upper =
      Double(pixels[top * width + left]) * (1 - across)
      + Double(pixels[top * width + right]) * across
    let lower =
      Double(pixels[below * width + left]) * (1 - across)
      + Double(pixels[below * width + right]) * across
    return upper * (1 - down) + lower * down
  }
}
