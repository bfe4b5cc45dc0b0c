import Testing
import Wire

@testable import madang

/// Help texts as golden files, so that a change of wording is seen in review.
@Suite struct HelpTests {
  @Test(arguments: Language.allCases)
  func overview(_ language: Language) throws {
    try check(nil, "overview", language)
  }

  @Test(arguments: CommandList.all.map { $0.name }, Language.allCases)
  func command(_ name: String, _ language: Language) throws {
    let command = try #require(CommandList.named(name.split(separator: " ").map(String.init)))
    let file = name.replacing(" ", with: "-")
    try check(command, file, language)
  }

  private func check(
    _ command: (any Command.Type)?, _ name: String, _ language: Language
  ) throws {
    let lines = Help.text(of: command, in: language)
    for line in lines { #expect(CellWidth().cells(line) <= 100, "\(line)") }
    try Fixture.check(
      lines.map { $0 + "\n" }.joined(), "help/\(name).\(language.rawValue).txt")
  }

  @Test func completionNamesEveryCommand() throws {
    var written: [UInt8] = []
    let output = Output(mode: .plain, columns: 80, write: { written += $0 })
    _ = try CompletionCommand.run(Invocation(global: GlobalOptions(), output: output))
    let script = String(decoding: written, as: UTF8.self)
    for command in CommandList.all { #expect(script.contains(command.words[0])) }
  }

  @Test(arguments: ErrorCode.all.map(\.name) + ShellFault.Kind.allCases.map(\.rawValue))
  func everyCodeIsExplained(_ code: String) throws {
    var written: [UInt8] = []
    let output = Output(mode: .json, columns: 80, write: { written += $0 })
    let status = try ExplainCommand.run(
      Invocation(global: GlobalOptions(), operands: [code], output: output))
    #expect(status == .done)
    let answer = try JSON.parse(written.dropLast())
    #expect(answer["code"]?.string == code)
    #expect(answer["fix"]?.string?.isEmpty == false)
  }
}
