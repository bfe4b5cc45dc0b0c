import Glibc
import Loop
import Testing

@testable import Host

/// A source folder and a store in a temporary place; removed at the end.
final class SourcePackage {
  let folder: String
  let source: String
  let store: BundleStore

  init() throws {
    var template = Array("/tmp/madang-bundle-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    source = "\(folder)/source"
    mkdir(source, 0o755)
    store = try BundleStore(directory: "\(folder)/bundles")
  }

  deinit { BundleTree.remove(folder, in: AT_FDCWD) }

  func path(_ name: String) -> String { "\(source)/\(name)" }

  func write(_ text: String, to name: String, mode: mode_t = 0o644) throws {
    let file = open(path(name), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    try #require(file >= 0, "cannot write \(name)")
    _ = Glibc.write(file, text, text.utf8.count)
    close(file)
    chmod(path(name), mode)
  }

  func makeFolder(_ name: String) { mkdir(path(name), 0o755) }

  /// A file of that length that takes no space.
  func writeHole(_ length: Int64, to name: String) throws {
    try write("", to: name)
    truncate(path(name), Int(length))
  }

  /// What lies in the store, staging included.
  func stored() throws -> [String] {
    let folder = try BundleTree.openFolder(store.directory, in: AT_FDCWD, path: "")
    return try BundleTree.names(in: folder.raw, path: "")
  }

  static func mode(_ path: String) -> mode_t {
    var status = stat()
    lstat(path, &status)
    return status.st_mode & 0o7777
  }
}
