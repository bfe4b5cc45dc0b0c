import Glibc
import Testing
import Wire

@testable import Host

/// What a program that is not static needs of the system, and what is refused.
@Suite struct SystemRuntimeTests {
  private static func manifest(_ runtime: String, _ entry: String) throws -> Manifest {
    let text = """
      {"manifest": 1, "app_id": "a.b", "name": "Plain", "version": {"name": "1", "code": 1},
       "merchant": "plain", "program": {"runtime": "\(runtime)", "entry": "\(entry)"}}
      """
    return try #require(Manifest.read(Array(text.utf8)).manifest)
  }

  private static var header: String {
    let machine = UInt8(SystemRuntime.machine & 0xFF)
    var bytes: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, 2, 1] + Array(repeating: 0, count: 12)
    bytes += [machine, 0]
    return String(decoding: bytes.map { $0 < 0x80 ? $0 : 0x3F }, as: UTF8.self)
  }

  /// Files of compiled modules, and which of them is refused.
  @Test(
    arguments: [
      (["a.cpython-311-\(SystemRuntime.triple).so"], nil),
      (["a.cpython-311.so", "b.abi3.so", "libc.so.6"], nil),
      (["a.cpython-310-\(SystemRuntime.triple).so"], "a.cpython-310-\(SystemRuntime.triple).so"),
      // Another build of the same module beside the right one harms nobody.
      (
        [
          "a.cpython-310-\(SystemRuntime.triple).so", "a.cpython-311-\(SystemRuntime.triple).so",
        ], nil
      ),
      (["a.cpython-311-mips-linux-gnu.so"], "a.cpython-311-mips-linux-gnu.so"),
      (["a.pypy311-pp73-\(SystemRuntime.triple).so"], "a.pypy311-pp73-\(SystemRuntime.triple).so"),
    ] as [([String], String?)])
  func modules(_ names: [String], refused: String?) throws {
    let package = try SourcePackage()
    try package.write("pass\n", to: "server.py")
    package.makeFolder("p")
    for name in names { try package.write(Self.header, to: "p/\(name)") }
    let bundle = try package.store.add(package.source)
    var found: String?
    do throws(RuntimeFailure) {
      try NativeModules.check(bundle, version: "3.11")
    } catch {
      guard case .moduleForeign(let file, _, _) = error else { throw error }
      found = file
    }
    #expect(found == refused.map { "p/\($0)" })
  }

  @Test func modulesOfAnotherProcessorAreRefused() throws {
    let package = try SourcePackage()
    try package.write(Self.header.replacing("\u{3E}", with: "\u{3}"), to: "a.abi3.so")
    try package.write("not a library", to: "b.so")
    let bundle = try package.store.add(package.source)
    #expect(throws: RuntimeFailure.self) { try NativeModules.check(bundle, version: "3.11") }
  }

  /// A shim chooses an interpreter by itself and is never taken; neither is a Python whose name
  /// or library does not say which it is.
  @Test func onlyARealPythonIsTaken() throws {
    let package = try SourcePackage()
    try package.write("#!/bin/sh\nexec python3 \"$@\"\n", to: "python3.11", mode: 0o755)
    let shim = package.path("python3.11")
    #expect(throws: RuntimeFailure.interpreterForeign(path: shim)) {
      try SystemRuntime.python(at: shim)
    }
    let missing = package.path("none")
    #expect(throws: RuntimeFailure.interpreterMissing(path: missing)) {
      try SystemRuntime.python(at: missing)
    }
    try package.write(Self.header, to: "python3.99", mode: 0o755)
    #expect(throws: RuntimeFailure.self) {
      try SystemRuntime.python(at: package.path("python3.99"))
    }
    let own = try SystemRuntime.python(at: SystemRuntime.defaultPython)
    #expect(own.path.hasSuffix("python\(own.version ?? "?")"))
    let entry = ProgramEntry(path: "server.py", runtime: .python3, interpreter: own.path)
    let libraries = try SystemRuntime.libraries(for: entry)
    #expect(libraries.contains(.executable(own.path)))
    #expect(libraries.count <= SandboxPolicy.libraryLimit)
    #expect(entry.startMilliseconds > ProgramEntry(path: "x").startMilliseconds)
    let gone = ProgramEntry(path: "s.py", runtime: .python3, interpreter: "/usr/bin/python2.9")
    #expect(throws: RuntimeFailure.self) { try SystemRuntime.libraries(for: gone) }
  }

  /// An entry's first bytes, and whether the shell reads it; nil where it is refused.
  @Test(
    arguments: [
      ("#!/bin/sh\necho\n", true), ("#!/bin/bash\n", nil), ("#!/bin/sh -x\n", nil), ("", nil),
      (header, false),
    ] as [(String, Bool?)])
  func entries(_ text: String, isScript: Bool?) throws {
    let package = try SourcePackage()
    try package.write(text, to: "run", mode: 0o755)
    let bundle = try package.store.add(package.source)
    let manifest = try Self.manifest("dynamic", "run")
    guard let isScript else {
      #expect(throws: RuntimeFailure.entryForeign(path: "run")) {
        try SystemRuntime.interpreter(for: manifest, in: bundle)
      }
      return
    }
    let found = try SystemRuntime.interpreter(for: manifest, in: bundle)
    #expect((found != nil) == isScript)
  }

  /// A compiled Python file belongs to its source as long as the source's time is the same.
  @Test func timesAreKept() throws {
    let package = try SourcePackage()
    try package.write("pass\n", to: "server.py")
    var times = [timespec(tv_sec: 1_000_000, tv_nsec: 7), timespec(tv_sec: 1_000_000, tv_nsec: 7)]
    utimensat(AT_FDCWD, package.path("server.py"), &times, 0)
    let bundle = try package.store.add(package.source)
    var status = stat()
    #expect(lstat(bundle.directory + "/server.py", &status) == 0)
    #expect(status.st_mtim.tv_sec == 1_000_000 && status.st_mtim.tv_nsec == 7)
    try package.store.check(bundle)
    #expect(try package.store.open(digest: bundle.digest) == bundle)
  }
}
