import JSONRPC
import Testing
import Wire

@testable import madang

/// The pure parts of the full screen: keys from bytes, commands from keys, frames from screens.
@Suite struct FullScreenTests {
  @Test(
    arguments: [
      ("1", [.character("1")]), ("\r", [.enter]), ("\n", [.enter]), ("\t", [.tab]),
      ("\u{7F}", [.backspace]), ("\u{3}", [.interrupt]), ("\u{1B}[A", [.up]), ("\u{1B}OB", [.down]),
      ("\u{1B}[5~", [.pageUp]), ("\u{1B}[Z", [.backTab]),
      ("ㅂ국", [.character("ㅂ"), .character("국")]),
      ("\u{1B}[200~a\rb\u{1B}[201~x", [.paste("a\rb"), .character("x")]), ("\u{1B}[99;9~", []),
      ("\u{1B}[24;3R", [.cursor(column: 3)]), ("\u{1B}x", [.escape, .character("x")]),
    ] as [(String, [Key])])
  func bytesBecomeKeys(_ bytes: String, _ keys: [Key]) {
    let whole = DecoderBox()
    #expect(whole.feed(Array(bytes.utf8)) == keys)
    #expect(!whole.isWaiting)
    // The same bytes one at a time.
    let slow = DecoderBox()
    #expect(bytes.utf8.flatMap { slow.feed([$0]) } == keys)
  }

  @Test func aLoneEscapeIsTheKey() {
    let decoder = DecoderBox()
    #expect(decoder.feed([0x1B]) == [])
    #expect(decoder.isWaiting)
    #expect(decoder.flush() == [.escape])
  }

  @Test func garbageNeverStopsTheDecoder() {
    let decoder = DecoderBox()
    let bytes: [UInt8] =
      [0xFF, 0xC0, 0x80, 0x1B, 0x5B] + Array(repeating: 0x30, count: 40) + [0x61]
    _ = decoder.feed(bytes)
    #expect(decoder.feed([0x62]).contains(.character("b")))
  }

  @Test func aPasteHasALimit() {
    let decoder = DecoderBox()
    let long = [UInt8](repeating: 0x61, count: KeyDecoder.pasteByteLimit + 1)
    let keys = decoder.feed(Array("\u{1B}[200~".utf8) + long + Array("\u{1B}[201~".utf8))
    #expect(keys == [.paste(String(repeating: "a", count: KeyDecoder.pasteByteLimit))])
  }

  @Test func jamoAreTheirKeys() {
    let letters = "qwertyuiopasdfghjklzxcvbnmQWERTOP"
    let jamo = "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡㅃㅉㄸㄲㅆㅒㅖ"
    #expect(String(jamo.map(JamoKeys.key)) == letters)
    #expect(JamoKeys.key("1") == "1" && JamoKeys.key("A") == "A")
  }

  private func at(_ milliseconds: Int64) -> MonotonicTime {
    MonotonicTime(milliseconds: milliseconds)
  }

  @Test func aSheetCannotBeApprovedBeforeItCouldBeRead() throws {
    let screen = try SampleScreens.screen("sheet", .english)
    let model = ModelBox()
    model.show(screen, at: at(1_000))
    #expect(model.press(.enter, on: screen, at: at(1_000)) == .tooEarly)
    #expect(model.press(.enter, on: screen, at: at(1_299)) == .tooEarly)
    model.show(screen, at: at(1_299))
    #expect(model.press(.enter, on: screen, at: at(1_300)) == .approve)
    #expect(model.press(.paste("\r"), on: screen, at: at(9_000)) == nil)
    #expect(model.press(.character("1"), on: screen, at: at(9_000)) == nil)
    #expect(model.press(.escape, on: screen, at: at(9_000)) == .decline)
  }

  @Test func anotherAmountStartsTheReadingAnew() throws {
    let screen = try SampleScreens.screen("sheet", .english)
    guard case .sheet(var request) = screen.place else {
      Issue.record("no sheet")
      return
    }
    let model = ModelBox()
    model.show(screen, at: at(0))
    request.sheet.bill.total.amount += 1
    var changed = screen
    changed.place = .sheet(request)
    model.show(changed, at: at(1_000))
    #expect(model.press(.enter, on: changed, at: at(1_100)) == .tooEarly)
    #expect(model.press(.enter, on: changed, at: at(1_300)) == .approve)
  }

  @Test func labelsArrowsAndJamoChoose() throws {
    let screen = try SampleScreens.screen("menu", .english)
    let model = ModelBox()
    model.show(screen, at: at(0))
    #expect(model.press(.character("1"), on: screen, at: at(1)) == .tap("bibim"))
    #expect(model.press(.enter, on: screen, at: at(1)) == .tap("order"))
    #expect(model.press(.down, on: screen, at: at(1)) == .redraw)
    #expect(model.press(.down, on: screen, at: at(1)) == .redraw)
    #expect(model.selection == "long")
    #expect(model.press(.enter, on: screen, at: at(1)) == .tap("long"))
    #expect(model.press(.escape, on: screen, at: at(1)) == .redraw)
    #expect(model.press(.escape, on: screen, at: at(1)) == .back)
    #expect(model.press(.interrupt, on: screen, at: at(1)) == .quit)
    let home = try SampleScreens.screen("home", .korean)
    model.show(home, at: at(2))
    #expect(model.press(.character("ㅈ"), on: home, at: at(3)) == .tap("wallet"))
    #expect(model.press(.character("ㅂ"), on: home, at: at(3)) == .quit)
  }

