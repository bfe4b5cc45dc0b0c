import Crypto
import Glibc
import JSONRPC
import Loop
import Store
import TestSupport
import Testing
import Wire

@testable import madangd

/// How a daemon ends: in order, hurried, or cut off.
@Suite struct EndingTests {
  private static let add: JSONObject = [
    "key": "0123456789abcdef", "amount": 1, "currency": "KRW",
  ]

  @Test func whatIsUnderWayIsFinishedAndNothingNewIsTaken() throws {
    let daemon = try TestDaemon()
    let (busy, asking) = (try TestClient.known(daemon), try TestClient.operator(daemon))
    let late = try TestClient.known(daemon)
    let id = busy.start("session.list")
    daemon.waitForHeld(1)
    #expect(try asking.ask("admin.stop").result?["stopping"] == true)
    #expect(try late.ask("wallet.topup", Self.add).word == "platform.draining")
    #expect(throws: TransportError.self) { try TestClient(daemon) }
    #expect(daemon.events.all.isEmpty)
    daemon.release()
    daemon.waitForEnd()
    guard case .message(.response(.integer(id), _)) = try busy.next() else {
      Issue.record("not answered")
      return
    }
    #expect(try busy.next() == .closed)
    #expect(daemon.events.all == ["programs stopped", "ended"])
    #expect(access(daemon.socketPath, F_OK) != 0)
  }

  @Test func toldTwiceItWaitsNoLonger() throws {
    let daemon = try TestDaemon(stopsPrograms: false)
    let busy = try TestClient.known(daemon)
    busy.start("session.list")
    daemon.waitForHeld(1)
    daemon.perform { $0.daemon?.beginDrain(reason: "once") }
    daemon.stop()
    #expect(daemon.events.all == ["ended"])
    #expect(try busy.next() == .closed)
  }

  @Test func afterAFailedDiskNobodyIsToldWhatIsNotKnown() throws {
    let daemon = try TestDaemon(failpoint: .commit)
    let client = try TestClient.known(daemon)
    client.start("wallet.topup", Self.add)
    #expect(daemon.events.wait(for: 1) == ["fatal"])
    // The real daemon is gone by now. Here the loop lives on, and must not say more than it knows.
    guard case .message(.errorResponse(_, let error)) = try client.next() else {
      Issue.record("not answered")
      return
    }
    #expect(error.data?["code"] == "platform.outcome_unknown")
    daemon.perform { $0.daemon?.loop.stop() }
    daemon.waitForEnd()
  }

  @Test func theSecondDaemonOfAHomeIsRefused() throws {
    let daemon = try TestDaemon()
    #expect {
      try TestDaemon(directory: daemon.directory)
    } throws: { error in
      guard case .locked(.held(_, let process)) = error as? HomeError else { return false }
      return process == getpid()
    }
    #expect(try TestClient.known(daemon).ask("identity.show").word == "ok")
    daemon.stop()
    try TestDaemon(directory: daemon.directory).stop()
  }

  @Test(arguments: [SIGTERM, SIGINT]) func aSignalDrains(signal: Int32) throws {
    let daemon = try TestDaemon()
    let client = try TestClient.known(daemon)
    #expect(try client.ask("identity.show").word == "ok")
    // To the loop's thread: the other threads of a test process do not block it.
    daemon.perform { _ in _ = pthread_kill(pthread_self(), signal) }
    daemon.waitForEnd()
    #expect(daemon.events.all == ["programs stopped", "ended"])
    #expect(try client.next() == .closed)
  }

  @Test func aSocketLeftByAKilledDaemonIsReplaced() throws {
    let directory = try TemporaryDirectory()
    let path = "\(directory.path)/\(SocketPath.fileName)"
    let left = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let bound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(left, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    close(left)
    #expect(bound == 0)
    let daemon = try TestDaemon(directory: directory)
    #expect(try TestClient.known(daemon).ask("identity.show").word == "ok")
    daemon.stop()
  }
}
