import Crypto
import Glibc
import Testing

@testable import Host

@Suite struct BundleStoreTests {
  @Test func aFileBecomesABundleOfOneFile() throws {
    let package = try SourcePackage()
    try package.write("program", to: "Program", mode: 0o700)
    let bundle = try package.store.add(package.path("Program"))
    #expect(bundle.files.map(\.path) == ["Program"])
    #expect(bundle.files[0].sha256 == SHA256.hash(Array("program".utf8)).hex)
    #expect(bundle.totalBytes == 7)
    #expect(bundle.canRun("Program"))
    #expect(bundle.directory == "\(package.store.directory)/\(bundle.digest)")
    #expect(SourcePackage.mode(bundle.directory) == 0o755)
    #expect(SourcePackage.mode("\(bundle.directory)/Program") == 0o555)
    #expect(try package.stored() == [bundle.digest])
  }

  @Test func aFolderKeepsItsShapeAndItsName() throws {
    let package = try SourcePackage()
    package.makeFolder("texts")
    try package.write("run", to: "Program", mode: 0o755)
    try package.write("안녕", to: "texts/ko.txt", mode: 0o600)
    let bundle = try package.store.add(package.source)
    #expect(bundle.files.map(\.path) == ["Program", "texts/ko.txt"])
    #expect(!bundle.canRun("texts/ko.txt"))
    #expect(SourcePackage.mode("\(bundle.directory)/texts") == 0o755)
    #expect(SourcePackage.mode("\(bundle.directory)/texts/ko.txt") == 0o444)
    #expect(try package.store.open(digest: bundle.digest) == bundle)
    try package.store.check(bundle)
    // The same content again is the same bundle; other content or another mode is another one.
    #expect(try package.store.add(package.source) == bundle)
    chmod(package.path("texts/ko.txt"), 0o700)
    #expect(try package.store.add(package.source).digest != bundle.digest)
    #expect(try package.stored().count == 2)
    package.store.remove(digest: bundle.digest)
    #expect(try package.stored().count == 1)
  }

  /// Something wrong is put beside a good file; nothing may be left in the store.
  private func check(
    _ expected: BundleFailure?, _ spoil: (SourcePackage) throws -> Void
  ) throws {
    let package = try SourcePackage()
    try package.write("run", to: "Program", mode: 0o755)
    try spoil(package)
    do {
      _ = try package.store.add(package.source)
      #expect(expected == nil, "must be refused: \(String(describing: expected))")
    } catch {
      #expect(error == expected)
      #expect(try package.stored().isEmpty)
    }
  }

  @Test func whatIsNoPlainFileIsRefused() throws {
    try check(nil) { _ in }
    try check(.notRegular(path: "link")) { symlink("/etc/passwd", $0.path("link")) }
    try check(.notRegular(path: "link")) { symlink("Program", $0.path("link")) }
    try check(.notRegular(path: "folder")) { symlink("/etc", $0.path("folder")) }
    try check(.notRegular(path: "pipe")) { mkfifo($0.path("pipe"), 0o644) }
    try check(.privileged(path: "suid")) { try $0.write("", to: "suid", mode: 0o4755) }
    try check(.privileged(path: "sgid")) { try $0.write("", to: "sgid", mode: 0o2755) }
    try check(nil) { link($0.path("Program"), $0.path("same")) }
    guard geteuid() == 0 else { return }
    try check(.notRegular(path: "null")) { mknod($0.path("null"), S_IFCHR | 0o666, 0x103) }
    try check(.foreignLink(path: "stolen")) { package in
      try package.write("secret", to: "stolen")
      chown(package.path("stolen"), 54_321, 54_321)
      link(package.path("stolen"), package.path("stolen2"))
    }
  }

  @Test func namesAreChecked() throws {
    try check(.badName(path: "program")) { try $0.write("", to: "program") }
    try check(.badName(path: "a\u{1B}[2J")) { try $0.write("", to: "a\u{1B}[2J") }
    try check(.badName(path: "a\u{FFFD}")) { try $0.write("", to: "a\u{FFFD}") }
    let long = String(repeating: "a", count: 127)
    try check(nil) { package in
      package.makeFolder(long)
      try package.write("", to: "\(long)/\(long)")
    }
    try check(.badName(path: "\(long)/\(long)a")) { package in
      package.makeFolder(long)
      try package.write("", to: "\(long)/\(long)a")
    }
  }

  @Test func everyLimitHoldsAtItsEdge() throws {
    try check(nil) { try $0.writeHole(BundleStore.totalByteLimit - 3, to: "large") }
    try check(.tooLarge) { try $0.writeHole(BundleStore.totalByteLimit - 2, to: "large") }
    for (depth, failure) in [(BundleStore.depthLimit, nil), (9, BundleFailure.tooDeep)] {
      try check(failure) { package in
        var path = "f"
        for _ in 0..<depth {
          package.makeFolder(path)
          path += "/f"
        }
      }
    }
    for (more, failure) in [(0, nil), (1, BundleFailure.tooManyFiles)] {
      try check(failure) { package in
        for number in 1..<BundleStore.fileLimit + more {
          try package.write("", to: "file-\(number)")
        }
      }
    }
    let package = try SourcePackage()
    #expect(throws: BundleFailure.empty) { _ = try package.store.add(package.source) }
  }

  @Test func aChangedBundleIsNoticed() throws {
    let package = try SourcePackage()
    try package.write("run", to: "Program", mode: 0o755)
    let bundle = try package.store.add(package.source)
    let file = "\(bundle.directory)/Program"
    let altered = BundleFailure.altered(digest: bundle.digest)
    chmod(file, 0o755)
    #expect(throws: altered) { try package.store.check(bundle) }
    chmod(file, 0o555)
    // The content is right again, though no longer the very file that was hashed.
    let again = try package.store.open(digest: bundle.digest)
    chmod(file, 0o755)
    let descriptor = open(file, O_WRONLY | O_CLOEXEC)
    _ = Glibc.write(descriptor, "ruin", 4)
    close(descriptor)
    #expect(throws: altered) { _ = try package.store.open(digest: bundle.digest) }
    #expect(throws: altered) { try package.store.check(again) }
    for name in ["", "..", String(repeating: "g", count: 64), bundle.digest + "/"] {
      #expect(throws: BundleFailure.altered(digest: name)) {
        _ = try package.store.open(digest: name)
      }
    }
  }

  @Test func copiesCutShortAreRemoved() throws {
    let package = try SourcePackage()
    _ = try package.store.makeStaging()
    #expect(try package.stored().count == 1)
    try package.store.removeInterrupted()
    #expect(try package.stored().isEmpty)
  }
}
