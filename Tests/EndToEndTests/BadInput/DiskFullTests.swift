import CEndToEnd
import Foundation
import Glibc
import Loop
import Testing
import Wire

/// The disk is full in the middle of paying: whoever is answered "done" is done, nobody else is,
/// and when there is room again the same key goes on.
@Suite struct DiskFullTests {
  /// The size of the small disk, in bytes.
  static let diskBytes: Int64 = 12 << 20

  @Test func aFullDiskRefusesAndLosesNothing() throws {
    try World.with(startsDaemon: false) { world in
      try FileManager.default.createDirectory(
        atPath: world.home, withIntermediateDirectories: true)
      let isMounted = e2e_mount_small(world.home, Self.diskBytes) == 0
      defer { if isMounted { e2e_unmount(world.home) } }
      try world.start()
      let mina = try Caller(world, as: "mina")
      let filler = world.home + "/filler"
      if isMounted { try fill(filler) } else { try limitFiles(of: world) }
      let (done, refused) = try topUpUntilRefused(mina, world)
      // A limit is no full disk to SQLite, but a fault: then the daemon ends and the file is true.
      #expect(refused == (isMounted ? "platform.disk_full" : nil))
      // There is room again; without a mount the daemon had to be started without its limit.
      if isMounted { unlink(filler) } else { try restart(world) }
      try mina.reconnect()
      try check(mina, done: done, world)
      world.kill()
      try world.start()
      try mina.reconnect()
      try check(mina, done: done, world)
    }
  }

  private func restart(_ world: World) throws {
    world.kill()
    try world.start()
  }

  /// Fills the rest of the disk.
  private func fill(_ path: String) throws {
    let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    try #require(file >= 0)
    defer { close(file) }
    for size in [1 << 16, 1 << 12] {
      let block = [UInt8](repeating: 0x66, count: size)
      while write(file, block, size) == size {}
    }
  }

  /// Where nothing can be mounted, the daemon's files may not grow further (setrlimit(2)).
  private func limitFiles(of world: World) throws {
    let pid = try #require(world.daemon?.handle.pid)
    let path = world.home + "/madang.db-wal"
    let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? UInt64 ?? 0
    try #require(e2e_limit_files(pid, Int64(size) + 65_536) == 0)
  }

  /// Keys of top-ups that were answered, and what the first one that was not was told.
  private func topUpUntilRefused(
    _ caller: Caller, _ world: World
  ) throws -> (done: [String], refused: String?) {
    var done: [String] = []
    for _ in 0..<2000 {
      let key = Caller.newKey()
      do {
        let answer = try caller.answer("wallet.topup", Self.topUp(key))
        guard answer["ok"] == true else {
          #expect(answer.at("error.moneyMoved") == false)
          // Reading still works, and what is answered is what was done.
          let balance = try caller.call("wallet.balance").number(at: "available")
          #expect(balance == Int64(done.count))
          return (done, try answer.text(at: "error.code"))
        }
      } catch { return (done, nil) }
      done.append(key)
    }
    throw TestFault("the disk never became full")
  }

  private static func topUp(_ key: String) -> JSONObject {
    ["key": .string(key), "amount": 1, "currency": "KRW"]
  }

  /// Everything that was answered is there, once; new things can be done; the audit is clean.
  private func check(_ caller: Caller, done: [String], _ world: World) throws {
    let before = try caller.call("wallet.balance").number(at: "available")
    #expect(before >= Int64(done.count) && before <= Int64(done.count) + 2)
    for key in done.suffix(20) {
      #expect(try caller.call("wallet.topup", Self.topUp(key))["replayed"] == true)
    }
    try caller.call("wallet.topup", Self.topUp(Caller.newKey()))
    #expect(try caller.call("wallet.balance")["available"] == .integer(before + 1))
    let audit = try Caller.asOperator(world).call("admin.audit")
    #expect(audit["ok"] == true, "\(audit.text)")
  }
}
