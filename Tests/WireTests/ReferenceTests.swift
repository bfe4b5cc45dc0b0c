import Foundation
import Testing
import Wire

/// The reference pages are made from the lists that the code runs by; `MADANG_RECORD=1` writes
/// them anew.
@Suite struct ReferenceTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private func check(_ page: String, _ name: String) throws {
    let file = Self.root.appending(path: "Sources/Wire/Wire.docc/\(name)")
    if ProcessInfo.processInfo.environment["MADANG_RECORD"] == "1" {
      try Data(page.utf8).write(to: file)
    }
    let written = try String(contentsOf: file, encoding: .utf8)
    #expect(written == page, "\(name) is old: run the tests once with MADANG_RECORD=1")
  }

  @Test func methods() throws { try check(ReferencePages.methods, "Methods.md") }

  @Test func errors() throws { try check(ReferencePages.errors, "Errors.md") }

  @Test func codesAreUniqueAndTold() {
    let names = ErrorCode.all.map(\.name)
    #expect(Set(names).count == names.count)
    for code in ErrorCode.all {
      #expect(code.sentence.text(in: .korean) != code.sentence.text(in: .english), "\(code.name)")
      #expect(code.fix.text(in: .korean) != "", "\(code.name)")
      #expect(ErrorCode.named(code.name) == code)
    }
  }

  /// Every refusal has an example whose sentences are whole, in both languages.
  @Test func everyCodeHasAnExample() throws {
    for code in ErrorCode.all {
      let refusal = try #require(ErrorExamples.refusal(code), "\(code.name) has no example")
      for language in Language.allCases {
        let wire = refusal.wire(in: language)
        for name in ErrorExamples.names(code) {
          #expect(!wire.text.contains("{\(name)}"), "\(wire.text)")
        }
        #expect(wire["message"]?.string?.contains("{") == false, "\(wire.text)")
        #expect(Refusal(wire: wire) == refusal)
      }
      #expect(ReferencePages.errors.contains("### \(code.name)\n"))
    }
    #expect(ErrorExamples.unused == [])
  }

  /// A code that nothing says is not part of the registry.
  @Test func everyCodeIsUsed() throws {
    let sources = Self.root.appending(path: "Sources")
    let files = try #require(
      FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
    var said = ""
    var declared: [String] = []
    for case let file as URL in files where file.pathExtension == "swift" {
      let text = try String(contentsOf: file, encoding: .utf8)
      guard file.path().contains("/Wire/Errors/") else {
        said += text
        continue
      }
      let family = file.deletingPathExtension().lastPathComponent
      for match in text.matches(of: /static let (\w+) = ErrorCode\(/) {
        declared.append("\(family).\(match.1)")
      }
    }
    #expect(declared.count == ErrorCode.all.count)
    #expect(declared.filter { !said.contains($0) } == [])
  }

  @Test func aRefusalTravelsAndComesBack() throws {
    let refusal = Refusal(
      WalletError.insufficientFunds, ["short": 1_000, "shortfall": "₩1,000"],
      retryAfterMilliseconds: 50)
    let wire = refusal.wire(in: .english, trace: "t")
    #expect(Refusal(wire: wire) == refusal)
    #expect(wire["message"] == "The balance is too low by ₩1,000.")
    #expect(wire["data"]?["fix"] == ["madang wallet topup 1000"])
    #expect(wire["code"] == 1)
  }
}
