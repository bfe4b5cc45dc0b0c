import Glibc
import Wire

/// Small whole files and directories; the shell needs no more of a file system.
enum Files {
  /// A path from the root on.
  static func absolute(_ path: String) -> String {
    if path.hasPrefix("/") {
      return path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }
    return workingDirectory + "/" + path
  }

  /// Where the process works.
  static var workingDirectory: String {
    guard let buffer = getcwd(nil, 0) else { return "/" }
    defer { free(buffer) }
    return String(cString: buffer)
  }

  /// Where this executable lies.
  static var executableDirectory: String {
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = buffer.withUnsafeMutableBytes { bytes in
      bytes.bindMemory(to: CChar.self).baseAddress.map {
        readlink("/proc/self/exe", $0, bytes.count)
      } ?? -1
    }
    let path = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    return parent(of: path)
  }

  /// The directory a path lies in.
  static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The last part of a path.
  static func name(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
  }

  /// Whether something lies there.
  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Whether a directory lies there.
  static func isDirectory(_ path: String) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
  }

  /// The names in a directory, sorted.
  static func names(in path: String) -> [String] {
    guard let directory = opendir(path) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// The bytes of a file, nil where it cannot be read or is longer than `limit`.
  static func read(_ path: String, limit: Int) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    return read(descriptor: descriptor, limit: limit)
  }

  /// Everything a descriptor gives until its end, nil where that is more than `limit`.
  static func read(descriptor: Int32, limit: Int) -> [UInt8]? {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 14)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count == 0 { return bytes }
      if count < 0 {
        if errno == EINTR { continue }
        return nil
      }
      bytes.append(contentsOf: chunk[..<count])
      if bytes.count > limit { return nil }
    }
  }

  /// Writes a new file; `exclusive` refuses to replace one.
  static func write(
    _ bytes: [UInt8], to path: String, mode: mode_t = 0o644, exclusive: Bool = false
  ) throws(ShellFailure) {
    let flags = O_WRONLY | O_CREAT | O_CLOEXEC | (exclusive ? O_EXCL : O_TRUNC)
    let descriptor = open(path, flags, mode)
    guard descriptor >= 0 else { throw failed(path, errno) }
    defer { close(descriptor) }
    guard write(bytes, descriptor: descriptor) else { throw failed(path, errno) }
  }

  /// Writes all bytes; false where the other side is gone or the disk full.
  @discardableResult
  static func write(_ bytes: [UInt8], descriptor: Int32) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress.map { $0 + sent }, bytes.count - sent)
      }
      if count < 0 {
        if errno == EINTR { continue }
        return false
      }
      sent += count
    }
    return true
  }

  /// Makes a directory and those above it.
  static func createDirectories(_ path: String, mode: mode_t) throws(ShellFailure) {
    if isDirectory(path) { return }
    let above = parent(of: path)
    if above != path { try createDirectories(above, mode: mode) }
    guard mkdir(path, mode) == 0 || errno == EEXIST else { throw failed(path, errno) }
  }

  /// Removes a file or a directory with all it holds; what is gone already is fine.
  static func remove(_ path: String) {
    var facts = stat()
    guard lstat(path, &facts) == 0 else { return }
    guard facts.st_mode & S_IFMT == S_IFDIR else {
      unlink(path)
      return
    }
    for name in names(in: path) { remove(path + "/" + name) }
    rmdir(path)
  }

  private static func failed(_ path: String, _ code: Int32) -> ShellFailure {
    .fault(ShellFault(.files, ["reason": .string("\(path): \(String(cString: strerror(code)))")]))
  }
}