  @Test func aFieldTakesTextUntilItIsLeft() throws {
    let screen = try SampleScreens.screen("form", .korean)
    let model = ModelBox()
    model.show(screen, at: at(0))
    #expect(model.edit == ScreenModel.Edit(target: .field("note"), text: "덜 맵게"))
    for key: Key in [.backspace, .character("1"), .paste("a\nb")] {
      #expect(model.press(key, on: screen, at: at(1)) == .redraw)
    }
    #expect(model.press(.enter, on: screen, at: at(1)) == .fill("note", "덜 맵1ab"))
  }

  @Test func theScanPromptTakesACode() throws {
    let screen = try SampleScreens.screen("home", .english)
    let model = ModelBox()
    model.show(screen, at: at(0))
    #expect(model.press(.enter, on: screen, at: at(1)) == .redraw)
    #expect(model.press(.paste("MD:T/X"), on: screen, at: at(1)) == .redraw)
    let frame = ScreenFrame.compose(
      screen, model: &model.model, capabilities: Capabilities(.tty, columns: 40), rows: 12)
    #expect(frame.rows.last == "Code: MD:T/X")
    #expect(frame.cursor == ScreenFrame.Cursor(row: 12, column: 13))
    #expect(model.press(.enter, on: screen, at: at(1)) == .scan("MD:T/X"))
  }

  @Test func aListNarrowsWhileItsNameIsTyped() throws {
    let screen = try SampleScreens.screen("menu", .korean)
    let box = ModelBox()
    box.show(screen, at: at(0))
    #expect(box.press(.character("/"), on: screen, at: at(1)) == .redraw)
    for character in "ㅋㄱㅅ" { _ = box.press(.character(character), on: screen, at: at(1)) }
    let narrow = box.model.narrowed(screen)
    #expect(narrow.choices.map(\.id) == ["kong", "order", "clear", "back"])
    #expect(box.press(.enter, on: narrow, at: at(1)) == .redraw)
    #expect(box.press(.escape, on: narrow, at: at(1)) == .redraw)
    #expect(box.model.narrowed(screen) == screen)
    let sheet = try SampleScreens.screen("sheet", .korean)
    box.show(sheet, at: at(2))
    #expect(box.press(.character("/"), on: sheet, at: at(3)) == nil)
  }

  @Test(arguments: [
    ("ㄱㅂ", "김밥", true), ("rlaqkq", "김밥", true), ("김", "김밥", true), ("밥 ", "김 밥", true),
    ("ㅂㅂ", "비빔국수", true), ("qlqla", "비빔국수", true), ("dhk", "와플", true),
    ("Cola", "cola", true), ("ㅁㄴ", "김밥", false), ("xyz", "김밥", false), ("", "김밥", true),
    ("ㅎㅏㄴ", "한우", true), ("rkqt", "값", true),
  ])
  func searching(_ query: String, _ text: String, _ isFound: Bool) {
    #expect(KoreanSearch.matches(query, text) == isFound)
  }

  @Test(arguments: [3, 5, 12, 24, 60])
  func framesFillTheTerminalAndShowTheSelection(_ rows: Int) throws {
    let screen = try SampleScreens.screen("form", .english)
    let model = ModelBox()
    model.show(screen, at: at(0))
    _ = model.press(.escape, on: screen, at: at(1))
    for _ in 0..<9 {
      _ = model.press(.down, on: screen, at: at(1))
      let frame = ScreenFrame.compose(
        screen, model: &model.model, capabilities: Capabilities(.tty, columns: 40), rows: rows)
      #expect(frame.rows.count == rows)
      #expect(frame.rows.contains { $0.contains("\u{1B}[7m") }, "\(model.selection ?? "none")")
    }
  }

  @Test func onlyChangedRowsAreWritten() {
    let before = ScreenFrame(rows: ["a", "b", "c"], cursor: nil)
    let after = ScreenFrame(rows: ["a", "x", "c"], cursor: ScreenFrame.Cursor(row: 2, column: 2))
    #expect(
      String(decoding: after.update(from: before), as: UTF8.self)
        == "\u{1B}[?25l\u{1B}[2;1H\u{1B}[2Kx\u{1B}[2;2H\u{1B}[?25h")
    #expect(String(decoding: before.update(from: before), as: UTF8.self) == "\u{1B}[?25l")
    #expect(String(decoding: after.update(from: nil), as: UTF8.self).contains("\u{1B}[2J"))
  }
}

/// The model where expectations may press keys: `#expect` cannot change a value.
private final class ModelBox {
  var model = ScreenModel()
  var selection: String? { model.selection }
  var edit: ScreenModel.Edit? { model.edit }

  func show(_ screen: Screen, at now: MonotonicTime) { model.show(screen, at: now) }

  func press(_ key: Key, on screen: Screen, at now: MonotonicTime) -> ScreenModel.Command? {
    model.press(key, on: screen, at: now)
  }
}

/// The decoder where expectations may feed it.
private final class DecoderBox {
  var decoder = KeyDecoder()
  var isWaiting: Bool { decoder.isWaiting }

  func feed(_ bytes: [UInt8]) -> [Key] { decoder.feed(bytes) }

  func flush() -> [Key] { decoder.flush() }
}
