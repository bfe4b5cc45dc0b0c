import Crypto
import Glibc
import Loop

/// Reads a folder once, following nothing, hashing and (for publishing) copying as it goes.
///
/// Every object is reached from its folder's descriptor, so that nobody can exchange a part of a
/// path between check and use.
struct BundleTree {
  /// Bytes read at once.
  static let chunkBytes = 1 << 18

  /// Beyond so many files the whole file system is made durable once instead of each file alone:
  /// thousands of modules took ten seconds.
  static let largeFileCount = 32

  /// Whether files are no longer made durable one by one.
  var isLarge: Bool { files.count >= Self.largeFileCount }

  /// Files found so far; sorted by the caller.
  private(set) var files: [BundleFile] = []

  /// Paths of the folders found so far; the whole itself is the empty one.
  private(set) var folders: [String] = [""]

  private var objectCount = 0
  private var totalBytes: Int64 = 0
  private var foldedPaths: Set<String> = []

  /// Takes in a whole folder. With a destination, everything is copied below it.
  mutating func readFolder(
    _ folder: borrowing OwnedDescriptor, into destination: Int32?, prefix: String = "",
    depth: Int = 0
  ) throws(BundleFailure) {
    guard depth <= BundleStore.depthLimit else { throw .tooDeep }
    for name in try Self.names(in: folder.raw, path: prefix) {
      let path = prefix.isEmpty ? name : "\(prefix)/\(name)"
      // First: a name that is no UTF-8 is found by no name we could ask for.
      try admit(path)
      switch try Self.kind(of: name, in: folder.raw, path: path) {
      case S_IFREG:
        try readFile(name, in: folder.raw, into: destination, path: path)
      case S_IFDIR:
        try readSubfolder(name, in: folder.raw, into: destination, path: path, depth: depth)
      default: throw .notRegular(path: path)
      }
    }
  }

  /// Takes in one file whose name was admitted.
  mutating func readFile(
    _ name: String, in folder: Int32, into destination: Int32?, path: String
  ) throws(BundleFailure) {
    // Non-blocking, because a pipe put here after the check must not stop us.
    let source = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard source >= 0 else { throw .system(call: "openat", path: path, code: errno) }
    let owner = OwnedDescriptor(owning: source)
    let before = try Self.status(of: owner.raw, path: path)
    guard before.st_mode & S_IFMT == S_IFREG else { throw .notRegular(path: path) }
    guard before.st_mode & (S_ISUID | S_ISGID) == 0 else { throw .privileged(path: path) }
    guard before.st_nlink == 1 || before.st_uid == geteuid() else {
      throw .foreignLink(path: path)
    }
    totalBytes += Int64(before.st_size)
    guard totalBytes <= BundleStore.totalByteLimit else { throw .tooLarge }
    let isExecutable = before.st_mode & S_IXUSR != 0
    let copy = try Self.create(name, in: destination, path: path)
    defer { if let copy { close(copy) } }
    let digest = try Self.pour(owner.raw, into: copy, length: before.st_size, path: path)
    var after = try Self.status(of: owner.raw, path: path)
    guard FileFingerprint(after) == FileFingerprint(before) else { throw .changing(path: path) }
    if let copy {
      try Self.finish(
        copy, isExecutable: isExecutable, like: before, isSynced: !isLarge, path: path)
      after = try Self.status(of: copy, path: path)
    }
    files.append(
      BundleFile(
        path: path, size: Int64(before.st_size), isExecutable: isExecutable, sha256: digest,
        fingerprint: FileFingerprint(after)))
  }

  private mutating func readSubfolder(
    _ name: String, in folder: Int32, into destination: Int32?, path: String, depth: Int
  ) throws(BundleFailure) {
    folders.append(path)
    let child = try Self.openFolder(name, in: folder, path: path)
    guard let destination else {
      return try readFolder(child, into: nil, prefix: path, depth: depth + 1)
    }
    guard mkdirat(destination, name, BundleStore.folderMode) == 0 else {
      throw .system(call: "mkdirat", path: path, code: errno)
    }
    let made = try Self.openFolder(name, in: destination, path: path)
    guard fchmod(made.raw, BundleStore.folderMode) == 0 else {
      throw .system(call: "fchmod", path: path, code: errno)
    }
    try readFolder(child, into: made.raw, prefix: path, depth: depth + 1)
    guard isLarge || fsync(made.raw) == 0 else {
      throw .system(call: "fsync", path: path, code: errno)
    }
  }

  /// Counts a name and checks it.
  mutating func admit(_ path: String) throws(BundleFailure) {
    objectCount += 1
    guard objectCount <= BundleStore.fileLimit else { throw .tooManyFiles }
    let isPlain = path.unicodeScalars.allSatisfy {
      $0.value >= 0x20 && $0.value != 0x7F && $0.value != 0xFFFD
    }
    guard isPlain, path.utf8.count <= BundleStore.pathByteLimit,
      foldedPaths.insert(path.lowercased()).inserted
    else { throw .badName(path: path) }
  }
}
