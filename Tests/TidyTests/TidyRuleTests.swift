import Testing

/// The lint itself is tested: every rule catches its violation and lets the rest pass.
@Suite struct TidyRuleTests {
  struct Case: CustomTestStringConvertible {
    let path: String
    let text: String
    /// The line of each finding and a word of it, in order.
    let expect: [String]

    init(_ path: String, _ text: String, _ expect: String...) {
      self.path = path
      self.text = text
      self.expect = expect
    }

    var testDescription: String { "\(path): \(text.prefix(40))" }
  }

  private static let mark = "TO" + "DO"
  private static let workplace = "/wo" + "rk/" + "x"

  static let words: [Case] = [
    Case("Sources/Wire/A.swift", "let a = 1  // \(mark): later", "1 \(mark)"),
    Case("Sources/Wire/A.swift", "let \(mark)list = 1  // \(mark)s are words"),
    Case("README.md", "see \(workplace)", "1 exists on one machine"),
    Case("README.md", "see https://x.example\(workplace) and ~\(workplace)"),
    Case("Sources/Wire/A.swift", "let a = try! f()", "1 try!"),
    Case("Sources/Wire/A.swift", #"let a = "try! as! fatalError()""#),
    Case("Sources/Wire/A.swift", "let a = b as! C", "1 as!"),
    Case("Tests/WireTests/A.swift", "let a = b as! C", "1 as!"),
    Case("Sources/Wire/A.swift", "fatalError()", "1 fatalError()"),
    Case("Sources/Wire/A.swift", #"fatalError("the table is complete")"#),
    Case("Sources/Wire/A.swift", "let a = try? f()", "1 try? needs"),
    Case("Sources/Wire/A.swift", "let a = try? f()  // closing twice is harmless"),
    Case("Sources/Wire/A.swift", "// Closing twice is harmless.\nlet a = try? f()"),
    Case("Sources/Wire/A.swift", "// A refusal is nil.\nlet a = try? f()\nlet b = try? g()"),
    Case("Sources/Wire/A.swift", "// Twice.\n\nlet a = try? f()", "3 try? needs"),
    Case("Sources/Wire/A.swift", "final class A: @unchecked Sendable {}", "1 @unchecked Sendable"),
    Case("Sources/Wire/A.swift", "nonisolated(unsafe) var a = 1", "1 nonisolated(unsafe)"),
    Case("Sources/Host/A.swift", "let a = JSONSerialization.self", "1 JSONSerialization"),
    Case("Tests/HostTests/A.swift", "let a = JSONSerialization.self"),
    Case(
      "Tests/HostTests/A.swift", "try await Task.sleep(for: .seconds(1))", "1 Task.sleep(",
      "1 sleep("),
    Case("Tests/HostTests/A.swift", "usleep(10)", "1 usleep("),
    Case("Tests/HostTests/A.swift", "sleep(1)", "1 sleep("),
    Case("Sources/Host/A.swift", "usleep(10)"),
    Case("Tests/HostTests/A.swift", "goToSleep(1)"),
  ]

  static let comments: [Case] = [
    Case("Sources/Wire/A.swift", "// let a = 1", "1 commented-out"),
    Case("Sources/Wire/A.swift", "// if a {", "1 commented-out"),
    Case("Sources/Wire/A.swift", "// }", "1 commented-out"),
    Case("Sources/Wire/A.swift", "// store.close()", "1 commented-out"),
    Case("Sources/Wire/A.swift", "// return f(a)", "1 commented-out"),
    Case("Sources/Wire/A.swift", "// import Wire", "1 commented-out"),
    Case("Sources/Wire/A.swift", "// count += 1", "1 commented-out"),
    Case("Sources/Wire/A.swift", "// close(descriptor);", "1 commented-out"),
    Case(
      "Sources/Wire/A.swift", "// What is cancelled was answered already;\n// so nothing waits."),
    Case("Sources/Wire/A.swift", "a()  // b = c", "1 commented-out"),
    Case("Sources/Wire/A.swift", "// Let the caller close (twice is harmless)."),
    Case("Sources/Wire/A.swift", "// for every row, see close()."),
    Case("Sources/Wire/A.swift", "/// let a = 1 is an example."),
    Case("Sources/Wire/A.swift", "// if nobody waits, nothing is sent"),
    Case("Sources/Wire/A.swift", #"let a = "// let b = 1""#),
  ]

  static let declarations: [Case] = [
    Case("Sources/Wire/A.swift", "package let a = 1", "1 needs a ///"),
    Case("Sources/Wire/A.swift", "/// One.\npackage let a = 1"),
    Case("Sources/Wire/A.swift", "// One.\npackage let a = 1", "2 needs a ///"),
    Case("Sources/Wire/A.swift", "/// One.\n@inlinable\npackage func a() {}"),
    Case("Sources/Wire/A.swift", "/// One.\n\npackage func a() {}", "3 needs a ///"),
    Case("Sources/Wire/A.swift", "  package static func a() {}", "1 needs a ///"),
    Case("Sources/Wire/A.swift", "  @inline(never) package init?(a: Int) {}", "1 needs a ///"),
    Case("Sources/Wire/A.swift", "  package private(set) var a = 1", "1 needs a ///"),
    Case("Sources/Wire/A.swift", "  nonisolated package var a: Int { 1 }", "1 needs a ///"),
    Case("Sources/madang/A.swift", "package enum A {\n  case a\n}", "1 needs a ///"),
    Case("Sources/Host/A.swift", "package import Wire\nlet package = package.name"),
    Case("Sources/Wire/A.swift", #"  package static let name = "a""#),
    Case("Sources/Wire/A.swift", "  package static let names = 1", "1 needs a ///"),
    Case("Sources/Wire/A.swift", "  package static func == (a: A, b: A) -> Bool { true }"),
    Case("Sources/Wire/A.swift", "  package init(from decoder: any Decoder) throws {}"),
    Case("Sources/Wire/A.swift", "  package func get<T>() {}", "1 needs a ///"),
    Case("Tests/WireTests/A.swift", "package let a = 1"),
    Case("Sources/Wire/A.swift", "struct PriceHelper {}", "1 PriceHelper"),
    Case("Sources/Wire/A.swift", "final class SessionManager: A {}", "1 SessionManager"),
    Case("Tests/WireTests/A.swift", "enum Utils {}", "1 Utils"),
    Case("Sources/Wire/A.swift", "struct Helping {}\nlet manager = Commons.self"),
    Case("Sources/Wire/StringUtils.swift", "let a = 1", "0 name the file"),
  ]

  static let imports: [Case] = [
    Case("Sources/Wire/A.swift", "import Foundation", "1 FoundationEssentials"),
    Case("Tests/WireTests/A.swift", "import Foundation\nimport Host"),
    Case("Sources/Wire/A.swift", "import JSONRPC", "1 Wire may not import JSONRPC"),
    Case("Sources/Host/A.swift", "package import Wire\nimport struct Loop.Timer"),
    Case("Sources/Host/A.swift", "@testable import Platform", "1 Host may not import Platform"),
    Case("Sources/madang/A.swift", "import CSQLite", "1 madang may not import CSQLite"),
    Case("Sources/QRCode/A.swift", "import Glibc", "1 QRCode may not import Glibc"),
    Case("Sources/Platform/A.swift", "import class Glibc.A", "1 Platform may not"),
    Case("Sources/Strange/A.swift", "let a = 1", "0 no arrows"),
    Case("MiniPrograms/Metro/main.swift", "import MiniProgramKit"),
    Case("MiniPrograms/Metro/main.swift", "import Wire", "1 Metro may not import Wire"),
    Case("Sources/Wire/A.swift", #"let a = "import Host""#),
    Case("Sources/Wire/A.swift", "// The shell may import Host when it wants."),
    Case("Sources/Platform/A.swift", "func a() async {}", "1 async"),
    Case("Sources/Platform/A.swift", "let a = Int.random(in: 0..<2)", "1 .random("),
    Case("Sources/Platform/A.swift", "let asynchronous = self.random"),
    Case("Sources/madang/A.swift", #"let a = "DELETE FROM bill""#, "1 only Platform holds SQL"),
    Case("Sources/Platform/A.swift", #"let a = "DELETE FROM bill""#),
  ]

  @Test(arguments: words + comments + declarations + imports)
  func everyRuleCatchesItsViolation(_ sample: Case) {
    Self.check(sample)
  }

  static func check(_ sample: Case) {
    let findings = TidyTests.check(SourceText(path: sample.path, text: sample.text)).sorted()
    #expect(findings.count == sample.expect.count, "\(findings)")
    for (finding, expect) in zip(findings, sample.expect) {
      let words = expect.split(separator: " ", maxSplits: 1)
      #expect(finding.line == Int(words[0]) && finding.text.contains(words[1]), "\(finding)")
    }
  }

  @Test func sizesAreAllowedUpToTheirLimits() {
    let path = "Sources/Wire/A.swift"
    func lines(_ count: Int) -> String { String(repeating: "//\n", count: count) }
    Self.check(Case(path, lines(SizeRules.maximumFileLines)))
    Self.check(Case(path, lines(SizeRules.maximumFileLines + 1), "401 file has 401"))
    func line(_ count: Int) -> String { "//" + String(repeating: "가", count: count - 2) }
    Self.check(Case(path, line(SizeRules.maximumLineCharacters)))
    Self.check(Case(path, line(SizeRules.maximumLineCharacters + 1), "1 line has 101"))
    let long = "let a = \"\"\"\n" + String(repeating: "x", count: 200) + "\n\"\"\""
    Self.check(Case("Tests/WireTests/A.swift", long))
    Self.check(Case(path, long, "2 line has 200"))
    let message = "  \"" + String(repeating: "x", count: 200) + "\","
    Self.check(Case("Tests/WireTests/A.swift", message))
    Self.check(Case(path, message, "1 line has 205"))
    Self.check(Case("Tests/WireTests/A.swift", "let a =" + message, "1 line has 212"))
    Self.check(Case("Tests/WireTests/A.swift", line(101), "1 line has 101"))
    func function(_ head: String, _ count: Int) -> String {
      "\n" + head + " {\n" + String(repeating: "  a()\n", count: count - 2) + "}\n"
    }
    for head in [
      "func a(_ b: [Int] = [], c: () -> Void = {})", "init?<T>(b: T) where T: A", "deinit",
      "static subscript(a: Int) -> Int",
    ] {
      Self.check(Case(path, function(head, SizeRules.maximumFunctionLines)))
      Self.check(Case(path, function(head, SizeRules.maximumFunctionLines + 1), "2 has 71 lines"))
    }
    let requirement = "protocol A {\n  func a()\n  var b: Int { get }\n}\n"
    Self.check(Case(path, requirement + lines(SizeRules.maximumFunctionLines)))
    Self.check(Case(path, function("struct A: B", SizeRules.maximumFunctionLines + 1)))
  }

  @Test func stringsAndCommentsAreToldFromCode() {
    /// Text → its parts: c code, / comment, s string, l string of several lines.
    let table: [(text: String, parts: String)] = [
      (#"a"b"c"#, "csssc"),
      (#""\"a"b"#, "sssssc"),
      (#""\(a("b"))c"d"#, "ssssssssssssc"),
      ("a//b\nc", "c///cc"),
      ("a/*/**/*/b", "c////////c"),
      ("#\"a\"b\"#c", "sssssssc"),
      ("\"\"\"\na\"b\n\"\"\"c", "lllllllllllc"),
      ("\"a\nb", "sscc"),
    ]
    for (text, parts) in table {
      let letters = CodeMask(Array(text.utf8)).parts.map { "c/sl"[$0] }
      #expect(letters.joined() == parts, "\(text)")
    }
  }

  @Test func migrationsMayNotChangeOnceReleased() {
    let folder = MigrationRules.folder
    let one = "\(folder)/v0001_start.sql"
    let two = "\(folder)/v0002_more.sql"
    /// Files with their hashes, the record, a word of each finding.
    let table: [(files: [String: String], record: String, expect: [String])] = [
      ([one: "a", two: "b"], "", []),
      ([one: "a", two: "b"], "a  \(one)\n", []),
      ([one: "a", two: "b"], "a  \(one)\nb  \(two)\n", []),
      ([one: "x", two: "b"], "a  \(one)\n", ["changed"]),
      ([one: "a", two: "b"], "b  \(two)\n", ["comes before"]),
      ([two: "b"], "", ["without a gap"]),
      ([one: "a"], "a  \(one)\nb  \(two)\n", ["missing"]),
      (["\(folder)/1_start.sql": "a"], "", ["without a gap"]),
    ]
    for row in table {
      let findings = MigrationRules.check(hashes: row.files, record: row.record)
      #expect(findings.count == row.expect.count, "\(findings)")
      for (finding, word) in zip(findings, row.expect) { #expect(finding.text.contains(word)) }
    }
  }

  @Test func formatFindingsAreRead() {
    let line = "Sources/A.swift:3:1: error: [Spacing] remove 1 space"
    #expect(
      FormatRule.finding(line[...])
        == Finding(path: "Sources/A.swift", line: 3, text: "error: [Spacing] remove 1 space"))
    #expect(FormatRule.finding("no finding") == nil)
  }
}

extension String {
  fileprivate subscript(_ part: CodeMask.Part) -> String {
    String(self[index(startIndex, offsetBy: Int(part.rawValue))])
  }
}
