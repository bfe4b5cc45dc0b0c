import Glibc

/// Small files that only our user may read: written whole or not at all.
enum PrivateFile {
  /// The largest such file, in bytes.
  static let byteLimit = 4096

  /// The contents; nil where there is no such file. One that others may read is refused.
  static func read(_ path: String) throws(HomeError) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw .system(path: path, errorNumber: errno)
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .system(path: path, errorNumber: errno) }
    guard status.st_uid == geteuid() else { throw .foreign(path: path) }
    guard status.st_mode & 0o077 == 0 else { throw .open(path: path) }
    var bytes = [UInt8](repeating: 0, count: byteLimit + 1)
    let count = Glibc.read(descriptor, &bytes, bytes.count)
    guard count >= 0 else { throw .system(path: path, errorNumber: errno) }
    guard count <= byteLimit else { throw .damaged(path: path) }
    return Array(bytes[..<count])
  }

  /// Puts the contents in place durably, with mode 0600, over whatever was there; without
  /// `syncsDirectory` the name becomes durable with the caller's own `syncDirectory`.
  static func write(
    _ bytes: [UInt8], to path: String, syncsDirectory: Bool = true
  ) throws(HomeError) {
    precondition(bytes.count <= byteLimit, "not a small file")
    let temporary = "\(path).new"
    unlink(temporary)
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .system(path: temporary, errorNumber: errno) }
    let isWritten = Glibc.write(descriptor, bytes, bytes.count) == bytes.count
    let isSynced = isWritten && fsync(descriptor) == 0
    let cause = errno
    close(descriptor)
    guard isSynced else {
      unlink(temporary)
      throw .system(path: temporary, errorNumber: cause)
    }
    guard rename(temporary, path) == 0 else { throw .system(path: path, errorNumber: errno) }
    if syncsDirectory { try syncDirectory(of: path) }
  }

  /// Makes a new name in a directory survive a power loss.
  static func syncDirectory(of path: String) throws(HomeError) {
    let directory = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(path: directory, errorNumber: errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .system(path: directory, errorNumber: errno) }
  }

  /// A line of text of such a file, without its line end; nil where there is no file.
  static func readLine(_ path: String) throws(HomeError) -> String? {
    guard var bytes = try read(path) else { return nil }
    if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
    let text = String(decoding: bytes, as: UTF8.self)
    guard !bytes.isEmpty, !bytes.contains(UInt8(ascii: "\n")), Array(text.utf8) == bytes else {
      throw .damaged(path: path)
    }
    return text
  }
}
