/// Reads PGM and PPM, plain and raw (netpbm's pgm(5) and ppm(5)).
enum NetpbmReader {
  static func read(_ bytes: [UInt8]) throws(ImageError) -> GrayImage {
    guard bytes.count > 2 else { throw .unknownFormat }
    let kind = bytes[1]
    guard [0x32, 0x33, 0x35, 0x36].contains(kind) else { throw .unknownFormat }
    let isColour = kind == 0x33 || kind == 0x36
    let isRaw = kind >= 0x35
    var reader = Numbers(bytes: bytes, index: 2)
    let width = try reader.next()
    let height = try reader.next()
    let maximum = try reader.next()
    guard GrayImage.isAllowed(width: width, height: height) else { throw .tooLarge }
    guard (1...255).contains(maximum) else { throw .unsupported }
    let samples = width * height * (isColour ? 3 : 1)
    var values = [UInt8]()
    values.reserveCapacity(samples)
    if isRaw {
      // Exactly one white byte ends the header.
      let start = reader.index + 1
      guard samples <= bytes.count - start else { throw .damaged }
      values.append(contentsOf: bytes[start..<(start + samples)])
      if maximum != 255 {
        values = values.map { UInt8(min(Int($0), maximum) * 255 / maximum) }
      }
    } else {
      for _ in 0..<samples {
        let value = try reader.next()
        guard value <= maximum else { throw .damaged }
        values.append(UInt8(value * 255 / maximum))
      }
    }
    let pixels = isColour ? Luminance.gray(values, stride: 3) : values
    return GrayImage(width: width, height: height, pixels: pixels)
  }

  private struct Numbers {
    let bytes: [UInt8]
    var index: Int

    /// The next decimal number, past white space and comments.
    mutating func next() throws(ImageError) -> Int {
      while index < bytes.count, !(0x30...0x39).contains(bytes[index]) {
        switch bytes[index] {
        case 0x20, 0x09...0x0D: index += 1
        case 0x23:
          while index < bytes.count, bytes[index] != 0x0A { index += 1 }
        default: throw .damaged
        }
      }
      guard index < bytes.count else { throw .damaged }
      var value = 0
      while index < bytes.count, (0x30...0x39).contains(bytes[index]) {
        value = value * 10 + Int(bytes[index] - 0x30)
        guard value <= GrayImage.maximumPixels else { throw .tooLarge }
        index += 1
      }
      return value
    }
  }
}

/// Brightness of a colour.
enum Luminance {
  /// Gray values of samples of which the first three are red, green and blue (ITU-R BT.601).
  static func gray(_ samples: [UInt8], stride: Int) -> [UInt8] {
    var result = [UInt8]()
    result.reserveCapacity(samples.count / stride)
    var index = 0
    while index + 2 < samples.count {
      result.append(gray(samples[index], samples[index + 1], samples[index + 2]))
      index += stride
    }
    return result
  }

  static func gray(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> UInt8 {
    UInt8((Int(red) * 77 + Int(green) * 150 + Int(blue) * 29) >> 8)
  }
}
