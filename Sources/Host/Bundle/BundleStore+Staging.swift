import Glibc
import Loop

/// How a package gets from its source to its final name.
extension BundleStore {
  /// Folders with this prefix are packages that were being copied; a start may remove them.
  static let stagingPrefix = ".staging-"

  static func isHex(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
  }

  static func bundle(_ tree: BundleTree, in path: String) throws(BundleFailure) -> Bundle {
    let sorted = tree.files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    var bundle = Bundle(digest: Bundle.digest(of: sorted), directory: path, files: sorted)
    for folder in tree.folders {
      bundle.folders[folder] = try fingerprint("\(path)/\(folder)")
    }
    return bundle
  }

  static func fingerprint(_ path: String) throws(BundleFailure) -> FileFingerprint {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      throw .system(call: "lstat", path: path, code: errno)
    }
    return FileFingerprint(status)
  }

  func makeStaging() throws(BundleFailure) -> String {
    var template = Array("\(directory)/\(Self.stagingPrefix)XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw .system(call: "mkdtemp", path: directory, code: errno)
    }
    let bytes = template.dropLast().map { UInt8(bitPattern: $0) }
    return String(decoding: bytes, as: UTF8.self)
  }

  func copy(_ source: String, into staging: String) throws(BundleFailure) -> BundleTree {
    let destination = try BundleTree.openFolder(staging, in: AT_FDCWD, path: staging)
    var tree = BundleTree()
    switch try BundleTree.kind(of: source, in: AT_FDCWD, path: source) {
    case S_IFDIR:
      let folder = try BundleTree.openFolder(source, in: AT_FDCWD, path: source)
      try tree.readFolder(folder, into: destination.raw)
    case S_IFREG:
      try copyFile(source, into: destination.raw, tree: &tree)
    default: throw .notRegular(path: source)
    }
    guard !tree.files.isEmpty else { throw .empty }
    guard fchmod(destination.raw, Self.folderMode) == 0,
      tree.isLarge ? FileSystemSync.run(destination.raw) : fsync(destination.raw) == 0
    else {
      throw .system(call: "fsync", path: staging, code: errno)
    }
    return tree
  }

  private func copyFile(
    _ source: String, into destination: Int32, tree: inout BundleTree
  ) throws(BundleFailure) {
    let parts = source.split(separator: "/", omittingEmptySubsequences: true)
    guard let name = parts.last.map(String.init) else { throw .notRegular(path: source) }
    let parent = String(source.dropLast(name.count))
    let folder = Glibc.open(parent.isEmpty ? "." : parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw .system(call: "open", path: parent, code: errno) }
    let owner = OwnedDescriptor(owning: folder)
    try tree.admit(name)
    try tree.readFile(name, in: owner.raw, into: destination, path: name)
  }

  /// Renames the copy to its hash; a bundle that is there already wins after it has been proved.
  func settle(_ staging: String, _ tree: BundleTree) throws(BundleFailure) -> Bundle {
    let digest = try Self.bundle(tree, in: staging).digest
    let path = "\(directory)/\(digest)"
    guard rename(staging, path) == 0 else {
      guard errno == EEXIST || errno == ENOTEMPTY else {
        throw .system(call: "rename", path: path, code: errno)
      }
      BundleTree.remove(staging, in: AT_FDCWD)
      return try open(digest: digest)
    }
    let store = try BundleTree.openFolder(directory, in: AT_FDCWD, path: directory)
    guard fsync(store.raw) == 0 else {
      throw .system(call: "fsync", path: directory, code: errno)
    }
    // Only now: being renamed changes a folder too.
    return try Self.bundle(tree, in: path)
  }

  /// Removes what is left of copies that a crash interrupted; call it when the daemon starts.
  package func removeInterrupted() throws(BundleFailure) {
    let store = try BundleTree.openFolder(directory, in: AT_FDCWD, path: directory)
    let names = try BundleTree.names(in: store.raw, path: directory)
    for name in names where name.hasPrefix(Self.stagingPrefix) {
      BundleTree.remove(name, in: store.raw)
    }
  }
}
