import Crypto
import Foundation
import Glibc
import Store
import TestSupport
import Testing

@testable import madangd

@Suite struct HomeTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private func open(
    _ path: String? = nil, runtimeDirectory: String? = nil, seed: UInt64 = 1
  ) throws(HomeError) -> Home {
    var random = SeededRandom(seed: seed)
    return try Home(
      path: path ?? directory.path, runtimeDirectory: runtimeDirectory, random: &random)
  }

  private func mode(_ name: String) -> mode_t {
    var status = stat()
    return stat("\(directory.path)/\(name)", &status) == 0 ? status.st_mode & 0o777 : 0
  }

  private func put(_ name: String, _ text: String = "", mode: mode_t = 0o600) {
    let isMade = FileManager.default.createFile(
      atPath: "\(directory.path)/\(name)", contents: Data(text.utf8))
    #expect(isMade)
    chmod("\(directory.path)/\(name)", mode)
  }

  @Test func aNewHomeIsClosedToOthers() throws {
    let home = try open("\(directory.path)/a/b")
    #expect(home.isNew)
    #expect(home.daemonID.hasPrefix("d_"))
    #expect(home.keys.lost.isEmpty)
    #expect(mode("a/b") == 0o700)
    #expect(mode("a/b/keys") == 0o700)
    for name in KeyPurpose.allCases.map({ "keys/\($0.rawValue).v1" }) + ["operator.token", "lock"] {
      #expect(mode("a/b/\(name)") == 0o600, "\(name)")
    }
  }

  @Test func whatWasMadeOnceStays() throws {
    let (id, token, key) = try {
      let home = try open()
      return (home.daemonID, home.operatorToken, try home.keys.current(.pairwise).secret.copy())
    }()
    let again = try open(seed: 2)
    #expect(again.daemonID == id)
    #expect(again.operatorToken == token)
    #expect(try again.keys.current(.pairwise).secret.copy() == key)
    #expect(try again.keys.current(.codes).secret.copy() != key)
  }

  @Test func aLostKeyIsNamedAndNeverReplaced() throws {
    _ = try open()
    put(Home.databaseName)
    unlink("\(directory.path)/keys/personal.v1")
    let home = try open()
    #expect(!home.isNew)
    #expect(home.keys.lost == [.personal])
    #expect(throws: HomeError.keyLost(path: "\(directory.path)/keys/personal.v1")) {
      try home.keys.current(.personal)
    }
    #expect(try home.keys.current(.pairwise).version == 1)
  }

  @Test func allKeysLostAreNotReplacedEither() throws {
    _ = try open()
    put(Home.databaseName)
    try FileManager.default.removeItem(atPath: "\(directory.path)/keys")
    #expect(try open().keys.lost == KeyPurpose.allCases)
  }

  @Test func aCreationThatWasCutOffIsRepeated() throws {
    mkdir("\(directory.path)/keys.new", 0o700)
    put("keys.new/pairwise.v1", "half")
    #expect(try open().keys.lost.isEmpty)
  }

  @Test func theNewestVersionIsCurrentAndOldOnesStay() throws {
    _ = try open()
    put("keys/pairwise.v2", String(repeating: "ab", count: 32) + "\n")
    let keys = try open().keys
    #expect(try keys.current(.pairwise).version == 2)
    #expect(try keys.key(.pairwise, version: 1).version == 1)
    #expect(throws: HomeError.self) { try keys.key(.pairwise, version: 3) }
  }

  @Test(arguments: ["", "zz", String(repeating: "ab", count: 31), "a\nb"])
  func damagedKeysAreRefused(
    text: String
  ) throws {
    _ = try open()
    put("keys/gate.v1", text)
    #expect(throws: HomeError.damaged(path: "\(directory.path)/keys/gate.v1")) { try open() }
  }

  @Test func secretsThatOthersMayReadAreRefused() throws {
    _ = try open()
    chmod("\(directory.path)/operator.token", 0o644)
    #expect(throws: HomeError.open(path: "\(directory.path)/operator.token")) { try open() }
  }

  @Test func anOpenDirectoryIsClosedOnlyWhereItIsOurs() throws {
    chmod(directory.path, 0o755)
    #expect(try open().path == directory.path)
    #expect(mode("") == 0o700)
    chmod(directory.path, 0o755)
    _ = try open()
    #expect(mode("") == 0o700, "a home is closed again")
    unlink("\(directory.path)/daemon.id")
    chmod(directory.path, 0o755)
    #expect(throws: HomeError.open(path: directory.path)) { try open() }
    #expect(mode("") == 0o755, "somebody's directory is left alone")
  }

  @Test func aFileIsNoHome() throws {
    put("file")
    #expect(throws: HomeError.notDirectory(path: "\(directory.path)/file")) {
      try open("\(directory.path)/file")
    }
  }

  @Test func theSecondIsRefusedBeforeItTouchesAnything() throws {
    let home = try open()
    #expect(throws: HomeError.locked(.held(path: "\(home.path)/lock", process: getpid()))) {
      try open()
    }
  }

  @Test(arguments: [107, 108]) func aLongPathMovesTheSocket(byteCount: Int) throws {
    let room = byteCount - SocketPath.fileName.utf8.count - 1
    let home = "/" + String(repeating: "h", count: room - 1)
    let path = try SocketPath.toListen(home: home, runtimeDirectory: "/run/user/1")
    #expect(path.hasPrefix(byteCount == 107 ? "\(home)/" : "/run/user/1/madang-"))
    #expect(path.utf8.count <= 107)
    if byteCount == 108 {
      #expect(throws: HomeError.noSocketPlace(path: "\(home)/\(SocketPath.fileName)")) {
        try SocketPath.toListen(home: home, runtimeDirectory: nil)
      }
    }
  }

  @Test func aMovedSocketIsFoundThroughItsPointer() throws {
    #expect(try SocketPath.toConnect(home: directory.path) == "\(directory.path)/madangd.sock")
    try SocketPath.announce("/run/x.sock", home: directory.path)
    #expect(try SocketPath.toConnect(home: directory.path) == "/run/x.sock")
    try SocketPath.announce("\(directory.path)/madangd.sock", home: directory.path)
    #expect(try SocketPath.toConnect(home: directory.path) == "\(directory.path)/madangd.sock")
  }

  @Test(arguments: [PrivateFile.byteLimit, PrivateFile.byteLimit + 1]) func filesHaveALimit(
    byteCount: Int
  ) throws {
    put("file", String(repeating: "x", count: byteCount))
    let path = "\(directory.path)/file"
    if byteCount == PrivateFile.byteLimit {
      #expect(try PrivateFile.read(path)?.count == byteCount)
    } else {
      #expect(throws: HomeError.damaged(path: path)) { try PrivateFile.read(path) }
    }
  }

  @Test func hardeningClosesFilesAndForbidsDumps() async {
    await #expect(processExitsWith: .exitCode(0)) {
      ProcessHardening.apply()
      var limit = rlimit()
      getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
      guard umask(0) == 0o077, limit.rlim_cur == 0, limit.rlim_max == 0 else { exit(3) }
      exit(0)
    }
  }
}
