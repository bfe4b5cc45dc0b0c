/// A merchant-presented payment code (EMVCo QR Code Specification, MPM 1.1).
///
/// Nothing in it is shown as ours unless an account template carries our identifier; names and
/// amounts of foreign codes are shown as what they are: text from a stranger.
package struct EMVMerchantCode: Hashable, Sendable {
  /// Characters of a whole code (section 3.3).
  package static let maximumCharacters = 512

  /// The globally unique identifier of our account templates.
  package static let platformGUID = "kr.madang"

  /// The root objects in order, 63 included.
  package let elements: [EMVElement]

  /// The value of a root object.
  package func value(_ id: Int) -> String? { elements.first { $0.id == id }?.value }

  /// Whether the code is printed once for one payment (01 = 12).
  package var isDynamic: Bool { value(1) == "12" }

  /// The text of object 01 in the account template (26–51) that carries our identifier.
  ///
  /// It names one of our own codes; nil for the code of another system.
  package var platformReference: String? {
    for element in elements where (26...51).contains(element.id) {
      let guid = element.children.first { $0.id == 0 }
      if guid?.value.lowercased() == Self.platformGUID {
        return element.children.first { $0.id == 1 }?.value
      }
    }
    return nil
  }

  struct Result {
    let code: EMVMerchantCode
    let errors: [ParsedPayload.Finding]
    let warnings: [ParsedPayload.Finding]
  }

  /// Reads a code leniently: what real codes get wrong is a warning.
  static func parse(_ bytes: [UInt8]) -> Result {
    var rules = EMVRules(bytes: bytes)
    let walked = EMVReader(bytes: bytes).elements(0..<bytes.count, parent: nil)
    rules.check(walked.elements, fault: walked.fault)
    return Result(
      code: EMVMerchantCode(elements: walked.elements), errors: rules.errors,
      warnings: rules.warnings)
  }

  /// Every value by its tag: `53`, `26.00`, `62.05`; a template that is no list stays whole.
  var fields: [ParsedPayload.Field] {
    var fields: [ParsedPayload.Field] = []
    fields.reserveCapacity(2 * elements.count)
    func add(_ element: EMVElement, _ key: String) {
      if element.children.isEmpty {
        return fields.append(ParsedPayload.Field(key, element.value))
      }
      let prefix = key + "."
      for child in element.children { add(child, prefix + child.tag) }
    }
    for element in elements { add(element, element.tag) }
    return fields
  }
}
