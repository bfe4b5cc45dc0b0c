import Glibc
import JSONRPC
import Testing
import Wire

@testable import madang

/// The PIN and the private word on a sheet: where they are drawn, and where never.
@Suite struct PINSheetTests {
  private static let word = "고요한 청보리 42"

  private func sheet(_ language: Language = .english) throws -> Screen {
    var screen = try SampleScreens.screen("sheet", language)
    guard case .sheet(var request) = screen.place else { throw ShellFault(.nothingHere) }
    request.sheet.needsPin = true
    screen.place = .sheet(request)
    screen.sealWord = Self.word
    screen.pinLength = 4
    return screen
  }

  private func at(_ milliseconds: Int64) -> MonotonicTime {
    MonotonicTime(milliseconds: milliseconds)
  }

  private func press(
    _ model: inout ScreenModel, _ digits: String, on screen: Screen
  ) -> [ScreenModel.Command?] {
    digits.map { model.press(.character($0), on: screen, at: at(9_000)) }
  }

  @Test(arguments: [Capabilities.Mode.tty, .accessible])
  func isMaskedAndTheWordIsShown(mode: Capabilities.Mode) throws {
    let text = Rendering.render(try sheet(), Capabilities(mode, columns: 60)).map(\.text)
      .joined(separator: "\n")
    #expect(text.contains("****") && !text.contains("*****"))
    #expect(text.contains(Self.word))
  }

  @Test(arguments: [Capabilities.Mode.plain, .json])
  func theWordIsInNothingAProgramReads(mode: Capabilities.Mode) throws {
    let text = Rendering.render(try sheet(), Capabilities(mode)).map(\.text).joined()
    #expect(!text.contains(Self.word))
    #expect(!text.contains("청보리"))
    if mode == .json { #expect(text.contains("\"needsPin\":true")) }
  }

  @Test func sixDigitsAndEnterApprove() throws {
    let screen = try sheet()
    var model = ScreenModel()
    model.show(screen, at: at(0))
    #expect(model.press(.enter, on: screen, at: at(9_000)) == .redraw)
    #expect(press(&model, "73915", on: screen) == Array(repeating: .redraw, count: 5))
    #expect(model.narrowed(screen).pinLength == 5)
    #expect(model.press(.enter, on: screen, at: at(9_000)) == .redraw)
    #expect(press(&model, "x", on: screen) == [nil])
    #expect(press(&model, "48", on: screen) == [.redraw, .redraw])
    #expect(model.narrowed(screen).pinLength == ScreenModel.pinDigits)
    #expect(model.press(.enter, on: screen, at: at(9_000)) == .approveWithPIN("739154"))
    // A wrong one is typed anew, and nothing of it stays.
    #expect(model.narrowed(screen).pinLength == 0)
    #expect(model.press(.enter, on: screen, at: at(9_000)) == .redraw)
  }

  @Test func backspaceEscapeAndAnotherScreenTakeDigitsAway() throws {
    let screen = try sheet()
    var model = ScreenModel()
    model.show(screen, at: at(0))
    _ = press(&model, "73", on: screen)
    #expect(model.press(.backspace, on: screen, at: at(9_000)) == .redraw)
    #expect(model.narrowed(screen).pinLength == 1)
    #expect(model.press(.escape, on: screen, at: at(9_000)) == .decline)
    #expect(model.narrowed(screen).pinLength == 0)
    _ = press(&model, "73", on: screen)
    model.show(try SampleScreens.screen("home", .english), at: at(9_100))
    model.show(screen, at: at(9_200))
    #expect(model.narrowed(screen).pinLength == 0)
  }

  @Test func withoutNeedNoDigitIsTaken() throws {
    let screen = try SampleScreens.screen("sheet", .english)
    var model = ScreenModel()
    model.show(screen, at: at(0))
    #expect(press(&model, "7", on: screen) == [nil])
    #expect(model.press(.enter, on: screen, at: at(9_000)) == .approve)
  }

  @Test(
    arguments: [
      (0o600, "739154\n", "739154"), (0o400, "739154", "739154"),
      (0o600, "739154\r\nmore\n", "739154"), (0o644, "739154\n", nil), (0o640, "739154\n", nil),
    ] as [(mode_t, String, String?)])
  func aFileOfOthersIsRefused(mode: mode_t, text: String, expected: String?) throws {
    let path = "/tmp/madang-pin-\(getpid())-\(mode)-\(text.count)"
    let descriptor = open(path, O_CREAT | O_WRONLY | O_TRUNC, mode)
    defer { unlink(path) }
    Files.write(Array(text.utf8), descriptor: descriptor)
    close(descriptor)
    chmod(path, mode)
    let read: String?
    do { read = try PINInput.read(path) } catch { read = nil }
    #expect(read == expected)
  }
}
