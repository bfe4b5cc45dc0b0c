/// Names one request on its way from the shell to a program and back (W3C Trace Context,
/// https://www.w3.org/TR/trace-context/): 16 bytes, not all zero, as 32 hexadecimal digits.
package struct TraceID: Sendable, Hashable {
  /// Key of `_meta` in requests and tool calls (MCP 2026-07-28, basic/index, "_meta").
  package static let metaKey = "traceparent"

  private let high: UInt64
  private let low: UInt64

  /// A trace of 16 bytes; the last bit is set where all are zero.
  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = high == 0 && low == 0 ? 1 : low
  }

  /// Reads `00-<trace>-<parent>-<flags>`; nil where it is none.
  package init?(parent: String) {
    let bytes = Array(parent.utf8)
    let dash = UInt8(ascii: "-")
    guard bytes.count == 55, bytes[2] == dash, bytes[35] == dash, bytes[52] == dash,
      bytes[0] == UInt8(ascii: "0"), bytes[1] == UInt8(ascii: "0"),
      let high = Self.number(bytes[3..<19]), let low = Self.number(bytes[19..<35]),
      let span = Self.number(bytes[36..<52]), Self.number(bytes[53..<55]) != nil,
      high != 0 || low != 0, span != 0
    else { return nil }
    self.init(high: high, low: low)
  }

  /// Reads the trace of a request's parameters, `_meta.traceparent`; nil where there is none.
  package init?(of params: JSONObject) {
    guard let text = params["_meta"]?[Self.metaKey]?.string else { return nil }
    self.init(parent: text)
  }

  /// The 32 digits.
  package var text: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(32)
    Self.write(high, to: &bytes)
    Self.write(low, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// `00-<trace>-<parent>-01`, as it travels; the caller's span is named by the trace's own end.
  package var parent: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(55)
    bytes.append(contentsOf: "00-".utf8)
    Self.write(high, to: &bytes)
    Self.write(low, to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    Self.write(low == 0 ? 1 : low, to: &bytes)
    bytes.append(contentsOf: "-01".utf8)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> UInt64? {
    var number: UInt64 = 0
    for byte in digits {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): number = number << 4 | UInt64(byte - 48)
      case UInt8(ascii: "a")...UInt8(ascii: "f"): number = number << 4 | UInt64(byte - 87)
      default: return nil
      }
    }
    return number
  }

  private static func write(_ number: UInt64, to bytes: inout [UInt8]) {
    for shift in stride(from: 60, through: 0, by: -4) {
      let digit = UInt8(truncatingIfNeeded: number >> UInt64(shift)) & 15
      bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }
}
