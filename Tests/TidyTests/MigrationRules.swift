import Foundation

/// A released migration never changes: files on disks of others were made by it.
enum MigrationRules {
  static let folder = "Sources/Platform/Migrations"

  /// Lines of `sha256sum`, one for each released file; unreleased ones come after them all.
  static let record = "Tests/Fixtures/released-migrations.sha256"

  static func check(_ repository: Repository) throws -> [Finding] {
    let files = repository.files(under: folder).filter { $0.hasSuffix(".sql") }
    let recorded = repository.paths.contains(record) ? try repository.text(record) : ""
    let hashes = try files.isEmpty ? [:] : sha256(files, in: repository.root)
    return check(hashes: hashes, record: recorded)
  }

  /// Compares the hashes of the files with those on record.
  static func check(hashes: [String: String], record text: String) -> [Finding] {
    var findings: [Finding] = []
    var released: [String: String] = [:]
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ", omittingEmptySubsequences: true)
      if words.count == 2 { released[String(words[1])] = String(words[0]) }
    }
    for (path, hash) in released {
      if hashes[path] == nil {
        findings.append(Finding(path: path, line: 0, text: "a released migration is missing"))
      } else if hashes[path] != hash {
        findings.append(
          Finding(path: path, line: 0, text: "a released migration changed; write a new one"))
      }
    }
    let last = released.keys.max() ?? ""
    for path in hashes.keys where released[path] == nil && path < last {
      findings.append(
        Finding(path: path, line: 0, text: "comes before a released migration; renumber it"))
    }
    let names = hashes.keys.sorted().compactMap { $0.split(separator: "/").last }
    for (index, name) in names.enumerated() {
      let digits = name.dropFirst().prefix { $0.isNumber }
      if !name.hasPrefix("v") || digits.count != 4 || Int(digits) != index + 1 {
        findings.append(
          Finding(
            path: "\(folder)/\(name)", line: 0,
            text: "migrations are numbered v0001_topic.sql and on without a gap"))
      }
    }
    return findings
  }

  private static func sha256(_ files: [String], in root: URL) throws -> [String: String] {
    let output = try Tool.run("sha256sum", files, in: root).output
    var hashes: [String: String] = [:]
    for line in output.split(separator: "\n") {
      let words = line.split(separator: " ", omittingEmptySubsequences: true)
      if words.count == 2 { hashes[String(words[1])] = String(words[0]) }
    }
    return hashes
  }
}
