/// CRC-16/CCITT-FALSE: polynomial 0x1021, initial 0xFFFF, not reflected (ISO/IEC 13239).
enum CRC16 {
  private static let table: [UInt16] = (0..<256).map { byte in
    (0..<8).reduce(UInt16(byte) << 8) { value, _ in
      value & 0x8000 == 0 ? value << 1 : value << 1 ^ 0x1021
    }
  }

  static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt16 {
    let (table, bytes) = (table.span, bytes.span)
    var value: UInt16 = 0xFFFF
    for index in bytes.indices {
      value = value << 8 ^ table[Int(value >> 8 ^ UInt16(bytes[index]))]
    }
    return value
  }
}
