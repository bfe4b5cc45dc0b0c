/// A GS1 Digital Link: `https://host/stem/01/<GTIN>/10/<lot>/21/<serial>?…`.
///
/// Source: GS1 Digital Link Standard: URI Syntax 1.3. The host is not contacted; only what the
/// link names counts.
struct DigitalLink {
  /// Segments of a path that are looked at.
  static let maximumSegments = 32

  private(set) var fields: [ParsedPayload.Field] = []
  private(set) var errors: [ParsedPayload.Finding] = []
  private(set) var warnings: [ParsedPayload.Finding] = []

  /// Reads a link, nil when the text is a URL without a primary key.
  init?(_ bytes: [UInt8]) {
    guard let path = Self.path(bytes) else { return nil }
    let segments = path.split(separator: 0x2F, omittingEmptySubsequences: false)
    guard segments.count <= Self.maximumSegments else { return nil }
    // The stem may hold anything, even segments that look like keys: the rightmost one counts.
    for index in segments.indices.dropLast().reversed() {
      let code = String(decoding: segments[index], as: UTF8.self)
      guard let key = ApplicationIdentifier.primary[code] else { continue }
      // `/01/…/10/401` may end in a value that reads like a key; values stand at odd distance.
      if (segments.count - index) % 2 != 0 { continue }
      readKey(key, segments[index + 1])
      readQualifiers(key, segments[(index + 2)...])
      readQuery(bytes, after: path.endIndex)
      return
    }
    return nil
  }

  /// The path without its leading slash, nil for what is no web address with a host.
  private static func path(_ bytes: [UInt8]) -> ArraySlice<UInt8>? {
    for scheme in ["https://", "http://"] {
      let head = Array(scheme.utf8)
      guard bytes.starts(with: head) || bytes.starts(with: Array(scheme.uppercased().utf8)) else {
        continue
      }
      let rest = bytes[head.count...]
      guard let slash = rest.firstIndex(of: 0x2F), slash > rest.startIndex else { return nil }
      let end = rest.firstIndex { $0 == 0x3F || $0 == 0x23 } ?? rest.endIndex
      return slash < end ? rest[(slash + 1)..<end] : nil
    }
    return nil
  }

  private mutating func fail(_ fault: PayloadFault, _ offset: Int) {
    errors.append(ParsedPayload.Finding(fault, offset))
  }

  private mutating func readKey(_ key: ApplicationIdentifier, _ segment: ArraySlice<UInt8>) {
    guard var value = PercentCoding.decode(segment) else {
      return fail(.gs1Percent, segment.startIndex)
    }
    if key.code == "01", value.utf8.count < 14,
      TradeItemNumber.symbology(digits: value.utf8.count) != nil
    {
      // Older links carry the number as it is printed under the bar code.
      value = TradeItemNumber.gtin14(value)
      warnings.append(ParsedPayload.Finding(.gs1ShortGTIN, segment.startIndex))
    }
    fields.append(ParsedPayload.Field(key.code, value))
    guard key.lengths.contains(value.utf8.count) else {
      return fail(.gs1Length, segment.startIndex)
    }
    let number = value.utf8.prefix(key.digits)
    if !number.allSatisfy({ (0x30...0x39).contains($0) })
      || !ApplicationIdentifier.isValue(value)
    {
      return fail(.gs1Character, segment.startIndex)
    }
    if key.hasCheckDigit && !TradeItemNumber.hasValidCheckDigit(number) {
      fail(.gs1CheckDigit, segment.startIndex)
    }
  }

  private mutating func readQualifiers(
    _ key: ApplicationIdentifier, _ segments: ArraySlice<ArraySlice<UInt8>>
  ) {
    var allowed = key.qualifiers[...]
    var index = segments.startIndex
    while index + 1 < segments.endIndex {
      let code = String(decoding: segments[index], as: UTF8.self)
      if let position = allowed.firstIndex(of: code) {
        allowed = allowed[(position + 1)...]
        addValue(code, segments[index + 1])
      } else {
        fail(.gs1Qualifier, segments[index].startIndex)
      }
      index += 2
    }
  }

  private mutating func readQuery(_ bytes: [UInt8], after path: Int) {
    guard path < bytes.count, bytes[path] == 0x3F else { return }
    let end = bytes[path...].firstIndex(of: 0x23) ?? bytes.endIndex
    for part in bytes[(path + 1)..<end].split(whereSeparator: { $0 == 0x26 || $0 == 0x3B }) {
      guard let equals = part.firstIndex(of: 0x3D) else { continue }
      let name = String(decoding: part[..<equals], as: UTF8.self)
      // Other parameters belong to the resolver, not to the product.
      if ApplicationIdentifier.isCode(name) { addValue(name, part[(equals + 1)...]) }
    }
  }

  private mutating func addValue(_ code: String, _ bytes: ArraySlice<UInt8>) {
    guard let value = PercentCoding.decode(bytes) else {
      return fail(.gs1Percent, bytes.startIndex)
    }
    if fields.contains(where: { $0.key == code }) {
      return fail(.gs1Duplicate, bytes.startIndex)
    }
    fields.append(ParsedPayload.Field(code, value))
    if !ApplicationIdentifier.isValue(value) { fail(.gs1Character, bytes.startIndex) }
  }
}
