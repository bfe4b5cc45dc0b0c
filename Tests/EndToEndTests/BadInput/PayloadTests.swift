import Foundation
import Loop
import Testing
import Wire

/// Anything can stand in a QR code.
@Suite struct PayloadTests {
  /// A payload, where `$CODE` is a genuine table code → the refusal's code.
  static let table: [(payload: String, code: String)] = [
    ("", "qr.unknown"), (" ", "qr.unknown"), ("hello", "qr.unknown"),
    ("https://example.com/menu", "qr.unknown"), ("MD:", "qr.unknown"),
    ("MD:X/G722EK/3/1BN1HFNTB", "qr.unknown"), ("MD:T/G722EK", "qr.unknown"),
    ("\u{0}\u{1b}[2J", "qr.unknown"), ("국수집 3번", "qr.unknown"),
    ("MD:T/AAAAAA/3/000000000", "qr.bad_check"),
    ("EDITED PLACE", "qr.bad_check"), ("EDITED CHECK", "qr.bad_check"),
    ("EDITED SHOP", "qr.bad_check"), ("BEYOND", "qr.bad_check"),
    ("8801234567893", "qr.product_unknown"), ("8801234567892", "qr.check_digit"),
    ("javascript:alert(1)", "qr.unknown"), ("\u{202E}MD:T/G722EK/3/1BN1HFNTB", "qr.unknown"),
    ("https://id.gs1.org/01/08801234567893", "qr.product_unknown"), ("EMV", "qr.foreign"),
    (String(repeating: "A", count: 10_240), "qr.too_long"), ("LONG", "qr.too_long"),
  ]

  /// The payload that a row of the table stands for.
  private func payload(_ row: String, _ genuine: String) throws -> String {
    var parts = genuine.split(separator: "/").map(String.init)
    switch row {
    case "EDITED PLACE": parts[2] = "4"
    case "EDITED CHECK": parts[3] = String(parts[3].dropLast()) + (parts[3].last == "0" ? "1" : "0")
    case "EDITED SHOP":
      parts[1] = parts[1].first == "0" ? "1" + parts[1].dropFirst() : "0" + parts[1].dropFirst()
    case "BEYOND": parts[2] = "13"
    case "LONG": return genuine + String(repeating: "/3", count: 5_120)
    case "EMV":
      let path = Built.repository + "/Tests/Fixtures/emv-mpm.json"
      return try JSON.parse(Array(Data(contentsOf: URL(filePath: path)))).text(at: "0.payload")
    default: return row
    }
    return parts.joined(separator: "/")
  }

  @Test func noPayloadOpensAnythingButItsOwnTable() throws {
    try World.with { world in
      try world.publish("Manifests/noodle-house.json")
      let genuine = try world.code("kr.co.noodlehouse.table", place: "3")
      for (index, row) in Self.table.enumerated() {
        // One person each: a device that scans too many wrong codes is slowed down.
        let caller = try Caller(world, as: "guest\(index)")
        let payload = try payload(row.payload, genuine)
        let key = JSON.string(Caller.newKey())
        for _ in 0..<2 {
          let answer = try caller.answer("qr.scan", ["key": key, "payload": .string(payload)])
          #expect(
            answer.at("error.code")?.string == row.code,
            "\(payload.prefix(80)): \(answer.text.prefix(400))")
        }
        #expect(try caller.call("session.list")["sessions"] == [])
      }
      let guest = try Caller(world, as: "guest")
      let page = try guest.call(
        "qr.scan", ["key": .string(Caller.newKey()), "payload": .string(genuine)])
      #expect(page.at("page.place.en") == "table 3")
    }
  }

  @Test func theShellSaysWhatIsWrongWithACode() throws {
    try World.with { world in
      let outcome = try world.madang(["scan", "MD:T/AAAAAA/3/000000000", "--json"])
      #expect(outcome.exit != .exited(status: 0))
      #expect(try outcome.json().at("error.code") == "qr.bad_check")
    }
  }
}
