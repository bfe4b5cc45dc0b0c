/// The rules of a merchant-presented code, in the order in which they are checked.
struct EMVRules {
  let bytes: [UInt8]
  var errors: [ParsedPayload.Finding] = []
  var warnings: [ParsedPayload.Finding] = []

  private var values = EMVIndex()

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func check(_ elements: [EMVElement], fault: Int?) {
    var characters = 0
    for byte in bytes where byte & 0xC0 != 0x80 { characters += 1 }
    if characters > EMVMerchantCode.maximumCharacters {
      fail(.emvLength, EMVMerchantCode.maximumCharacters)
    }
    // Objects behind a broken one are unknown, so nothing more can be said.
    if let fault { return fail(.emvObject, fault) }
    values = EMVIndex(elements)
    for place in values.repeated { fail(.emvDuplicate, elements[place].offset) }
    if elements.first?.id != 0 || elements.first?.value != "01" { fail(.emvFormat, 0) }
    checkCRC(elements)
    checkMandatory()
    checkValues()
    checkTemplates(elements)
  }

  private mutating func fail(_ fault: PayloadFault, _ offset: Int) {
    errors.append(ParsedPayload.Finding(fault, offset))
  }

  private mutating func warn(_ fault: PayloadFault, _ offset: Int) {
    warnings.append(ParsedPayload.Finding(fault, offset))
  }

  private mutating func checkCRC(_ elements: [EMVElement]) {
    guard let last = elements.last, last.id == 63, last.value.utf8.count == 4 else {
      return fail(.emvCRCPlace, values[63]?.offset ?? bytes.count)
    }
    let expected = CRC16.checksum(bytes[..<(last.offset + 4)])
    var read: UInt16 = 0
    for byte in last.value.utf8 {
      guard let digit = PercentCoding.hexValue(byte) else {
        return fail(.emvCRC, last.offset + 4)
      }
      read = read << 4 | UInt16(digit)
    }
    if read != expected { return fail(.emvCRC, last.offset + 4) }
    if last.value.utf8.contains(where: { (0x61...0x66).contains($0) }) {
      warn(.emvCRCCase, last.offset + 4)
    }
  }

  private mutating func checkMandatory() {
    for id in [53, 58] where !values.contains(id) { fail(.emvMissing, bytes.count) }
    if !(2...51).contains(where: { values.contains($0) }) {
      fail(.emvNoAccount, bytes.count)
    }
    // Thailand, Vietnam and others print codes without category, name or city.
    for id in [52, 59, 60] where !values.contains(id) { warn(.emvMissing, bytes.count) }
  }

  private mutating func checkValues() {
    rule(1) { $0 == "11" || $0 == "12" }
    rule(52) { Self.isDigits($0, 4...4) }
    rule(53) { Self.isDigits($0, 3...3) }
    rule(54, Self.isAmount)
    rule(55) { ["01", "02", "03"].contains($0) }
    rule(56, Self.isAmount)
    rule(57) { Self.isAmount($0) && $0.utf8.count <= 5 }
    rule(58) { $0.utf8.count == 2 && $0.utf8.allSatisfy { (0x41...0x5A).contains($0) } }
    // A fixed tip belongs to indicator 02, a percentage to 03 (section 4.3).
    for (id, indicator) in [(56, "02"), (57, "03")] {
      if let element = values[id], values[55]?.value != indicator {
        fail(.emvTip, element.offset)
      }
    }
    for (id, longest) in [(59, 25), (60, 15), (61, 10)] {
      guard let element = values[id] else { continue }
      if element.value.isEmpty { fail(.emvValue, element.offset + 4) }
      if element.value.unicodeScalars.count > longest { warn(.emvTooLong, element.offset + 4) }
    }
  }

  private mutating func rule(_ id: Int, _ holds: (String) -> Bool) {
    guard let element = values[id], !holds(element.value) else { return }
    fail(.emvValue, element.offset + 4)
  }

  private mutating func checkTemplates(_ elements: [EMVElement]) {
    for element in elements where EMVElement.isTemplate(element.id) {
      if element.children.isEmpty {
        warn(.emvTemplate, element.offset)
        continue
      }
      let children = EMVIndex(element.children)
      for place in children.repeated {
        fail(.emvDuplicate, element.children[place].offset)
      }
      // Additional data needs nothing, a language template two objects, all others one.
      let needed = element.id == 62 ? 0 : element.id == 64 ? 2 : 1
      for id in 0..<needed where !children.contains(id) { warn(.emvTemplate, element.offset) }
    }
    if let language = values[64]?.children.first(where: { $0.id == 0 }),
      language.value.utf8.count != 2
    {
      fail(.emvValue, language.offset + 4)
    }
  }

  static func isDigits(_ text: String, _ lengths: ClosedRange<Int>) -> Bool {
    lengths.contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// At most 13 characters: digits, and at most one point with a digit before it.
  static func isAmount(_ text: String) -> Bool {
    guard (1...13).contains(text.utf8.count), let first = text.utf8.first,
      (0x30...0x39).contains(first)
    else { return false }
    var points = 0
    for byte in text.utf8 {
      if byte == 0x2E {
        points += 1
      } else if !(0x30...0x39).contains(byte) {
        return false
      }
    }
    return points <= 1
  }
}
