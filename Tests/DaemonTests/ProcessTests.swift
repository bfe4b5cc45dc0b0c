import Foundation
import Glibc
import TestSupport
import Testing

@testable import madangd

/// The real program, with its real domain, as a process.
@Suite struct ProcessTests {
  private let directory: TemporaryDirectory
  private var home: String { "\(directory.path)/home" }

  init() throws { directory = try TemporaryDirectory() }

  @Test(arguments: [SIGTERM, SIGINT]) func aSignalEndsItInOrder(signal: Int32) throws {
    let daemon = try DaemonProcess.serving(home)
    #expect(access("\(home)/madangd.sock", F_OK) == 0)
    daemon.send(signal)
    let outcome = daemon.finish()
    #expect(outcome.code == 0)
    #expect(outcome.errors.contains("info daemon.stopped"))
    #expect(access("\(home)/madangd.sock", F_OK) != 0)
  }

  @Test func statusAuditAndStop() throws {
    let daemon = try DaemonProcess.serving(home)
    let status = try DaemonProcess.run("status", "--json", "--home", home)
    #expect(status.code == 0)
    #expect(status.output.hasPrefix("{\"daemon\":\"d_"))
    let audit = try DaemonProcess.run("audit", "--home", home)
    #expect(audit.code == 0 && audit.output.hasPrefix("result\tok\n"))
    let stop = try DaemonProcess.run("stop", "--home", home)
    #expect(stop == DaemonProcess.Outcome(code: 0, output: "", errors: ""))
    // The home is free as soon as `stop` returns.
    let again = try DaemonProcess.serving(home)
    again.send(SIGTERM)
    #expect([daemon.finish().code, again.finish().code] == [0, 0])
    let offline = try DaemonProcess.run("audit", "--home", home)
    #expect(offline.code == 0 && offline.output.hasPrefix("result\tok\n"))
    #expect(try DaemonProcess.run("status", "--home", home).code == ExitCode.unreachable.rawValue)
  }

  @Test func theSecondDaemonSaysWhoWasFirst() throws {
    let daemon = try DaemonProcess.serving(home)
    let second = try DaemonProcess.run("serve", "--home", home)
    #expect(second.code == ExitCode.conflict.rawValue)
    #expect(second.errors.contains("(process \(daemon.process.processIdentifier))"))
    daemon.send(SIGTERM)
    #expect(daemon.finish().code == 0)
  }

  @Test func afterAKillTheNextStartServes() throws {
    let daemon = try DaemonProcess.serving(home)
    daemon.send(SIGKILL)
    #expect(daemon.finish().code == -SIGKILL)
    let again = try DaemonProcess.serving(home)
    #expect(try DaemonProcess.run("audit", "--home", home).code == 0)
    again.send(SIGTERM)
    #expect(again.finish().code == 0)
  }

  @Test func aLongHomeNeedsARuntimeDirectory() throws {
    let long = "\(home)/" + String(repeating: "h", count: 100)
    let refused = try DaemonProcess.run("serve", "--home", long)
    #expect(refused.code == ExitCode.failed.rawValue)
    #expect(refused.errors.contains("XDG_RUNTIME_DIR"))
  }
}
