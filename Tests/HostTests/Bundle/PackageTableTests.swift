import Glibc
import Testing

@testable import Host

/// The package list of the escape tests (sandbox.md), as far as our format has it: a bundle is a
/// folder that is copied, never an archive that is unpacked, so what an archive's entries could
/// say stands in names, kinds of files, and files that are archives themselves.
@Suite struct PackageTableTests {
  /// What is done to a folder with one good program, and what publishing it comes to.
  struct Row: Sendable, CustomStringConvertible {
    let description: String
    let expected: BundleFailure?
    let spoil: @Sendable (SourcePackage) throws -> Void

    init(
      _ description: String, _ expected: BundleFailure?,
      _ spoil: @escaping @Sendable (SourcePackage) throws -> Void
    ) {
      (self.description, self.expected, self.spoil) = (description, expected, spoil)
    }
  }

  static let rows: [Row] = [
    Row("control", nil) { _ in },
    // Links: to anywhere, of any shape; a hard link that cannot be made to be ours.
    Row("link, absolute", .notRegular(path: "l")) { symlink("/etc/passwd", $0.path("l")) },
    Row("link, up", .notRegular(path: "l")) { symlink("../../../etc", $0.path("l")) },
    Row("link, inside", .notRegular(path: "l")) { symlink("Program", $0.path("l")) },
    Row("link, dangling", .notRegular(path: "l")) { symlink("/nowhere", $0.path("l")) },
    Row("link, to itself", .notRegular(path: "l")) { symlink("l", $0.path("l")) },
    Row("link in a folder", .notRegular(path: "f/l")) {
      $0.makeFolder("f")
      symlink("/", $0.path("f/l"))
    },
    Row("program that is a link", .notRegular(path: "Program")) {
      unlink($0.path("Program"))
      symlink("/bin/sh", $0.path("Program"))
    },
    // Other kinds of files.
    Row("pipe", .notRegular(path: "p")) { mkfifo($0.path("p"), 0o644) },
    Row("socket", .notRegular(path: "s")) { try bind($0.path("s")) },
    // Privileges.
    Row("setuid", .privileged(path: "s")) { try $0.write("", to: "s", mode: 0o4755) },
    Row("setgid", .privileged(path: "s")) { try $0.write("", to: "s", mode: 0o2755) },
    Row("setuid, not executable", .privileged(path: "s")) {
      try $0.write("", to: "s", mode: 0o4644)
    },
    // Names that fall together where case or composition does not count.
    Row("case, file and file", .badName(path: "program")) { try $0.write("", to: "program") },
    Row("case, folder and file", .badName(path: "texts")) {
      $0.makeFolder("Texts")
      try $0.write("", to: "texts")
    },
    Row("case, inside folders", .badName(path: "a")) {
      $0.makeFolder("A")
      try $0.write("", to: "A/x")
      $0.makeFolder("a")
      try $0.write("", to: "a/X")
    },
    Row("case, letters beyond ASCII", .badName(path: "ä")) {
      try $0.write("", to: "Ä")
      try $0.write("", to: "ä")
    },
    Row("composed and decomposed", .badName(path: "caf\u{E9}")) {
      try $0.write("", to: "cafe\u{301}")
      try $0.write("", to: "caf\u{E9}")
    },
    // Names that an archive could hold and that mean something elsewhere.
    Row("dots and backslashes", nil) {
      for name in ["...", "..\\..\\slip", "C:\\slip", "..slip", "-rf", ".hidden", "a b", "*"] {
        try $0.write("", to: name)
      }
    },
    Row("line break", .badName(path: "a\nb")) { try $0.write("", to: "a\nb") },
    Row("escape sequence", .badName(path: "a\u{1B}c")) { try $0.write("", to: "a\u{1B}c") },
    Row("no UTF-8", .badName(path: "a\u{FFFD}")) { try writeBytes([0x61, 0xFF], in: $0) },
    // A store that compresses would let one entry grow; this one takes bytes as they are.
    Row("archives stay files", nil) {
      for (name, text) in archives { try $0.write(text, to: name) }
    },
  ]

  /// Files that say what they would unpack to; nothing of ours looks inside.
  private static let archives = [
    ("slip.zip", "PK\u{3}\u{4}........../../../../tmp/madang-slip"),
    ("slip.tar", "/tmp/madang-slip\u{0}"), ("Program.gz", "\u{1F}\u{8}bomb"),
  ]

