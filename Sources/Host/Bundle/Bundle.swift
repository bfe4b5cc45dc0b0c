import Crypto

/// A published package as it lies in the store, its content checked against its name.
package struct Bundle: Equatable, Sendable {
  /// SHA-256 over the sorted list of files: kind, size, content hash, path.
  package let digest: String

  /// Absolute path of the folder, for `SandboxPolicy.bundleDirectory`.
  package let directory: String

  /// The files in order of their paths.
  package let files: [BundleFile]

  /// What the file system said of the bundle's folders, by path, when they were whole: a file that
  /// is put beside the others changes its folder.
  var folders: [String: FileFingerprint] = [:]

  /// The length of all files in bytes.
  package var totalBytes: Int64 { files.reduce(0) { $0 + $1.size } }

  /// Whether `entry` names an executable file of this bundle.
  package func canRun(_ entry: String) -> Bool {
    files.contains { $0.path == entry && $0.isExecutable }
  }

  /// Whether `path` names a file of this bundle.
  package func holds(_ path: String) -> Bool { files.contains { $0.path == path } }

  static func digest(of files: [BundleFile]) -> String {
    var hash = SHA256()
    for file in files { hash.update(Array(file.digestLine.utf8)) }
    return Hex.encode(hash.finish().bytes)
  }
}
