import Crypto
import Foundation
import JSONRPC
import Testing
import Wire

@testable import madang

/// What the shell keeps on disk, in a folder of its own for each test.
@Suite struct HomeTests {
  private func withFolder<T>(_ body: (String) throws -> T) throws -> T {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "madang-shell-\(UUID().uuidString)"
    ).path
    defer { Files.remove(folder) }
    try Files.createDirectories(folder, mode: 0o700)
    return try body(folder)
  }

  @Test(
    arguments: [
      ("/x", [:], "/x"), ("/x/", [:], "/x"), (nil, ["MADANG_HOME": "/m"], "/m"),
      (nil, ["XDG_STATE_HOME": "/s", "HOME": "/h"], "/s/madang"),
      (nil, ["XDG_STATE_HOME": "relative", "HOME": "/h"], "/h/.local/state/madang"),
      (nil, ["MADANG_HOME": "", "HOME": "/h"], "/h/.local/state/madang"),
      ("/x", ["MADANG_HOME": "/m"], "/x"),
    ] as [(String?, [String: String], String)])
  func homes(_ option: String?, _ environment: [String: String], _ path: String) {
    #expect(DataHome(option: option) { environment[$0] }.path == path)
  }

  @Test func aRelativeHomeCountsFromWhereWeWork() {
    #expect(DataHome(option: "x") { _ in nil }.path == Files.workingDirectory + "/x")
  }

  @Test func theSocketLiesInTheHomeUnlessItsPathIsTooLong() throws {
    try withFolder { folder in
      func home(_ length: Int) -> DataHome {
        let name = String(repeating: "n", count: length - folder.utf8.count - 1)
        return DataHome(option: folder + "/" + name) { _ in nil }
      }
      let limit = UnixSocketTransport.pathByteLimit - "/madangd.sock".utf8.count
      let fits = home(limit)
      #expect(fits.socketPath == fits.path + "/madangd.sock")
      let long = home(limit + 1)
      try long.create()
      try Files.write(Array("/run/madang-1.sock\n".utf8), to: long.path + "/socket")
      #expect(long.socketPath == "/run/madang-1.sock")
    }
  }

  @Test func aDeviceKeyIsMadeOnceAndClosedToOthers() throws {
    try withFolder { folder in
      let home = DataHome(option: folder) { _ in nil }
      var random = SeededRandom(seed: 11)
      let first = try DeviceKey.load("mina", in: home, random: &random)
      let again = try DeviceKey.load("mina", in: home, random: &random)
      let other = try DeviceKey.load("joon", in: home, random: &random)
      #expect(first.publicKey == again.publicKey)
      #expect(first.publicKey != other.publicKey)
      let facts = try FileManager.default.attributesOfItem(
        atPath: folder + "/shell/mina/device.key")
      #expect(facts[.posixPermissions] as? Int == 0o600)
    }
  }

  @Test(arguments: ["", "../x", "a/b", ".", "a b", String(repeating: "n", count: 33)])
  func namesThatAreNoDirectoryAreRefused(_ name: String) throws {
    try withFolder { folder in
      var random = SeededRandom(seed: 1)
      let home = DataHome(option: folder) { _ in nil }
      expectFailure("shell.bad_input") { () throws(ShellFailure) in
        _ = try DeviceKey.load(name, in: home, random: &random)
      }
    }
    #expect(DeviceKey.isName(String(repeating: "n", count: DeviceKey.nameLimit)))
  }

  @Test func aSpoiledKeyIsSaidAndNeverReplaced() throws {
    try withFolder { folder in
      let home = DataHome(option: folder) { _ in nil }
      try Files.createDirectories(folder + "/shell/mina", mode: 0o700)
      try Files.write(Array("not a key\n".utf8), to: folder + "/shell/mina/device.key")
      var random = SeededRandom(seed: 1)
      expectFailure("shell.bad_input") { () throws(ShellFailure) in
        _ = try DeviceKey.load("mina", in: home, random: &random)
      }
      #expect(Files.read(folder + "/shell/mina/device.key", limit: 64)?.count == 10)
    }
  }

  @Test func visitsOfAnEarlierRunAreRemembered() throws {
    try withFolder { folder in
      let path = folder + "/visits.json"
      let (first, menu) = (SessionID("s_1"), PageAction("menu.open", ["table": 3]))
      var memory = VisitMemory(path: path)
      memory.note(menu, rev: 4, of: first)
      memory.note(nil, rev: 5, of: first)
      #expect(VisitMemory(path: path).action(of: first) == menu)
      #expect(VisitMemory(path: path).rev(of: first) == 5)
      memory.forget(first)
      #expect(VisitMemory(path: path).action(of: first) == nil)
      for index in 0...VisitMemory.visitLimit {
        memory.note(menu, rev: 1, of: SessionID("s_\(index)"))
      }
      #expect(memory.action(of: SessionID("s_0")) == nil)
      #expect(memory.action(of: first) == menu)
      try Files.write(Array("{broken".utf8), to: path)
      #expect(VisitMemory(path: path).action(of: SessionID("s_1")) == nil)
    }
  }

  @Test func manifestsAreFoundAboveAndReadWhole() throws {
    try withFolder { folder in
      try Files.createDirectories(folder + "/Manifests", mode: 0o700)
      try Files.createDirectories(folder + "/a/b", mode: 0o700)
      #expect(ManifestFile.folder(above: folder + "/a/b") == folder + "/Manifests")
      try Files.write(Array(#"{"manifest": 1}"#.utf8), to: folder + "/Manifests/x.json")
      do throws(ShellFailure) {
        _ = try ManifestFile.read(folder + "/Manifests/x.json")
        Issue.record("it lacks nearly everything")
      } catch {
        #expect(error.exitCode == .badData)
        #expect(error.issues(in: .english).count > 3, "all at once")
      }
      expectFailure("shell.no_input") { () throws(ShellFailure) in
        _ = try ManifestFile.read(folder + "/a")
      }
    }
  }

  @Test func codesAreWrittenAsTextAndPictures() throws {
    try withFolder { folder in
      let files = try CodePrinter.write(tableCode, to: folder + "/codes", name: "table-3")
      #expect(files.map(Files.name) == ["table-3.txt", "table-3.svg", "table-3.png"])
      let text = Files.read(files[0], limit: 100) ?? []
      #expect(String(decoding: text, as: UTF8.self) == tableCode + "\n")
    }
  }
}
