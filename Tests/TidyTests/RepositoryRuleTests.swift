import Foundation
import Testing

/// Rules that look at the whole repository, tried on small ones made for the test.
@Suite struct RepositoryRuleTests {
  static func findings(_ files: [String: String]) throws -> [String] {
    let root = FileManager.default.temporaryDirectory.appending(
      path: "madang-tidy-\(UUID().uuidString)")
    defer { #expect(throws: Never.self) { try FileManager.default.removeItem(at: root) } }
    var all = sound
    all.merge(files) { $1 }
    for (path, text) in all where text != absent {
      let file = root.appending(path: path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    return try PairRules.check(Repository(root: root)).sorted().map(\.description)
  }

  private static let absent = "absent"

  private static let sound = [
    "Package.swift": #"let miniPrograms = ["Metro"]"#,
    "README.md": "`Sources/Wire` and `Tests/<any>` and `Sources/Wire/A.swift`",
    "MiniPrograms/Metro/main.swift": "",
    "Manifests/line1.json": #"{"program": {"name": "Metro"}}"#,
    "Sources/Wire/A.swift": "",
    "Tests/WireTests/A.swift": #"let a = "golden.txt""#,
    "Tests/Fixtures/golden.txt": "",
    ".build/debug/anything": "",
  ]

  /// Files put over a sound repository → the findings.
  static let table: [(files: [String: String], expect: [String])] = [
    ([:], []),
    (["notes.txt": ""], ["notes.txt: is no name of the top level"]),
    (["Sources/Strange/A.swift": ""], ["Sources/Strange: has no arrows"]),
    (["Tests/StrangeTests/A.swift": ""], ["Tests/StrangeTests: tests no module"]),
    (["Manifests/line1.json": "{}"], ["names no program", "no manifest uses"]),
    (
      ["Manifests/b.json": #"{"program": {"name": "Tram"}}"#],
      ["Manifests/b.json: MiniPrograms/Tram does not exist"]
    ),
    (["Manifests/line1.json": absent], ["MiniPrograms/Metro: no manifest uses this program"]),
    (
      ["MiniPrograms/Tram/main.swift": ""],
      ["Tram: Package.swift does not build", "Tram: no manifest uses"]
    ),
    (
      ["Package.swift": #"let miniPrograms = ["Metro", "Tram"]"#],
      ["Package.swift: MiniPrograms/Tram does not exist"]
    ),
    (["Tests/Fixtures/other.txt": ""], ["Tests/Fixtures/other.txt: no test uses this file"]),
    (["README.md": "\n`Sources/Gone`"], ["README.md:2: Sources/Gone does not exist"]),
    (
      ["\(MigrationRules.folder)/v0001_a.sql": "", "Sources/Platform/A.swift": ""], []
    ),
    (
      [
        "\(MigrationRules.folder)/v0001_a.sql": "changed",
        MigrationRules.record: "00  \(MigrationRules.folder)/v0001_a.sql",
        "Tests/WireTests/A.swift": #"let a = ["golden.txt", "released-migrations"]"#,
      ],
      ["v0001_a.sql: a released migration changed"]
    ),
  ]

  @Test(arguments: table)
  func pairsBelongTogether(files: [String: String], expect: [String]) throws {
    let found = try Self.findings(files)
    #expect(found.count == expect.count, "\(found)")
    for (finding, words) in zip(found, expect) { #expect(finding.contains(words), "\(finding)") }
  }

  @Test func anEmptyFileHasTheHashOfNothing() throws {
    let nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    let path = "\(MigrationRules.folder)/v0001_a.sql"
    let found = try Self.findings([
      path: "", MigrationRules.record: "\(nothing)  \(path)",
      "Tests/WireTests/A.swift": #"let a = ["golden.txt", "released-migrations"]"#,
    ])
    #expect(found.isEmpty, "\(found)")
  }
}
