/// Reads PNG files of up to 8 bits a sample, not interlaced (PNG, second edition).
enum PNGReader {
  private struct Header {
    let width: Int
    let height: Int
    let depth: Int
    let colour: Int

    /// Samples of one pixel.
    var channels: Int { [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][colour] ?? 0 }
    /// Bytes of one row.
    var stride: Int { (width * channels * depth + 7) / 8 }
    /// How far back the filters look.
    var pixelBytes: Int { max(1, channels * depth / 8) }
  }

  static func read(_ bytes: [UInt8]) throws(ImageError) -> GrayImage {
    var header: Header?
    var palette: [UInt8] = []
    var alphas: [UInt8] = []
    var data: [UInt8] = []
    var index = PNGWriter.signature.count
    while true {
      guard index + 12 <= bytes.count else { throw .damaged }
      let length = number(bytes, index)
      guard length <= bytes.count - index - 12 else { throw .damaged }
      let body = bytes[(index + 4)..<(index + 8 + length)]
      guard Checksums.crc32(body) == UInt32(number(bytes, index + 8 + length)) else {
        throw .damaged
      }
      let content = body.dropFirst(4)
      index += 12 + length
      switch String(decoding: body.prefix(4), as: UTF8.self) {
      case "IHDR": header = try self.header(Array(content))
      case "PLTE": palette = Array(content)
      case "tRNS": alphas = Array(content)
      case "IDAT": data.append(contentsOf: content)
      case "IEND":
        guard let header else { throw .damaged }
        return try picture(header, data: data, palette: palette, alphas: alphas)
      default: continue
      }
    }
  }

  private static func number(_ bytes: [UInt8], _ index: Int) -> Int {
    bytes[index..<(index + 4)].reduce(0) { $0 << 8 | Int($1) }
  }

  private static func header(_ bytes: [UInt8]) throws(ImageError) -> Header {
    guard bytes.count == 13 else { throw .damaged }
    let header = Header(
      width: number(bytes, 0), height: number(bytes, 4), depth: Int(bytes[8]),
      colour: Int(bytes[9]))
    guard GrayImage.isAllowed(width: header.width, height: header.height) else { throw .tooLarge }
    let depths = [0: [1, 2, 4, 8], 2: [8], 3: [1, 2, 4, 8], 4: [8], 6: [8]]
    guard depths[header.colour]?.contains(header.depth) == true, bytes[12] == 0 else {
      throw .unsupported
    }
    return header
  }

  private static func picture(
    _ header: Header, data: [UInt8], palette: [UInt8], alphas: [UInt8]
  ) throws(ImageError) -> GrayImage {
    let expected = (header.stride + 1) * header.height
    let raw = try Inflate.zlib(data, limit: expected)
    guard raw.count == expected else { throw .damaged }
    let rows = try unfilter(raw, header)
    let samples = unpack(rows, header)
    var pixels = [UInt8]()
    pixels.reserveCapacity(header.width * header.height)
    switch header.colour {
    case 0:
      // One to four bits are spread over the whole range.
      let scale = UInt8(255 / (1 << header.depth - 1))
      pixels = header.depth == 8 ? samples : samples.map { $0 * scale }
    case 2: pixels = Luminance.gray(samples, stride: 3)
    case 3:
      for sample in samples {
        let entry = Int(sample) * 3
        guard entry + 2 < palette.count else { throw .damaged }
        let gray = Luminance.gray(palette[entry], palette[entry + 1], palette[entry + 2])
        let alpha = Int(sample) < alphas.count ? alphas[Int(sample)] : 255
        pixels.append(onWhite(gray, alpha))
      }
    case 4:
      for index in stride(from: 0, to: samples.count, by: 2) {
        pixels.append(onWhite(samples[index], samples[index + 1]))
      }
    default:
      for index in stride(from: 0, to: samples.count, by: 4) {
        let gray = Luminance.gray(samples[index], samples[index + 1], samples[index + 2])
        pixels.append(onWhite(gray, samples[index + 3]))
      }
    }
    return GrayImage(width: header.width, height: header.height, pixels: pixels)
  }

  /// Transparent parts show paper.
  private static func onWhite(_ gray: UInt8, _ alpha: UInt8) -> UInt8 {
    UInt8((Int(gray) * Int(alpha) + 255 * (255 - Int(alpha))) / 255)
  }

  /// Undoes the five filters row by row (section 9).
  private static func unfilter(_ raw: [UInt8], _ header: Header) throws(ImageError) -> [UInt8] {
    let stride = header.stride
    let back = header.pixelBytes
    var rows = [UInt8](repeating: 0, count: stride * header.height)
    for row in 0..<header.height {
      let source = row * (stride + 1)
      let target = row * stride
      let filter = raw[source]
      guard filter <= 4 else { throw .damaged }
      for column in 0..<stride {
        let left = column >= back ? rows[target + column - back] : 0
        let above = row > 0 ? rows[target + column - stride] : 0
        let corner = row > 0 && column >= back ? rows[target + column - stride - back] : 0
        let predicted: UInt8 =
          switch filter {
          case 1: left
          case 2: above
          case 3: UInt8((Int(left) + Int(above)) / 2)
          case 4: paeth(left, above, corner)
          default: 0
          }
        rows[target + column] = raw[source + 1 + column] &+ predicted
      }
    }
    return rows
  }

  private static func paeth(_ left: UInt8, _ above: UInt8, _ corner: UInt8) -> UInt8 {
    let estimate = Int(left) + Int(above) - Int(corner)
    let distances = (
      left: abs(estimate - Int(left)), above: abs(estimate - Int(above)),
      corner: abs(estimate - Int(corner))
    )
    if distances.left <= distances.above && distances.left <= distances.corner { return left }
    return distances.above <= distances.corner ? above : corner
  }

  /// One byte for each sample.
  private static func unpack(_ rows: [UInt8], _ header: Header) -> [UInt8] {
    if header.depth == 8 { return rows }
    let perByte = 8 / header.depth
    let mask = UInt8(1 << header.depth - 1)
    var samples = [UInt8]()
    samples.reserveCapacity(header.width * header.height)
    for row in 0..<header.height {
      for column in 0..<header.width {
        let byte = rows[row * header.stride + column / perByte]
        let shift = 8 - header.depth * (column % perByte + 1)
        samples.append(byte >> UInt8(shift) & mask)
      }
    }
    return samples
  }
}
