import Glibc
import Loop

/// `<home>/bundles`: published packages by the hash of their content, read-only once there.
///
/// A package is untrusted input. It is copied, never linked; only regular files within limits are
/// taken; and it appears under its name at once or not at all.
package struct BundleStore: Sendable {
  /// Files and folders of one package.
  package static let fileLimit = 4000

  /// Bytes of one package.
  package static let totalByteLimit: Int64 = 128 << 20

  /// Folders inside folders.
  package static let depthLimit = 8

  /// Bytes of a path inside the package.
  package static let pathByteLimit = 255

  /// Programs of a root daemon run as users of their own: they may pass the store but not list it.
  static let storeMode: mode_t = 0o711
  /// Inside a bundle an interpreter lists folders to find its modules.
  static let folderMode: mode_t = 0o755
  static let fileMode: mode_t = 0o444
  static let executableMode: mode_t = 0o555

  /// Absolute path of the store.
  package let directory: String

  /// Opens the store, making its folder (0711) when it is missing.
  package init(directory: String) throws(BundleFailure) {
    precondition(directory.hasPrefix("/"), "the store is found by an absolute path")
    self.directory = directory
    guard mkdir(directory, Self.storeMode) == 0 || errno == EEXIST else {
      throw .system(call: "mkdir", path: directory, code: errno)
    }
  }

  /// Copies a file or a folder into the store, hashing on the way; durable when it returns.
  ///
  /// A single file becomes a bundle of that one file. Blocks on the disk: call it on the worker.
  package func add(_ source: String) throws(BundleFailure) -> Bundle {
    let staging = try makeStaging()
    do throws(BundleFailure) {
      return try settle(staging, try copy(source, into: staging))
    } catch {
      BundleTree.remove(staging, in: AT_FDCWD)
      throw error
    }
  }

  /// Reads a stored bundle and proves that its content still has the hash it is named by.
  ///
  /// Blocks on the disk: call it on the worker, once a release and daemon start.
  package func open(digest: String) throws(BundleFailure) -> Bundle {
    let isDigest = digest.utf8.count == 64 && digest.utf8.allSatisfy { Self.isHex($0) }
    guard isDigest else { throw .altered(digest: digest) }
    let path = "\(directory)/\(digest)"
    let folder = try BundleTree.openFolder(path, in: AT_FDCWD, path: path)
    var tree = BundleTree()
    try tree.readFolder(folder, into: nil)
    let bundle = try Self.bundle(tree, in: path)
    guard bundle.digest == digest else { throw .altered(digest: digest) }
    return bundle
  }

  /// The check before each start: is every file the very one that was hashed, and is none beside
  /// them? A few system calls.
  package func check(_ bundle: Bundle) throws(BundleFailure) {
    for file in bundle.files { try check(file.path, file.fingerprint, of: bundle) }
    for (path, fingerprint) in bundle.folders { try check(path, fingerprint, of: bundle) }
  }

  private func check(
    _ path: String, _ fingerprint: FileFingerprint, of bundle: Bundle
  ) throws(BundleFailure) {
    var status = stat()
    guard lstat("\(bundle.directory)/\(path)", &status) == 0,
      FileFingerprint(status) == fingerprint
    else { throw .altered(digest: bundle.digest) }
  }

  /// Removes a bundle no release uses any more; nothing happens when it is not there.
  package func remove(digest: String) {
    guard digest.utf8.count == 64, digest.utf8.allSatisfy({ Self.isHex($0) }) else { return }
    BundleTree.remove("\(directory)/\(digest)", in: AT_FDCWD)
  }
}