  private static func bind(_ path: String) throws {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    try #require(path.utf8.count < MemoryLayout.size(ofValue: address.sun_path))
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    let status = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.bind(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    try #require(status == 0)
  }

  private static func writeBytes(_ name: [UInt8], in package: SourcePackage) throws {
    let path = Array(package.path("").utf8) + name + [0]
    let file = path.withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { open($0.baseAddress!, O_CREAT | O_WRONLY, 0o644) }
    }
    try #require(file >= 0)
    close(file)
  }

  @Test(arguments: rows) func isTakenOrRefusedWhole(row: Row) throws {
    let package = try SourcePackage()
    try package.write("run", to: "Program", mode: 0o755)
    try row.spoil(package)
    var found: BundleFailure?
    do {
      let bundle = try package.store.add(package.source)
      #expect(try package.stored() == [bundle.digest])
      #expect(try package.store.open(digest: bundle.digest) == bundle)
    } catch let failure as BundleFailure {
      found = failure
      // Nothing of a package that was refused stays.
      #expect(try package.stored().isEmpty)
    }
    #expect(found == row.expected)
    #expect(access("/tmp/madang-slip", F_OK) != 0)
  }

  /// Only root can make them, and only root's daemon could be led by them.
  @Test(.enabled(if: geteuid() == 0), arguments: [S_IFCHR, S_IFBLK])
  func devicesAreRefused(kind: mode_t) throws {
    let package = try SourcePackage()
    try package.write("run", to: "Program", mode: 0o755)
    // The null device, and as a block device the first memory disk (devices.txt of the kernel).
    let made = mknod(package.path("d"), kind | 0o666, 0x103)
    guard made == 0 else { return }
    #expect(throws: BundleFailure.notRegular(path: "d")) {
      _ = try package.store.add(package.source)
    }
    #expect(try package.stored().isEmpty)
  }

  /// What a manifest may name as its program: nothing outside of the bundle, nothing that only
  /// the file system would find.
  @Test(arguments: [
    "/bin/sh", "../Program", "./Program", "texts/../Program", "Program/", "//Program", "",
    "program", "Program\u{0}", "texts",
  ]) func onlyItsOwnFilesAreRun(entry: String) throws {
    let package = try SourcePackage()
    try package.write("run", to: "Program", mode: 0o755)
    package.makeFolder("texts")
    try package.write("", to: "texts/ko")
    let bundle = try package.store.add(package.source)
    #expect(bundle.canRun("Program") && bundle.holds("texts/ko"))
    #expect(!bundle.canRun(entry) && !bundle.holds(entry))
  }

  /// What may happen to a stored bundle between its hash and its start, done by whoever owns the
  /// store: each is noticed, and the original is not.
  static let swaps: [(name: String, swap: @Sendable (String) -> Void)] = [
    ("other content", { overwrite("\($0)/Program", "ruin") }),
    ("same content, other file", { replace("\($0)/Program", "run") }),
    (
      "a link",
      {
        unlink("\($0)/Program")
        symlink("/bin/sh", "\($0)/Program")
      }
    ),
    ("gone", { unlink("\($0)/texts/ko") }),
    ("a file more", { replace("\($0)/sitecustomize.py", "import os") }),
    ("a file more in a folder", { replace("\($0)/texts/more", "") }),
    ("a folder more", { mkdir("\($0)/more", 0o755) }),
    (
      "a folder that is a link",
      {
        rename("\($0)/texts", "\($0)-texts")
        symlink("\($0)-texts", "\($0)/texts")
      }
    ),
    (
      "another whole",
      {
        rename($0, "\($0)-old")
        mkdir($0, 0o755)
        mkdir("\($0)/texts", 0o755)
        replace("\($0)/Program", "run")
        replace("\($0)/texts/ko", "")
      }
    ),
    ("setuid", { chmod("\($0)/Program", 0o4755) }),
  ]

  private static func overwrite(_ path: String, _ text: String) {
    chmod(path, 0o755)
    let file = open(path, O_WRONLY | O_CLOEXEC)
    _ = Glibc.write(file, text, text.utf8.count)
    close(file)
    chmod(path, 0o555)
  }

  private static func replace(_ path: String, _ text: String) {
    unlink(path)
    let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o555)
    _ = Glibc.write(file, text, text.utf8.count)
    close(file)
  }

  @Test(arguments: swaps.indices) func aSwapAfterTheHashIsNoticed(index: Int) throws {
    let package = try SourcePackage()
    try package.write("run", to: "Program", mode: 0o755)
    package.makeFolder("texts")
    try package.write("", to: "texts/ko")
    let bundle = try package.store.add(package.source)
    try package.store.check(bundle)
    let (name, swap) = Self.swaps[index]
    swap(bundle.directory)
    #expect(throws: BundleFailure.altered(digest: bundle.digest), "\(name)") {
      try package.store.check(bundle)
    }
  }
}
