import Crypto
import Glibc
import Loop

/// The system calls of a tree, each with the path it was about.
extension BundleTree {
  static func openFolder(
    _ name: String, in folder: Int32, path: String
  ) throws(BundleFailure) -> OwnedDescriptor {
    let descriptor = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ELOOP || errno == ENOTDIR { throw .notRegular(path: path) }
      throw .system(call: "openat", path: path, code: errno)
    }
    return OwnedDescriptor(owning: descriptor)
  }

  /// The names in byte order, so that the same content always gives the same bundle.
  static func names(in folder: Int32, path: String) throws(BundleFailure) -> [String] {
    // fdopendir takes the descriptor over; a fresh one also starts reading at the beginning.
    let fresh = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard fresh >= 0, let stream = fdopendir(fresh) else {
      throw .system(call: "fdopendir", path: path, code: errno)
    }
    defer { closedir(stream) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        guard errno == 0 else { throw .system(call: "readdir", path: path, code: errno) }
        break
      }
      let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name == "." || name == ".." { continue }
      names.append(name)
      guard names.count <= BundleStore.fileLimit else { throw .tooManyFiles }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  static func kind(
    of name: String, in folder: Int32, path: String
  ) throws(BundleFailure) -> mode_t {
    var status = stat()
    guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      throw .system(call: "fstatat", path: path, code: errno)
    }
    return status.st_mode & S_IFMT
  }

  static func status(of descriptor: Int32, path: String) throws(BundleFailure) -> stat {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw .system(call: "fstat", path: path, code: errno)
    }
    return status
  }

  static func create(
    _ name: String, in folder: Int32?, path: String
  ) throws(BundleFailure) -> Int32? {
    guard let folder else { return nil }
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let descriptor = openat(folder, name, flags, 0o600)
    guard descriptor >= 0 else { throw .system(call: "openat", path: path, code: errno) }
    return descriptor
  }

  /// Reads exactly `length` bytes and an end, hashing; writes them on when there is a copy.
  static func pour(
    _ source: Int32, into copy: Int32?, length: Int, path: String
  ) throws(BundleFailure) -> String {
    var hash = SHA256()
    var left = length
    var chunk = [UInt8](repeating: 0, count: chunkBytes)
    while true {
      let count = read(source, &chunk, chunkBytes)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw .system(call: "read", path: path, code: errno) }
      if count == 0 { break }
      left -= count
      guard left >= 0 else { throw .changing(path: path) }
      hash.update(count == chunkBytes ? chunk : Array(chunk[..<count]))
      if let copy { try writeAll(chunk[..<count], to: copy, path: path) }
    }
    guard left == 0 else { throw .changing(path: path) }
    return Hex.encode(hash.finish().bytes)
  }

  private static func writeAll(
    _ bytes: ArraySlice<UInt8>, to descriptor: Int32, path: String
  ) throws(BundleFailure) {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw .system(call: "write", path: path, code: errno) }
      rest = rest.dropFirst(count)
    }
  }

  /// Sets the final mode and makes the content durable. The time of the last change is kept:
  /// Python tells by it whether a compiled file belongs to its source.
  static func finish(
    _ descriptor: Int32, isExecutable: Bool, like source: stat, isSynced: Bool, path: String
  ) throws(BundleFailure) {
    let times = [source.st_mtim, source.st_mtim]
    guard futimens(descriptor, times) == 0 else {
      throw .system(call: "futimens", path: path, code: errno)
    }
    let mode = isExecutable ? BundleStore.executableMode : BundleStore.fileMode
    guard fchmod(descriptor, mode) == 0 else {
      throw .system(call: "fchmod", path: path, code: errno)
    }
    guard !isSynced || fsync(descriptor) == 0 else {
      throw .system(call: "fsync", path: path, code: errno)
    }
  }

  /// Removes a folder and what is in it, following nothing; what resists stays for the next start.
  static func remove(_ name: String, in folder: Int32) {
    do throws(BundleFailure) {
      let inner = try openFolder(name, in: folder, path: name)
      for child in try names(in: inner.raw, path: name)
      where unlinkat(inner.raw, child, 0) != 0 {
        remove(child, in: inner.raw)
      }
    } catch {
      return
    }
    unlinkat(folder, name, AT_REMOVEDIR)
  }
}
