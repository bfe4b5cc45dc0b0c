import Glibc

extension ProcessHandle {
  /// Longer than any `/proc/PID/statm` (proc(5)).
  private static let statmByteLimit = 256

  /// Resident memory of the child in bytes; 0 where it has ended or cannot be seen.
  package func residentBytes() -> Int64 {
    let descriptor = open("/proc/\(pid)/statm", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return 0 }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: Self.statmByteLimit)
    let count = read(descriptor, &bytes, bytes.count)
    guard count > 0 else { return 0 }
    let fields = bytes[..<count].split(separator: UInt8(ascii: " "))
    guard fields.count > 1, let pages = Int64(String(decoding: fields[1], as: UTF8.self)) else {
      return 0
    }
    return pages * Int64(sysconf(Int32(_SC_PAGESIZE)))
  }
}
