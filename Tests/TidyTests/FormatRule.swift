import Foundation

/// `swift format lint --strict` over every Swift file.
enum FormatRule {
  static func check(_ repository: Repository) throws -> [Finding] {
    let files = repository.paths.filter { $0.hasSuffix(".swift") }
    let result = try Tool.run(
      "swift", ["format", "lint", "--strict", "--parallel"] + files, in: repository.root)
    if result.status == 0 { return [] }
    let findings = result.output.split(separator: "\n").compactMap(finding)
    return findings.isEmpty
      ? [Finding(path: ".swift-format", line: 0, text: result.output)] : findings
  }

  /// One line of the tool: `path:line:column: error: text`.
  static func finding(_ line: Substring) -> Finding? {
    let parts = line.split(separator: ":", maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count == 4, let number = Int(parts[1]) else { return nil }
    return Finding(
      path: String(parts[0]), line: number, text: parts[3].trimmingPrefix(" ").description)
  }
}
