import Testing
import Wire

@testable import madang

/// Transcripts: what is said to drive, and what must stand in its answers.
@Suite struct DriveTests {
  private func makeDrive(_ daemon: ScriptedDaemon) -> Drive {
    Drive(
      person: "mina", language: .english,
      makeEngine: { person throws(ShellFailure) in madangTestsEngine(daemon, person) },
      makeOperator: { () throws(ShellFailure) in makeLink(daemon) })
  }

  /// Each line and the members its answer has, by pointer-like paths.
  private func check(
    _ drive: Drive, _ line: String, _ expected: [(path: String, value: JSON)],
    at location: SourceLocation = #_sourceLocation
  ) {
    let answer = drive.answer(Array(line.utf8))
    for (path, value) in expected {
      var found: JSON? = answer
      for part in path.split(separator: ".") {
        if let index = Int(part) {
          found = found?.array.flatMap { $0.count > index ? $0[index] : nil }
        } else {
          found = found?[String(part)]
        }
      }
      #expect(found == value, "\(line): \(path) in \(answer.text)", sourceLocation: location)
    }
  }

  @Test func lunchOfOne() {
    let drive = makeDrive(ScriptedDaemon())
    check(
      drive, #"{"do":"open","code":"MD:T/ABC123/3/1XXXXXXXX"}"#,
      [
        ("ok", true), ("page.session", "s_1"), ("page.rev", 1), ("page.people", 1),
        ("page.place", "table 3"), ("page.name.en", "Noodle House"), ("keys", 0), ("questions", 0),
      ])
    check(drive, #"{"do":"tap","id":"bibim"}"#, [("page.rev", 2), ("keys", 1)])
    check(
      drive, #"{"do":"tap","id":"order"}"#,
      [
        ("sheet.bill.bill", "b_1"), ("sheet.bill.total.amount", 7_000), ("sheet.balance", 30_000),
        ("sheet.balanceAfter", 23_000), ("keys", 2),
      ])
    check(
      drive, #"{"do":"approve","bill":"b_1","amount":7000}"#,
      [
        ("ok", true), ("receipt.bill", "b_1"), ("receipt.status", "paid"),
        ("receipt.balance", 23_000), ("keys", 3), ("questions", 0),
      ])
    check(drive, #"{"do":"tap","id":"split"}"#, [("page.title", "Split"), ("keys", 4)])
  }

  @Test func countersBelongToPeople() {
    let drive = makeDrive(ScriptedDaemon())
    check(drive, #"{"do":"open","code":"MD:T/ABC123/3/1XXXXXXXX"}"#, [("keys", 0)])
    check(drive, #"{"do":"tap","id":"bibim"}"#, [("keys", 1)])
    check(drive, #"{"do":"as","person":"joon"}"#, [("ok", true), ("person", "joon"), ("keys", 0)])
    check(drive, #"{"do":"open","code":"MD:T/ABC123/3/1XXXXXXXX"}"#, [("page.session", "s_1")])
    check(drive, #"{"do":"tap","id":"janchi"}"#, [("keys", 1)])
    check(
      drive, #"{"do":"as","person":"mina"}"#,
      [("keys", 1), ("page.rev", 3), ("page.body.0.id", "order")])
  }

  @Test func errorsHaveACodeAndSayWhetherMoneyMoved() {
    let drive = makeDrive(ScriptedDaemon())
    check(
      drive, #"{"do":"open","code":"nonsense"}"#,
      [("ok", false), ("error.code", "qr.unknown"), ("error.moneyMoved", false), ("keys", 0)])
    check(drive, #"{"do":"open","code":"MD:T/ABC123/3/1XXXXXXXX"}"#, [("ok", true)])
    check(drive, #"{"do":"tap","id":"bibim"}"#, [("ok", true)])
    check(drive, #"{"do":"tap","id":"order"}"#, [("ok", true)])
    check(
      drive, #"{"do":"approve","amount":1}"#,
      [
        ("ok", false), ("error.code", "bill.amount_changed"), ("error.details.amount", 7_000),
        ("sheet.bill.total.amount", 7_000),
      ])
    check(drive, #"{"do":"decline"}"#, [("ok", true), ("page.session", "s_1")])
  }

  @Test(arguments: [
    "", "nonsense", "[]", "{}", #"{"do":"dance"}"#, #"{"do":"tap"}"#, #"{"do":"tap","id":1}"#,
    #"{"do":"topup","amount":"x"}"#, #"{"do":"screen","mode":"3d"}"#,
    #"{"do":"screen","lang":"fr"}"#, #"{"do":"open","app":"x"}"#,
  ])
  func badLinesAreRefusedAndTheDriveGoesOn(_ line: String) {
    let drive = makeDrive(ScriptedDaemon())
    check(drive, line, [("ok", false), ("error.code", "shell.bad_input"), ("keys", 0)])
    check(drive, #"{"do":"wallet"}"#, [("ok", false)])
    check(drive, #"{"do":"orders"}"#, [("ok", true), ("orders.bills", [])])
  }

  @Test func waitTakesWhatWasTold() {
    let daemon = ScriptedDaemon()
    let drive = makeDrive(daemon)
    check(drive, #"{"do":"open","code":"MD:T/ABC123/3/1XXXXXXXX"}"#, [("ok", true)])
    daemon.tell(
      "inbox.arrived",
      ["message": ["from": "국수집", "text": "ready", "template": "order.ready"]])
    check(
      drive, #"{"do":"wait","event":"order.ready","timeoutMs":0}"#,
      [("event.name", "inbox.arrived"), ("event.message.template", "order.ready")])
    check(
      drive, #"{"do":"wait","event":"order.ready","timeoutMs":0}"#,
      [("ok", false), ("error.code", "shell.wait_timeout")])
  }

  @Test func screensAreExactCells() {
    let drive = makeDrive(ScriptedDaemon())
    check(drive, #"{"do":"open","code":"MD:T/ABC123/3/1XXXXXXXX"}"#, [("ok", true)])
    check(
      drive, #"{"do":"screen","columns":40,"lang":"ko","mode":"tty"}"#,
      [("screen.0", "국수집 · table 3 · 1명"), ("screen.2", "│ 3번 테이블")])
    check(
      drive, #"{"do":"screen","lang":"en","mode":"json"}"#,
      [("screen.choices.0.key", "1"), ("screen.choices.0.id", "bibim")])
  }
}

private func madangTestsEngine(_ daemon: ScriptedDaemon, _ person: String) -> Engine {
  makeEngine(daemon, person: person)
}
