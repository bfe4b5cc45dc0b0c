/// A consumer-presented payment code (EMVCo QR Code Specification, CPM 1.1): read only.
///
/// Base 64 of BER-TLV objects; the payload format indicator 85 comes first, then one or two
/// application templates 61, then the common data 62 and others.
struct EMVCustomerCode {
  /// Bytes behind the base 64.
  static let maximumBytes = 512
  /// Templates inside templates.
  static let maximumDepth = 3
  /// Application templates of one code.
  static let maximumApplications = 2

  private(set) var fields: [ParsedPayload.Field] = []
  private(set) var errors: [ParsedPayload.Finding] = []

  /// Every base 64 text that starts with the object 85 starts like this.
  static func looksLike(_ text: [UInt8]) -> Bool {
    text.starts(with: Array("hQ".utf8))
      && text.allSatisfy { Base64.value($0) != nil || $0 == 0x3D }
  }

  init(_ text: [UInt8]) {
    guard let bytes = Base64.decode(text) else {
      errors.append(ParsedPayload.Finding(.cpmBase64, 0))
      return
    }
    guard bytes.count <= Self.maximumBytes else {
      errors.append(ParsedPayload.Finding(.cpmLength, 0))
      return
    }
    guard bytes.starts(with: [0x85, 5] + Array("CPV01".utf8)) else {
      errors.append(ParsedPayload.Finding(.cpmFormat, 0))
      return
    }
    read(bytes[...], prefix: "", depth: 0)
    let applications = fields.contains { $0.key == "61.4F" }
    if errors.isEmpty && !applications {
      errors.append(ParsedPayload.Finding(.cpmApplication, text.count))
    }
  }

  /// Reads sibling objects; offsets of faults are those of the base 64 text.
  private mutating func read(_ bytes: ArraySlice<UInt8>, prefix: String, depth: Int) {
    var index = bytes.startIndex
    var seen: [String: Int] = [:]
    while index < bytes.endIndex {
      let start = index
      guard let tag = Self.tag(bytes, &index), let length = Self.length(bytes, &index),
        length <= bytes.endIndex - index
      else { return fail(.cpmObject, start) }
      let value = bytes[index..<(index + length)]
      index += length
      let occurrence = seen[tag, default: 0] + 1
      seen[tag] = occurrence
      if occurrence > (tag == "61" && depth == 0 ? Self.maximumApplications : 1) {
        return fail(.cpmDuplicate, start)
      }
      let key = prefix + tag + (occurrence > 1 ? ":\(occurrence)" : "")
      if bytes[start] & 0x20 != 0 {
        guard depth < Self.maximumDepth else { return fail(.cpmObject, start) }
        read(value, prefix: key + ".", depth: depth + 1)
      } else {
        fields.append(ParsedPayload.Field(key, Self.text(value, isFormat: key == "85")))
      }
    }
  }

  private mutating func fail(_ fault: PayloadFault, _ byte: Int) {
    errors.append(ParsedPayload.Finding(fault, byte * 4 / 3))
  }

  /// Two to six hexadecimal digits (ISO/IEC 7816-4, section 5.2.2).
  private static func tag(_ bytes: ArraySlice<UInt8>, _ index: inout Int) -> String? {
    let start = index
    var more = bytes[index] & 0x1F == 0x1F
    index += 1
    while more {
      guard index < bytes.endIndex, index - start < 3 else { return nil }
      more = bytes[index] & 0x80 != 0
      index += 1
    }
    return text(bytes[start..<index], isFormat: false)
  }

  /// One, two or three bytes; the indefinite form is refused.
  private static func length(_ bytes: ArraySlice<UInt8>, _ index: inout Int) -> Int? {
    guard index < bytes.endIndex else { return nil }
    let first = bytes[index]
    index += 1
    if first < 0x80 { return Int(first) }
    let count = Int(first & 0x7F)
    guard (1...2).contains(count), count <= bytes.endIndex - index else { return nil }
    let value = bytes[index..<(index + count)].reduce(0) { $0 << 8 | Int($1) }
    index += count
    return value
  }

  private static func text(_ bytes: ArraySlice<UInt8>, isFormat: Bool) -> String {
    if isFormat { return String(decoding: bytes, as: UTF8.self) }
    let digits = Array("0123456789ABCDEF".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
