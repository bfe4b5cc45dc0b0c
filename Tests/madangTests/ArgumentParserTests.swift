import Testing
import Wire

@testable import madang

/// What command lines mean, as a table.
@Suite struct ArgumentParserTests {
  private func parse(_ line: String) throws(ShellFault) -> ParsedArguments {
    try ArgumentParser.parse(line.split(separator: " ").map(String.init))
  }

  @Test(
    arguments: [
      ("wallet show", "wallet show", []), ("wallet topup 30000", "wallet topup", ["30000"]),
      ("shop staff invite noodle --role kitchen", "shop staff invite", ["noodle"]),
      ("--as mina wallet show", "wallet show", []), ("--home /x --json scan -", "scan", ["-"]),
      ("--json=a,b orders", "orders", []), ("pay b_1 --amount 7000", "pay", ["b_1"]),
      ("call s f -- --odd", "call", ["s", "f", "--odd"]),
      ("merchant publish Manifests/x.json", "merchant publish", ["Manifests/x.json"]),
    ] as [(String, String, [String])])
  func understood(_ line: String, _ command: String, _ operands: [String]) throws {
    let parsed = try parse(line)
    #expect(parsed.command?.name == command)
    #expect(parsed.operands == operands)
  }

  @Test(arguments: [
    "wallt show", "pay b_1 --amount", "pay b_1 --ammount 1", "--lang fr orders",
    "--columns -1 help",
    "orders --quiet=1", "--key short orders",
  ])
  func refused(_ line: String) {
    #expect(throws: ShellFault.self) { try parse(line) }
  }

  @Test func optionsReachWhereTheyBelong() throws {
    let parsed = try parse(
      "pay b_1 --amount 7000 --as joon --lang ko --columns 40 --json=bill,balance")
    #expect(parsed.options == ["--amount": "7000"])
    #expect(parsed.global.person == "joon")
    #expect(parsed.global.language == .korean)
    #expect(parsed.global.columns == 40)
    #expect(parsed.global.mode == .json)
    #expect(parsed.global.fields == ["bill", "balance"])
  }

  @Test func theEnvironmentSetsLanguageAndColour() {
    func initial(_ values: [String: String]) -> GlobalOptions {
      .initial { values[$0] }
    }
    #expect(initial(["LANG": "ko_KR.UTF-8"]).language == .korean)
    #expect(initial(["LANG": "ko_KR.UTF-8", "LC_ALL": "C"]).language == .english)
    #expect(initial(["NO_COLOR": "1"]).isColourless)
    #expect(!initial(["NO_COLOR": ""]).isColourless)
    #expect(initial(["TERM": "dumb"]).isColourless)
  }

  @Test func aMistypedCommandIsGuessed() {
    do throws(ShellFault) {
      _ = try parse("wallt")
      Issue.record("there is no such command")
    } catch {
      #expect(error.message(in: .english).contains("did you mean wallet?"))
    }
  }

  @Test func everyCommandHasHelpInBothLanguages() {
    for command in CommandList.all {
      for language in Language.allCases {
        let lines = Help.text(of: command, in: language)
        #expect(lines.first == command.summary.text(in: language))
      }
      #expect(!command.examples.isEmpty, "\(command.name)")
      #expect(command.summary.text(in: .korean) != command.summary.text(in: .english))
    }
    #expect(Set(CommandList.all.map { $0.name }).count == CommandList.all.count)
  }

  @Test func exitCodesAreThoseOfThePage() {
    #expect(
      ExitCode.allCases.map(\.rawValue) == [0, 1, 2, 10, 11, 12, 13, 65, 66, 69, 70, 75, 77, 130])
    let expected: [(ErrorCode, ExitCode)] = [
      (WalletError.insufficientFunds, .paymentRefused), (BillError.amountChanged, .conflict),
      (BillError.expired, .expired), (QRError.expired, .expired), (AuthError.role, .notAllowed),
      (PlatformError.outcomeUnknown, .outcomeUnknown), (PlatformError.internalFault, .ourBug),
      (SessionError.unknown, .failed), (WalletError.notFound, .failed),
      (BillError.unknown, .paymentRefused), (QRError.unknown, .badData),
    ]
    for (code, status) in expected {
      #expect(ShellFailure.refused(Refusal(code)).exitCode == status, "\(code.name)")
    }
  }

  @Test func errorsForPeopleAreFourLinesAtMostAndEndWithTheirCode() {
    for code in ErrorCode.all {
      for language in Language.allCases {
        let lines = ShellFailure.refused(Refusal(code)).lines(in: language)
        #expect(lines.count <= 4)
        #expect(lines.last?.hasSuffix("[\(code.name)]") == true)
      }
    }
  }
}
