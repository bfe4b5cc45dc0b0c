import Foundation
import Glibc
import JSONRPC
import Testing

@testable import Loop

@Suite final class UnixListenerTests {
  private let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "loop-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
  }

  deinit {
    unlink(folder + "/socket")
    rmdir(folder)
  }

  private func path(byteCount: Int) -> String {
    let base = folder + "/"
    return base + String(repeating: "s", count: byteCount - base.utf8.count)
  }

  @Test func pathLengthAtItsLimit() throws {
    let loop = try EventLoop()
    let longest = path(byteCount: UnixListener.pathByteLimit)
    let listener = try UnixListener(loop, path: longest)
    listener.close()
    #expect(access(longest, F_OK) != 0)
    #expect(throws: LoopError.pathTooLong(byteCount: 108)) {
      _ = try UnixListener(loop, path: path(byteCount: UnixListener.pathByteLimit + 1))
    }
    #expect(throws: TransportError.pathTooLong) {
      _ = try UnixSocketTransport(path: path(byteCount: UnixListener.pathByteLimit + 1))
    }
  }

  @Test func onlyTheOwnerMayOpenThePath() throws {
    let loop = try EventLoop()
    let listener = try UnixListener(loop, path: folder + "/socket")
    var status = stat()
    #expect(lstat(folder + "/socket", &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
    listener.close()
  }

  @Test func aLeftSocketIsReplacedAnotherFileIsNot() throws {
    let loop = try EventLoop()
    let path = folder + "/socket"
    let first = try UnixListener(loop, path: path)
    // The second takes the place as after a kill, when nobody removed it.
    let second = try UnixListener(loop, path: path)
    second.close()
    first.close()
    try "text".write(toFile: path, atomically: false, encoding: .utf8)
    #expect(throws: LoopError.pathOccupied) { _ = try UnixListener(loop, path: path) }
  }

  @Test func processesOfAnotherUserAreTurnedAway() throws {
    let loop = try EventLoop()
    let path = folder + "/socket"
    let listener = try UnixListener(
      loop, path: path, connectionLimit: 2, user: geteuid() + 1)
    listener.onAccept = { _ in Issue.record("let in") }
    try listener.start()
    let client = try UnixSocketTransport(path: path)
    loop.run(until: { listener.refused.foreignUser == 1 })
    #expect(try client.receive(timeoutMilliseconds: 1000) == .closed)
    #expect(listener.openCount == 0)
    listener.close()
  }

  @Test func connectionsBeyondTheLimitAreClosed() throws {
    let loop = try EventLoop()
    let path = folder + "/socket"
    let listener = try UnixListener(loop, path: path, connectionLimit: 2)
    var accepted: [Int32] = []
    listener.onAccept = { accepted.append($0.release()) }
    try listener.start()
    let clients = try (0..<3).map { _ in try UnixSocketTransport(path: path) }
    loop.run(until: { listener.openCount + listener.refused.tooMany == 3 })
    #expect(accepted.count == 2)
    #expect(listener.refused.tooMany == 1)
    #expect(try clients[2].receive(timeoutMilliseconds: 1000) == .closed)
    listener.connectionEnded()
    let later = try UnixSocketTransport(path: path)
    loop.run(until: { accepted.count == 3 })
    withExtendedLifetime((clients, later)) {}
    for number in accepted { close(number) }
    listener.close()
  }
}
