import Foundation

/// Things that only make sense together, and names that are fixed.
enum PairRules {
  struct Manifest: Decodable {
    struct Program: Decodable { let name: String }
    let program: Program
  }

  /// Test folders that are named for no module of Sources.
  private static let otherTests: Set<String> = [
    "Fixtures", "Probes", "CFaultVFS", "BenchTests", "DaemonTests", "MiniProgramTests",
    "EndToEndTests", "SimulationTests", "EscapeTests", "TidyTests", "TestSupport",
  ]

  static func check(_ repository: Repository) throws -> [Finding] {
    try topLevel(repository) + manifests(repository) + goldens(repository)
      + MigrationRules.check(repository) + readme(repository)
  }

  static func topLevel(_ repository: Repository) -> [Finding] {
    var findings: [Finding] = []
    for path in repository.paths where !path.contains("/") {
      if !Repository.topLevel.contains(path) {
        findings.append(Finding(path: path, line: 0, text: "is no name of the top level"))
      }
    }
    for folder in repository.folders(in: "Sources") where ImportRules.arrows[folder] == nil {
      findings.append(Finding(path: "Sources/\(folder)", line: 0, text: "has no arrows"))
    }
    for folder in repository.folders(in: "Tests") where !otherTests.contains(folder) {
      let module = folder.hasSuffix("Tests") ? String(folder.dropLast(5)) : ""
      if ImportRules.arrows[module] == nil {
        findings.append(Finding(path: "Tests/\(folder)", line: 0, text: "tests no module"))
      }
    }
    return findings
  }

  static func manifests(_ repository: Repository) throws -> [Finding] {
    var findings: [Finding] = []
    let folders = Set(repository.folders(in: "MiniPrograms"))
    let listed = listedPrograms(try repository.text("Package.swift"))
    var used: Set<String> = []
    for path in repository.files(under: "Manifests") where path.hasSuffix(".json") {
      do {
        let bytes = Data(try repository.text(path).utf8)
        let name = try JSONDecoder().decode(Manifest.self, from: bytes).program.name
        used.insert(name)
        if !folders.contains(name) {
          findings.append(
            Finding(path: path, line: 0, text: "MiniPrograms/\(name) does not exist"))
        }
      } catch {
        findings.append(Finding(path: path, line: 0, text: "names no program: \(error)"))
      }
    }
    for name in folders {
      let path = "MiniPrograms/\(name)"
      if !used.contains(name) {
        findings.append(Finding(path: path, line: 0, text: "no manifest uses this program"))
      }
      // A program that is read by an interpreter is not built.
      let isBuilt = repository.files(under: path).contains { $0.hasSuffix(".swift") }
      if isBuilt, !listed.contains(name) {
        findings.append(Finding(path: path, line: 0, text: "Package.swift does not build it"))
      }
    }
    for name in listed.subtracting(folders) {
      findings.append(
        Finding(path: "Package.swift", line: 0, text: "MiniPrograms/\(name) does not exist"))
    }
    return findings
  }

  /// The names in `let miniPrograms = [ … ]`.
  static func listedPrograms(_ package: String) -> Set<String> {
    guard let start = package.firstRange(of: "let miniPrograms = [") else { return [] }
    let list = package[start.upperBound...].prefix { $0 != "]" }
    return Set(list.split(separator: "\"").filter { $0.allSatisfy(\.isLetter) }.map(String.init))
  }

  /// Every fixture is named in a test, by itself or by the folder it lies in.
  static func goldens(_ repository: Repository) throws -> [Finding] {
    let tests = try repository.files(under: "Tests").filter { $0.hasSuffix(".swift") }
      .map { try repository.text($0) }
    return repository.files(under: "Tests/Fixtures").compactMap { path in
      let names = path.split(separator: "/").dropFirst(2)
      let stem = names.last?.split(separator: ".").first ?? ""
      let isUsed = tests.contains { text in
        text.contains(stem) || names.dropLast().contains { text.contains("/\($0)") }
          || names.dropLast().contains { text.contains("\"\($0)\"") }
      }
      return isUsed ? nil : Finding(path: path, line: 0, text: "no test uses this file")
    }
  }

  /// Paths that README.md names in backticks exist.
  static func readme(_ repository: Repository) throws -> [Finding] {
    var findings: [Finding] = []
    for (index, line) in try repository.text("README.md").split(
      separator: "\n", omittingEmptySubsequences: false
    ).enumerated() {
      for part in line.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      where part.offset % 2 == 1 {
        let name = part.element.hasSuffix("/") ? part.element.dropLast() : part.element
        let isPath = ["Sources/", "Tests/", "Manifests/", "MiniPrograms/"].contains {
          name.hasPrefix($0)
        }
        // Patterns and placeholders name a form, not a file.
        if !isPath || name.contains(where: { " *<>{}…".contains($0) }) { continue }
        if !repository.paths.contains(String(name)) {
          findings.append(
            Finding(path: "README.md", line: index + 1, text: "\(name) does not exist"))
        }
      }
    }
    return findings
  }
}
