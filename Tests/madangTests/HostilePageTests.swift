import Crypto
import Testing
import Wire

@testable import madang

/// Whatever a program says, it stays behind its rail and inside the lines it was given.
@Suite struct HostilePageTests {
  /// What programs try to put into texts.
  static let nasty = [
    "\u{1B}[2J", "\u{1B}]0;title\u{7}", "\r", "\n", "a\nTotal  ₩1", "\t", "\u{202E}drow",
    "\u{200B}", "│", "┃ ", "\u{9B}31m", "", " ", "가나다라마바사아자차카타파하", "👩‍👩‍👧‍👦", "e\u{301}\u{301}\u{301}",
    String(repeating: "x", count: 300), "\u{1112}\u{1161}\u{11AB}", "\u{2028}", "₩7,000",
  ]

  /// A seeded choice.
  private struct Dice {
    var random: SeededRandom

    mutating func roll(_ count: Int) -> Int {
      let bytes = random.bytes(4)
      let number = bytes.reduce(0) { $0 << 8 | Int($1) }
      return number % count
    }

    mutating func text() -> String {
      (0...roll(4)).map { _ in HostilePageTests.nasty[roll(HostilePageTests.nasty.count)] }
        .joined(separator: roll(2) == 0 ? "" : " ")
    }

    mutating func node(_ id: inout Int, depth: Int) -> JSON {
      id += 1
      let words = JSON.string(text())
      switch roll(depth > 3 ? 12 : 14) {
      case 0: return ["type": "text", "text": words, "style": "heading"]
      case 1: return ["type": "notice", "text": words, "tone": "error"]
      case 2:
        return ["type": "facts", "facts": [["label": words, "value": .string(text())]]]
      case 3: return ["type": "divider"]
      case 4:
        return [
          "type": "list",
          "items": [
            [
              "id": .string("i\(id)"), "title": words, "subtitle": .string(text()),
              "badge": .string(text()), "price": .integer(Int64(roll(1_000_000_000)) - 5),
              "quantity": .integer(Int64(roll(9999))), "action": ["call": "f"],
            ]
          ],
        ]
      case 5:
        return [
          "type": "table", "header": [words, .string(text())],
          "rows": [[.string(text())], [words, .string(text()), .string(text())], []],
        ]
      case 6: return ["type": "image", "src": "x", "alt": words]
      case 7: return ["type": "code", "payload": .string("x" + text()), "caption": words]
      case 8: return ["type": "steps", "steps": [words, .string(text())], "current": 1]
      case 9:
        return ["type": "progress", "value": .integer(Int64.max), "total": .integer(Int64.max)]
      case 10:
        return [
          "type": "textInput", "id": .string("t\(id)"), "label": words, "limit": 2000,
          "value": .string(text()),
        ]
      case 11:
        return [
          "type": "button", "id": .string("b\(id)"), "label": words, "action": ["call": "f"],
        ]
      case 12:
        let children = (0...roll(3)).map { _ in node(&id, depth: depth + 1) }
        return ["type": "section", "title": words, "children": .array(children)]
      default:
        let children = (0...roll(3)).map { _ in node(&id, depth: depth + 1) }
        return ["type": "columns", "children": .array(children)]
      }
    }
  }

  @Test(arguments: 0..<150)
  func randomPages(_ seed: UInt64) throws {
    var dice = Dice(random: SeededRandom(seed: seed))
    var id = 0
    let json: JSON = [
      "title": .string(dice.text()),
      "body": .array((0...dice.roll(8)).map { _ in dice.node(&id, depth: 1) }),
    ]
    guard let page = try? Page.read(json).page else { return }  // refused pages are never drawn
    let reply = PageReply(
      session: SessionID("s"), app: AppID("a.b"), name: LocalizedText(dice.text()),
      place: LocalizedText(dice.text()), rev: 1, people: 1, page: json)
    try check(.visit(Visit(reply, page: page)), columns: 20 + dice.roll(110), seed: seed)
  }

  @Test(arguments: 0..<60)
  func randomBills(_ seed: UInt64) throws {
    var dice = Dice(random: SeededRandom(seed: seed))
    let bill = BillView(
      bill: BillID("b"), session: SessionID("s"), app: AppID("a.b"),
      payee: LocalizedText(dice.text()), place: LocalizedText(dice.text()),
      lines: (0...dice.roll(3)).map { index in
        BillView.Line(
          id: "\(index)", title: LocalizedText(dice.text()), quantity: 9_999,
          unitAmount: Int64(dice.roll(1_000_000)))
      }, total: Money(7_000, .krw), status: .open, delivery: .none,
      expires: Instant(milliseconds: 0))
    let sheet = PaySheet(bill: bill, balance: 10_000, balanceAfter: 3_000)
    let columns = 20 + dice.roll(110)
    let lines = try check(
      .sheet(PayRequest(sheet: sheet, key: "k")), columns: columns, seed: seed)
    let totals = lines.filter { $0.hasPrefix("  Total") }
    #expect(totals.count == 1 && totals[0].hasSuffix("₩7,000"), "seed \(seed)")
    let message = InboxMessage(
      message: MessageID("m"), number: 1, at: Instant(milliseconds: 0), app: AppID("a.b"),
      from: LocalizedText(dice.text()), template: "t", text: LocalizedText(dice.text()),
      unread: true)
    try check(.inbox([message]), columns: columns, seed: seed)
  }

  @discardableResult
  private func check(_ place: Place, columns: Int, seed: UInt64) throws -> [String] {
    let screen = Screen(
      person: "mina", language: .english, place: place, choices: place.choices(.english),
      notices: [], unread: 0, field: nil)
    for mode in Capabilities.Mode.allCases {
      for line in Rendering.render(screen, Capabilities(mode, columns: columns)) {
        let control = line.text.unicodeScalars.first { scalar in
          (scalar.value < 0x20 && scalar != "\t") || (0x7F..<0xA0).contains(scalar.value)
            || scalar.value == 0x202E || scalar.value == 0x200B || scalar.value == 0x2028
        }
        // JSON carries the daemon's data as it is; its own bytes below 0x20 are escaped.
        if mode == .json, let control, control.value > 0x7F { continue }
        #expect(control == nil, "seed \(seed), \(mode): \(line.text.debugDescription)")
        #expect(mode == .plain || !line.text.contains("\t"), "seed \(seed)")
      }
    }
    let capabilities = Capabilities(.tty, columns: columns)
    let renderer = TTYRenderer(capabilities: capabilities, language: .english)
    return ScreenBlocks.blocks(screen).flatMap { block in
      renderer.lines([block]).map { line in
        let isProgram = block.origin == .program
        #expect(line.text.hasPrefix("│") == isProgram, "seed \(seed): \(line.text)")
        #expect(!line.text.dropFirst().contains("│"), "seed \(seed): \(line.text)")
        #expect(
          capabilities.width.cells(line.text) <= capabilities.columns,
          "seed \(seed): \(line.text)")
        return line.text
      }
    }
  }
}
