/// Writes PNG files with stored, not compressed, data: small code, and symbols are small.
enum PNGWriter {
  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// The most bytes of one stored block (RFC 1951, section 3.2.4).
  private static let maximumStored = 65_535

  /// A picture with one bit for each pixel, rows packed to whole bytes, 1 for white.
  static func blackAndWhite(width: Int, height: Int, rows: [UInt8]) -> [UInt8] {
    let stride = (width + 7) / 8
    precondition(rows.count == stride * height, "rows are packed to whole bytes")
    var filtered = [UInt8]()
    filtered.reserveCapacity(rows.count + height)
    for row in 0..<height {
      filtered.append(0)
      filtered.append(contentsOf: rows[(row * stride)..<((row + 1) * stride)])
    }
    let header = bigEndian(UInt32(width)) + bigEndian(UInt32(height)) + [1, 0, 0, 0, 0]
    return signature + chunk("IHDR", header) + chunk("IDAT", stored(filtered)) + chunk("IEND", [])
  }

  private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(type.utf8) + data
    return bigEndian(UInt32(data.count)) + body + bigEndian(Checksums.crc32(body))
  }

  /// A zlib stream of stored blocks (RFC 1950).
  private static func stored(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = [0x78, 0x01]
    var start = 0
    repeat {
      let end = min(start + maximumStored, bytes.count)
      let length = UInt16(end - start)
      result.append(end == bytes.count ? 1 : 0)
      for word in [length, ~length] {
        result.append(UInt8(truncatingIfNeeded: word))
        result.append(UInt8(truncatingIfNeeded: word >> 8))
      }
      result.append(contentsOf: bytes[start..<end])
      start = end
    } while start < bytes.count
    return result + bigEndian(Checksums.adler32(bytes))
  }

  private static func bigEndian(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }
}
