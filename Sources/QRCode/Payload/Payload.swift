/// Reads scanned texts; pure, bounded, and the only place that tells payloads apart.
package enum Payload {
  /// Bytes of a text that is looked at; the largest symbol carries 7,089 digits.
  package static let maximumBytes = 10_000

  /// Digits of a code that a person shows to pay.
  package static let payCodeDigits = 18

  /// What a text is, with every fault found in it.
  ///
  /// Never traps and never allocates more than a few times the text's size. The form is decided
  /// from the beginning of the text alone; a damaged code stays of its kind and is not valid.
  package static func parse(_ text: String) -> ParsedPayload {
    if text.isEmpty { return refused(.textEmpty, 0) }
    if text.utf8.count > maximumBytes { return refused(.textLength, maximumBytes) }
    if let finding = TextGuard.firstRefused(in: text) {
      return ParsedPayload(.unknown, errors: [finding])
    }
    let bytes = Array(text.utf8)
    if text.utf8.starts(with: PlatformCode.prefix.utf8) { return platform(text) }
    if bytes.allSatisfy({ (0x30...0x39).contains($0) }), let code = digits(text, bytes) {
      return code
    }
    if bytes.starts(with: emvStart) { return merchantCode(bytes) }
    if EMVCustomerCode.looksLike(bytes) {
      let code = EMVCustomerCode(bytes)
      return ParsedPayload(.emvCPM, fields: code.fields, errors: code.errors)
    }
    if let start = MiniAppURI.start(in: bytes) { return miniApp(bytes, start: start) }
    if let link = DigitalLink(bytes) {
      return ParsedPayload(
        .gs1, fields: link.fields, errors: link.errors, warnings: link.warnings)
    }
    if let colon = schemeEnd(bytes) {
      return refused(.schemeRefused, colon)
    }
    return refused(.unknownForm, 0)
  }

  private static func refused(_ fault: PayloadFault, _ offset: Int) -> ParsedPayload {
    ParsedPayload(.unknown, errors: [ParsedPayload.Finding(fault, offset)])
  }

  private static func platform(_ text: String) -> ParsedPayload {
    do {
      let code = try PlatformCode(parsing: text)
      var fields = [
        ParsedPayload.Field("kind", code.kind.letter),
        ParsedPayload.Field("shortId", code.shortID.text),
      ]
      if let place = code.place { fields.append(ParsedPayload.Field("place", place.text)) }
      fields.append(ParsedPayload.Field("check", code.check.text))
      return ParsedPayload(.platform, content: .platform(code), fields: fields)
    } catch {
      return ParsedPayload(
        .platform, errors: [ParsedPayload.Finding(error.fault, error.offset)])
    }
  }

  /// The payload format indicator's id and length, with which every merchant code starts.
  private static let emvStart = Array("0002".utf8)

  private static func merchantCode(_ bytes: [UInt8]) -> ParsedPayload {
    let result = EMVMerchantCode.parse(bytes)
    return ParsedPayload(
      .emvMPM, content: result.errors.isEmpty ? .emvMerchant(result.code) : .none,
      fields: result.errors.contains { $0.code == .emvDuplicate }
        ? firstOfEach(result.code.fields) : result.code.fields,
      errors: result.errors, warnings: result.warnings)
  }

  private static func firstOfEach(_ fields: [ParsedPayload.Field]) -> [ParsedPayload.Field] {
    var seen = Set<String>()
    return fields.filter { seen.insert($0.key).inserted }
  }

  private static func miniApp(_ bytes: [UInt8], start: Int) -> ParsedPayload {
    let result = MiniAppURI.parse(bytes, start: start)
    guard let uri = result.uri else { return ParsedPayload(.miniapp, errors: result.faults) }
    var fields = [ParsedPayload.Field("appId", uri.appID)]
    if let version = uri.version { fields.append(ParsedPayload.Field("version", version)) }
    fields.append(ParsedPayload.Field("path", uri.path.joined(separator: "/")))
    if let query = uri.query { fields.append(ParsedPayload.Field("query", query)) }
    if let fragment = uri.fragment { fields.append(ParsedPayload.Field("fragment", fragment)) }
    return ParsedPayload(.miniapp, content: .miniApp(uri), fields: fields)
  }

  /// A text of digits only: a pay code by its length, or a trade item number.
  private static func digits(_ text: String, _ bytes: [UInt8]) -> ParsedPayload? {
    if bytes.count == payCodeDigits {
      return ParsedPayload(
        .payCode, content: .payCode(text), fields: [ParsedPayload.Field("code", text)])
    }
    guard let symbology = TradeItemNumber.symbology(digits: bytes.count) else { return nil }
    guard TradeItemNumber.hasValidCheckDigit(bytes) else {
      return ParsedPayload(
        .ean, fields: [ParsedPayload.Field("symbology", symbology)],
        errors: [ParsedPayload.Finding(.eanCheckDigit, bytes.count - 1)])
    }
    return ParsedPayload(
      .ean,
      fields: [
        ParsedPayload.Field("symbology", symbology),
        ParsedPayload.Field("01", TradeItemNumber.gtin14(text)),
      ])
  }

  /// Where a URI scheme's colon stands, nil when the text does not begin with a scheme.
  private static func schemeEnd(_ bytes: [UInt8]) -> Int? {
    guard let colon = bytes.firstIndex(of: 0x3A), colon > 0 else { return nil }
    for byte in bytes[..<colon] {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2D, 0x2E: continue
      default: return nil
      }
    }
    return colon
  }
}
