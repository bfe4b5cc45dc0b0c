import Foundation
import MiniProgramKit
import Testing

/// The tutorial runs: its files are the program's, and what it plays comes out as it says.
@Suite("The tutorial")
struct TutorialTests {
  private static let folder = Built.package.appending(path: "MiniPrograms/GuestBook")

  private func blocks(_ language: String) throws -> [String] {
    let page = try String(
      contentsOf: Built.package.appending(
        path: "Sources/MiniProgramKit/MiniProgramKit.docc/tutorial.md"), encoding: .utf8)
    return page.components(separatedBy: "```\(language)\n").dropFirst().map {
      $0.components(separatedBy: "```")[0]
    }
  }

  @Test("shows every file of the program and its manifest, and nothing else")
  func files() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path())
    let files = try names.map {
      try String(contentsOf: Self.folder.appending(path: $0), encoding: .utf8)
    }
    #expect(try Set(blocks("swift")) == Set(files))
    let manifest = try String(
      contentsOf: Built.package.appending(path: "Manifests/guest-book.json"), encoding: .utf8)
    #expect(try blocks("json") == [manifest])
  }

  @Test("plays as it says")
  func played() throws {
    let harness = try Built.harness("guest-book")
    let session = harness.open("s1")
    for name in ["mina", "joon"] { harness.join(session, name) }
    let lines = try #require(try blocks("played").first).split(separator: "\n")
    #expect(lines.count > 5)
    for line in lines {
      let sides = line.components(separatedBy: " -> ")
      #expect(sides.count == 2, "\(line)")
      let text = try play(sides[0], harness, session)
      #expect(text.contains(sides[1]), "\(line): \(text)")
    }
    #expect(harness.records["entries"]?.count == 1)
    let last = try play("joon: book.open", harness, session)
    #expect(!last.contains("Give"), "\(last)")
  }

  /// One line's left side: `who: feature {arguments}` or `who pays key`; the page's text after it.
  private func play(
    _ words: String, _ harness: ProgramHarness, _ session: SessionID
  ) throws -> String {
    if let payment = words.firstRange(of: " pays ") {
      let key = String(words[payment.upperBound...])
      let page = try harness.pay(key, in: session, by: String(words[..<payment.lowerBound]))
      return try #require(page).plainText(in: .english)
    }
    let parts = words.split(separator: " ", maxSplits: 2).map(String.init)
    let who = String(parts[0].dropLast())
    let arguments = parts.count > 2 ? try JSON.parse(Array(parts[2].utf8)).object ?? [:] : [:]
    do throws(HarnessFault) {
      let page = try harness.call(
        parts[1], arguments, in: session, as: who == "system" ? .system : .person(who))
      return page.plainText(in: .english)
    } catch {
      return "\(error)"
    }
  }
}
