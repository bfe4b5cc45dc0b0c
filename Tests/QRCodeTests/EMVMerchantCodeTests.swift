import Foundation
import TestSupport
import Testing

@testable import QRCode

@Suite struct EMVMerchantCodeTests {
  struct Sample: Decodable {
    let payload: String
    let valid: Bool
    let crc: String
    let source: String
  }

  static func samples() throws -> [Sample] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "../Fixtures/emv-mpm.json")
    return try JSONDecoder().decode([Sample].self, from: Data(contentsOf: file))
  }

  @Test func publicCodesAreAsMarked() throws {
    let samples = try Self.samples()
    #expect(samples.count == 16)
    for sample in samples {
      let parsed = Payload.parse(sample.payload)
      #expect(parsed.valid == sample.valid, "\(sample.source): \(parsed.errors)")
      if sample.payload.isEmpty { continue }
      #expect(parsed.kind == .emvMPM)
      let crc = CRC16.checksum(Array(sample.payload.utf8.dropLast(4))[...])
      #expect(String(crc, radix: 16, uppercase: true) == sample.crc.drop { $0 == "0" })
    }
    #expect(CRC16.checksum(Array("123456789".utf8)[...]) == 0x29B1)
  }

  @Test func fieldsAreKeyedByTag() throws {
    let samples = try Self.samples()
    let chinese = Payload.parse(samples[7].payload)
    #expect(chinese["64.01"] == "最佳运输" && chinese["62.04"] == nil)
    #expect(chinese["62.06"] == "***" && chinese["29.00"] == "D15600000000")
    #expect(chinese["54"] == "23.72" && chinese["63"] == "A13A")
    let thai = Payload.parse(samples[5].payload)
    #expect(thai["29.01"] == "0066801234567" && thai.warnings.count == 3)
    guard case .emvMerchant(let code) = thai.content else {
      Issue.record("no content")
      return
    }
    #expect(code.platformReference == nil && !code.isDynamic)
  }

  /// A code whose checksum is right whatever else is wrong.
  static func signed(_ body: String) -> String {
    let text = body + "6304"
    let crc = String(CRC16.checksum(Array(text.utf8)[...]), radix: 16, uppercase: true)
    return text + String(repeating: "0", count: 4 - crc.count) + crc
  }

  /// 55 characters that break no rule.
  private static let sound =
    "000201" + "0204ABCD" + "52045812" + "5303410" + "5802KR" + "5907NOODLES" + "6005SEOUL"

  /// What follows the sound objects → errors, then warnings after `~`.
  static let table: [(tail: String, expect: String)] = [
    ("", ""),
    ("010211", ""), ("010212", ""), ("010213", "emv.value@59"),
    ("5802US", "emv.duplicate@55"),
    ("5406100.00", ""),
    ("54131234567890.12", ""), ("541412345678901.12", "emv.value@59"),
    ("54051.2.3", "emv.value@59"), ("5402.5", "emv.value@59"), ("5400", "emv.value@59"),
    ("5403-10", "emv.value@59"), ("54031e3", "emv.value@59"),
    ("550202560210", ""), ("550203570210", ""), ("550201", ""), ("550204", "emv.value@59"),
    ("560210", "emv.tip@55"), ("550203560210", "emv.tip@61"), ("550202570210", "emv.tip@61"),
    ("99", "emv.object@55"), ("9905AB", "emv.object@64"), ("9X02AB", "emv.object@55"),
    ("99-1AB", "emv.object@55"), ("6304", "emv.object@63"),
    ("62060502X7", ""), ("62060503X7", "~emv.template@55"),
    ("621050060002AA", ""), ("62120502X70502X8", "emv.duplicate@65"),
    ("64110002KO0101국", ""), ("64060002KO", "~emv.template@55"),
    ("64120003KOR0101국", "emv.value@63"),
    ("6110ABCDEFGHIJ", ""), ("6111ABCDEFGHIJK", "~emv.tooLong@59"), ("6100", "emv.value@59"),
    ("26140010A000000727", ""), ("26060106AB", "~emv.template@55"),
    ("26060102AB", "~emv.template@55"),
  ]

  @Test(arguments: table)
  func rulesHoldForObjects(tail: String, expect: String) {
    #expect(Self.describe(Self.signed(Self.sound + tail)) == expect)
  }

  static func describe(_ text: String) -> String {
    let result = EMVMerchantCode.parse(Array(text.utf8))
    let errors = result.errors.map { "\($0.code.rawValue)@\($0.offset)" }
    let warnings = result.warnings.map { "~\($0.code.rawValue)@\($0.offset)" }
    return (errors + warnings).joined(separator: " ")
  }

  @Test func rulesHoldForTheWhole() {
    let sound = Self.signed(Self.sound)
    let crc = sound.suffix(4)
    let table: [(text: String, expect: String)] = [
      (sound, ""),
      (sound.dropLast(4) + crc.lowercased(), "~emv.crcCase@59"),
      (sound.dropLast(4) + "XXXX", "emv.crc@59"),
      (sound.replacingOccurrences(of: "NOODLES", with: "N00DLES"), "emv.crc@59"),
      (Self.sound, "emv.crcPlace@55"),
      (sound + "690201", "emv.crcPlace@55"),
      (sound.replacingOccurrences(of: "6304", with: "6303"), "emv.object@62"),
      (Self.signed(String(Self.sound.dropFirst(6))), "emv.format@0"),
      (Self.signed(Self.sound.replacing("000201", with: "000202")), "emv.format@0"),
      (Self.signed(Self.sound.replacing("0204ABCD", with: "")), "emv.noAccount@55"),
      (Self.signed(Self.sound.replacing("5802KR", with: "")), "emv.missing@57"),
      (Self.signed(Self.sound.replacing("5802KR", with: "5802kr")), "emv.value@33"),
      (Self.signed(Self.sound.replacing("52045812", with: "")), "~emv.missing@55"),
      (Self.signed(Self.sound.replacing("5303410", with: "5303KRW")), "emv.value@26"),
    ]
    for row in table { #expect(Self.describe(row.text) == row.expect, "\(row.text)") }
  }

  @Test func aCodeHasAtMostFiveHundredTwelveCharacters() {
    func padded(_ total: Int) -> String {
      var body = Self.sound
      for tag in 65...68 {
        let length = min(99, total - 8 - body.utf8.count - 4)
        body += "\(tag)\(length < 10 ? "0" : "")\(length)" + String(repeating: "A", count: length)
      }
      let last = total - 8 - body.utf8.count - 4
      return Self.signed(body + "69\(last)" + String(repeating: "A", count: last))
    }
    let longest = padded(EMVMerchantCode.maximumCharacters)
    #expect(longest.utf8.count == 512 && Self.describe(longest) == "")
    #expect(Self.describe(padded(EMVMerchantCode.maximumCharacters + 1)) == "emv.length@512")
  }

  static let ours: [EMVElement] = [
    EMVElement(0, "01"), EMVElement(1, "11"),
    EMVElement(
      26,
      template: [
        EMVElement(0, "KR.MADANG"), EMVElement(1, "MD:T/N00D1E/7/1ABCD2345"),
      ]),
    EMVElement(52, "5812"), EMVElement(53, "410"), EMVElement(58, "KR"),
    EMVElement(59, "Noodle House"), EMVElement(60, "Seoul"),
    EMVElement(64, template: [EMVElement(0, "KO"), EMVElement(1, "국수집")]),
  ]

  @Test func ourCodesAreWrittenStrictlyAndRecognized() throws {
    let parsed = Payload.parse(try EMVMerchantCode.text(Self.ours))
    guard case .emvMerchant(let code) = parsed.content else {
      Issue.record("\(parsed.errors)")
      return
    }
    #expect(code.platformReference == "MD:T/N00D1E/7/1ABCD2345")
    #expect(parsed["64.01"] == "국수집" && parsed.warnings.isEmpty)
    for index in Self.ours.indices where Self.ours[index].id != 1 && Self.ours[index].id != 64 {
      var fewer = Self.ours
      fewer.remove(at: index)
      #expect(throws: EMVMerchantCode.WriteError.self) { try EMVMerchantCode.text(fewer) }
    }
    for extra in [
      EMVElement(54, "1,000"), EMVElement(65, String(repeating: "A", count: 100)),
      EMVElement(61, "\u{202E}"), EMVElement(59, "Twice"), EMVElement(80, "no template"),
    ] {
      #expect(throws: EMVMerchantCode.WriteError.self) {
        try EMVMerchantCode.text(Self.ours + [extra])
      }
    }
  }

  /// No cut, no changed byte and no noise may trap; only the untouched text is valid.
  @Test func damagedCodesAreRefused() throws {
    var generator = SplitMix(seed: 63)
    let text = Array(try EMVMerchantCode.text(Self.ours).utf8)
    for _ in 0..<2_000 {
      var damaged = text
      let index = Int.random(in: 0..<text.count, using: &generator)
      switch Int.random(in: 0..<3, using: &generator) {
      case 0: damaged[index] = UInt8.random(in: 0x20..<0x7F, using: &generator)
      case 1: damaged = Array(damaged[..<index])
      default: damaged.insert(0x30, at: index)
      }
      let parsed = Payload.parse(String(decoding: damaged, as: UTF8.self))
      // The checksum itself may be written in either case.
      // A cut text of 8, 12 to 14 or 18 digits is another kind of code.
      if parsed.kind != .emvMPM { continue }
      let same = parsed.valid && damaged.count == text.count
      #expect(same ? damaged.dropLast(4) == text.dropLast(4) : damaged != text && !parsed.valid)
    }
  }
}
