import Crypto
import Wire

extension TraceID {
  /// A name for a new request.
  init(random: inout some RandomSource) {
    let bytes = random.bytes(16)
    let number = { (part: ArraySlice<UInt8>) in part.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
    self.init(high: number(bytes[..<8]), low: number(bytes[8...]))
  }
}
