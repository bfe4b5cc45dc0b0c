package import QRCode

/// Makes pictures of a code as a camera would see it, for tests and for measuring.
package struct Photo: Sendable {
  /// Pixels of one row.
  package var width = 320
  /// Rows.
  package var height = 240
  /// Turned clockwise, in degrees.
  package var rotation = 0.0
  /// How much smaller the far side is, 0 for a view from straight above.
  package var tilt = 0.0
  /// Pixels of one module at the middle.
  package var module = 6.0
  /// Radius of the box that is averaged twice, in pixels.
  package var blur = 0
  /// Standard deviation of the noise in shades.
  package var noise = 0.0
  /// How dark the left half is, 1 for the same.
  package var shade = 1.0
  /// Whether light and dark are exchanged.
  package var isInverted = false
  /// The shade of dark modules.
  var black = 30.0
  /// The shade of light modules.
  var white = 220.0
  /// Where the middle of the symbol is.
  package var centre = (x: 160.0, y: 120.0)

  /// A picture of a symbol that is turned, tilted, blurred and lit so.
  package init(
    width: Int = 320, height: Int = 240, rotation: Double = 0, tilt: Double = 0,
    module: Double = 6, blur: Int = 0, noise: Double = 0, shade: Double = 1,
    isInverted: Bool = false, centre: (x: Double, y: Double) = (160, 120)
  ) {
    self.width = width
    self.height = height
    self.rotation = rotation
    self.tilt = tilt
    self.module = module
    self.blur = blur
    self.noise = noise
    self.shade = shade
    self.isInverted = isInverted
    self.centre = centre
  }

  /// Draws a symbol with its margin over a gray background.
  package func draw(
    _ symbol: QRSymbol, _ generator: inout some RandomNumberGenerator
  ) -> GrayImage {
    var plane = [Double](repeating: isInverted ? black : 150, count: width * height)
    draw(symbol, on: &plane)
    return finish(plane, &generator)
  }

  /// Draws over what is there; several symbols may share one plane.
  package func draw(_ symbol: QRSymbol, on plane: inout [Double]) {
    let (sine, cosine) = Self.sineCosine(degrees: rotation)
    let half = Double(symbol.size) / 2
    for row in 0..<height {
      for column in 0..<width {
        var sum = 0.0
        var hits = 0
        // Nine rays for each pixel soften the edges as a lens does.
        for ray in 0..<9 {
          let x = Double(column) + (Double(ray % 3) + 0.5) / 3 - centre.x
          let y = Double(row) + (Double(ray / 3) + 0.5) / 3 - centre.y
          // Back onto the paper: the lower side is nearer.
          let depth = 1 - tilt * y / Double(height) * 2
          let across = x * depth / module
          let down = y * depth / module
          let u = across * cosine + down * sine + half
          let v = down * cosine - across * sine + half
          guard u > -4, v > -4, u < half * 2 + 4, v < half * 2 + 4 else { continue }
          let dark = symbol.isDark(row: Int(v.rounded(.down)), column: Int(u.rounded(.down)))
          sum += dark != isInverted ? black : white
          hits += 1
        }
        if hits > 0 {
          let index = row * width + column
          plane[index] = (sum + plane[index] * Double(9 - hits)) / 9
        }
      }
    }
  }

  /// Shade, blur and noise over a plane.
  package func finish(
    _ plane: [Double], _ generator: inout some RandomNumberGenerator
  ) -> GrayImage {
    var plane = plane
    for row in 0..<height {
      for column in 0..<(width / 2) { plane[row * width + column] *= shade }
    }
    if blur > 0 { for _ in 0..<2 { plane = boxed(plane) } }
    let pixels = plane.map { value -> UInt8 in
      // The sum of twelve uniform numbers is close to normal.
      let random = (0..<12).reduce(-6.0) { sum, _ in
        sum + (noise > 0 ? Double.random(in: 0..<1, using: &generator) : 0.5)
      }
      return UInt8(min(max(value + random * noise, 0), 255))
    }
    return GrayImage(width: width, height: height, pixels: pixels)
  }

  private func boxed(_ plane: [Double]) -> [Double] {
    var result = plane
    for isDownwards in [false, true] {
      let source = result
      let step = isDownwards ? width : 1
      for row in 0..<height {
        for column in 0..<width {
          let position = isDownwards ? row : column
          let last = (isDownwards ? height : width) - 1
          let index = row * width + column
          var sum = 0.0
          for offset in -blur...blur {
            sum += source[index + (min(max(position + offset, 0), last) - position) * step]
          }
          result[index] = sum / Double(2 * blur + 1)
        }
      }
    }
    return result
  }

  /// Sine and cosine by their series: enough digits for a picture, and no C library.
  package static func sineCosine(degrees: Double) -> (sine: Double, cosine: Double) {
    let angle = (degrees - (degrees / 360).rounded() * 360) * Double.pi / 180
    var sine = 0.0
    var cosine = 0.0
    var term = 1.0
    for power in 0..<30 {
      switch power % 4 {
      case 0: cosine += term
      case 1: sine += term
      case 2: cosine -= term
      default: sine -= term
      }
      term *= angle / Double(power + 1)
    }
    return (sine, cosine)
  }
}

extension GrayImage {
  /// The picture as a raw PGM file, which `zbarimg` reads too.
  package var pgm: [UInt8] { Array("P5\n\(width) \(height)\n255\n".utf8) + pixels }
}
