import Glibc

/// A directory on a real disk for one run, removed at its end.
final class BenchmarkDirectory {
  let path: String

  init() throws {
    // /tmp may be memory, where fdatasync is free and every ratio would be a lie.
    let parent = getenv("MADANG_BENCH_DIR").map { String(cString: $0) } ?? "/var/tmp"
    path = "\(parent)/madang-bench-\(getpid())"
    guard mkdir(path, 0o700) == 0 else {
      throw BenchmarkError.unavailable("no directory \(path)")
    }
  }

  deinit { Self.remove(path) }

  /// Removes a directory and everything in it; what cannot be removed stays.
  private static func remove(_ path: String) {
    // Bundles are closed even to their owner's writing.
    chmod(path, 0o700)
    guard let directory = opendir(path) else { return }
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard name != ".", name != ".." else { continue }
      // A link is removed, never followed: `d_type` tells the two apart.
      if entry.pointee.d_type == UInt8(DT_DIR) {
        remove("\(path)/\(name)")
      } else {
        unlink("\(path)/\(name)")
      }
    }
    closedir(directory)
    rmdir(path)
  }
}
