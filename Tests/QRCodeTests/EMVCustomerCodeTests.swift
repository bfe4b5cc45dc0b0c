import Foundation
import Testing

@testable import QRCode

@Suite struct EMVCustomerCodeTests {
  static func encode(_ hexadecimal: String) -> String {
    var bytes: [UInt8] = []
    var rest = hexadecimal.replacing(" ", with: "")[...]
    while let byte = UInt8(rest.prefix(2), radix: 16) {
      bytes.append(byte)
      rest = rest.dropFirst(2)
    }
    return Data(bytes).base64EncodedString()
  }

  private static let head = "8505 4350563031"

  /// Objects in hexadecimal → fields, or the fault.
  static let table: [(objects: String, expect: String)] = [
    (head + "6109 4F07A0000000031010", "85=CPV01 61.4F=A0000000031010"),
    (
      head + "6109 4F07A0000000555555 6109 4F07A0000000666666",
      "85=CPV01 61.4F=A0000000555555 61:2.4F=A0000000666666"
    ),
    (
      head + "6106 4F01A0 500141 6208 5A021234 5F200143",
      "85=CPV01 61.4F=A0 61.50=41 62.5A=1234 62.5F20=43"
    ),
    (head + "618103 4F01A0", "85=CPV01 61.4F=A0"),
    (head + "61820003 4F01A0", "85=CPV01 61.4F=A0"),
    (head + "6103 4F01A0 6206 6404 9F260177", "85=CPV01 61.4F=A0 62.64.9F26=77"),
    (head + "6103 4F01A0 6208 6306 6304 63025000", "! cpm.object"),
    ("8505 4350563032 6103 4F01A0", "! cpm.format"),
    ("8506 435056303131 6103 4F01A0", "! cpm.format"),
    (head, "! cpm.application"),
    (head + "6203 5A0112", "! cpm.application"),
    (head + "6103 500141", "! cpm.application"),
    (head + "6103 4F01A0 6203 5A0112 6203 5A0112", "! cpm.duplicate"),
    (head + "6106 4F01A0 4F01A0", "! cpm.duplicate"),
    (head + "6103 4F01A0 6103 4F01A0 6103 4F01A0", "! cpm.duplicate"),
    (head + "6104 4F01A0", "! cpm.object"),
    (head + "6180 4F01A0", "! cpm.object"),
    (head + "6183000003 4F01A0", "! cpm.object"),
    (head + "61", "! cpm.object"),
    (head + "9F", "! cpm.object"),
    (head + "9FFFFF01 00", "! cpm.object"),
  ]

  @Test(arguments: table)
  func readsObjects(objects: String, expect: String) {
    let parsed = Payload.parse(Self.encode(objects))
    #expect(parsed.kind == .emvCPM)
    let words =
      parsed.valid
      ? parsed.fields.map { "\($0.key)=\($0.value)" }
      : ["!"] + parsed.errors.prefix(1).map(\.code.rawValue)
    #expect(words.joined(separator: " ") == expect)
  }

  @Test func base64IsReadStrictly() {
    for text in ["hQVDUFYwMQ=", "hQ=A", "hQVDUFYwMW=="] {
      #expect(Payload.parse(text).errors.map(\.code) == [.cpmBase64], "\(text)")
    }
    #expect(Payload.parse("hQ is no code").kind == .unknown)
    for count in 0..<64 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ count) }
      let text = Data(bytes).base64EncodedString()
      #expect(Base64.decode(Array(text.utf8)) == (count == 0 ? nil : bytes))
    }
  }

  @Test func sizeHasALimit() {
    func plain(_ total: Int) -> String {
      let rest = total - 12 - 4
      let length = String(rest, radix: 16)
      return Self.encode(
        Self.head + "6103 4F01A0" + "C082" + String(repeating: "0", count: 4 - length.count)
          + length + String(repeating: "41", count: rest))
    }
    #expect(Payload.parse(plain(EMVCustomerCode.maximumBytes)).valid)
    #expect(!Payload.parse(plain(EMVCustomerCode.maximumBytes + 1)).valid)
  }
}
