import TestSupport
import Testing
import Wire

@testable import madangd

@Suite struct ArgumentsTests {
  private static let environment = ["HOME": "/h"]

  private func check(
    _ line: String, environment: [String: String] = ArgumentsTests.environment, _ command: Command,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let words = line.split(separator: " ").map(String.init)
    #expect(
      try Arguments.parse(words, environment: environment) == command,
      sourceLocation: sourceLocation)
  }

  private func check(
    _ line: String, environment: [String: String] = ArgumentsTests.environment,
    fails fault: Arguments.Fault, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let words = line.split(separator: " ").map(String.init)
    #expect(throws: fault, sourceLocation: sourceLocation) {
      try Arguments.parse(words, environment: environment)
    }
    // Both languages say something, and it is what the person typed that they find in it.
    for language in [fault.sentence.text(in: .korean), fault.sentence.text(in: .english)] {
      #expect(!language.isEmpty, sourceLocation: sourceLocation)
    }
  }

  @Test func batches() throws {
    try check("batch --home /d", .batch(.list, home: "/d", asJSON: false))
    try check("batch list --json --home /d", .batch(.list, home: "/d", asJSON: true))
    try check("batch show 3 --home /d", .batch(.show(3), home: "/d", asJSON: false))
    try check(
      "batch run settlement 2026-11-20 --home /d",
      .batch(.run(job: "settlement", period: "2026-11-20"), home: "/d", asJSON: false))
    try check("batch run --help", .help(.batch))
    check("batch show", fails: .missingValue("RUN"))
    check("batch show x", fails: .badValue(option: "RUN", value: "x", expected: "1, 2, 3 …"))
    check("batch run settlement --home /d", fails: .missingValue("PERIOD"))
    check("batch stop", fails: .unexpected("stop"))
  }

  @Test func commands() throws {
    try check("", .help(nil))
    try check("help", .help(nil))
    try check("--help", .help(nil))
    try check("help audit", .help(.audit))
    try check("audit -h", .help(.audit))
    try check("--version", .version)
    try check("status --home /d", .status(home: "/d", asJSON: false))
    try check("status --json --home=/d", .status(home: "/d", asJSON: true))
    try check("audit --home /d --json", .audit(home: "/d", asJSON: true))
    try check("stop --home /d", .stop(home: "/d"))
    try check("serve --home /d", .serve(DaemonSetting(home: "/d")))
    try check(
      "serve --virtual-clock --test-tokens --ready-fd 3 --home /d",
      .serve(
        DaemonSetting(
          home: "/d", hasVirtualClock: true, takesTestTokens: true, readyDescriptor: 3)))
  }

  @Test func theHomeIsFoundAsTheShellFindsIt() throws {
    var environment = Self.environment
    try check("stop", environment: environment, .stop(home: "/h/.local/state/madang"))
    environment["XDG_STATE_HOME"] = "/x"
    try check("stop", environment: environment, .stop(home: "/x/madang"))
    environment["MADANG_HOME"] = "/m"
    try check("stop", environment: environment, .stop(home: "/m"))
    environment["MADANG_HOME"] = ""
    try check("stop", environment: environment, .stop(home: "/x/madang"))
    check("stop", environment: [:], fails: .noHome)
  }

  @Test func faults() {
    check("serv", fails: .unknownCommand("serv", similar: "serve"))
    check("frobnicate", fails: .unknownCommand("frobnicate", similar: nil))
    check("help statu", fails: .unknownCommand("statu", similar: "status"))
    check("serve --hme x", fails: .unknownOption("--hme", verb: .serve, similar: "--home"))
    check("stop --json", fails: .unknownOption("--json", verb: .stop, similar: nil))
    check("serve --home", fails: .missingValue("--home"))
    check("serve --home=", fails: .missingValue("--home"))
    check("serve --home a --home b", fails: .repeated("--home"))
    check("status --json=yes", fails: .unexpectedValue("--json"))
    check("status now", fails: .unexpected("now"))
    check("help audit now", fails: .unexpected("now"))
    for value in ["x", "-1", "1024", "3.5"] {
      check(
        "serve --home d --ready-fd \(value)",
        fails: .badValue(option: "--ready-fd", value: value, expected: "0...1023"))
    }
  }

  /// What is printed, where, and the exit code.
  @Test func usageErrorsGoToStandardErrorInTheReadersLanguage() {
    let (output, errors) = (Collector<String>(), Collector<String>())
    func run(_ words: [String], _ locale: String) -> ExitCode {
      Program(environment: ["LANG": locale], output: output.add, errors: errors.add).run(words)
    }
    #expect(run(["serve", "--hme"], "ko_KR.UTF-8") == .usage)
    #expect(run(["serve", "--hme"], "C") == .usage)
    #expect(run(["--version"], "C") == .done)
    #expect(output.all == ["madangd 0.1.0\n"])
    #expect(
      errors.all == [
        "madangd: 없는 옵션입니다: --hme\n혹시 이것인가요? --home\n도움말: madangd help serve",
        "madangd: unknown option --hme\nDid you mean --home?\nSee: madangd help serve",
      ])
  }

  @Test func withoutADaemonTheOperatorIsToldSo() throws {
    let directory = try TemporaryDirectory()
    let (output, errors) = (Collector<String>(), Collector<String>())
    func run(_ words: String) -> ExitCode {
      Program(environment: [:], output: output.add, errors: errors.add)
        .run(words.split(separator: " ").map(String.init))
    }
    #expect(run("status --home \(directory.path)") == .unreachable)
    #expect(run("status --home \(directory.path)/none") == .noInput)
    #expect(run("stop --home \(directory.path)") == .unreachable)
    #expect(run("status --json --home \(directory.path)") == .unreachable)
    #expect(output.all.count == 1 && output.all[0].hasPrefix("{\"ok\":false,\"error\":{\"code\":3"))
    #expect(errors.all.count == 3)
  }

  @Test func theOperatorAsksARunningDaemon() throws {
    let daemon = try TestDaemon()
    let (output, errors) = (Collector<String>(), Collector<String>())
    func run(_ words: String) -> ExitCode {
      Program(environment: [:], output: output.add, errors: errors.add)
        .run((words + " --home " + daemon.directory.path).split(separator: " ").map(String.init))
    }
    #expect(run("status --json") == .done)
    #expect(run("status") == .done)
    #expect(run("stop") == .done)
    daemon.waitForEnd()
    #expect(output.all.count == 2 && output.all[0].hasPrefix("{\"daemon\":\"d_"))
    #expect(output.all[1].contains("people\t2\n"))
    #expect(errors.all.isEmpty)
    #expect(run("status") == .unreachable)
  }
}
