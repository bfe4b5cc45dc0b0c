import Testing

/// The repository lints itself; every finding is told at once.
@Suite struct TidyTests {
  /// The rules that look at one file.
  static func check(_ file: SourceText) -> [Finding] {
    let isProse = file.path.hasSuffix(".md") || file.path.hasSuffix(".json")
    return (isProse ? [] : SizeRules.check(file))
      + WordRules.check(file) + DeclarationRules.check(file) + ImportRules.check(file)
  }

  @Test func theRepositoryIsTidy() throws {
    let repository = try Repository.current()
    let files = try repository.sourceTexts()
    #expect(files.count > 50, "the repository was not found")
    var findings = files.flatMap(Self.check)
    findings += try PairRules.check(repository)
    Self.report(findings)
  }

  @Test func theRepositoryIsFormatted() throws {
    Self.report(try FormatRule.check(Repository.current()))
  }

  private static func report(_ findings: [Finding]) {
    if findings.isEmpty { return }
    let list = Set(findings).sorted().map(\.description).joined(separator: "\n")
    Issue.record("\(findings.count) findings\n\(list)")
  }
}
