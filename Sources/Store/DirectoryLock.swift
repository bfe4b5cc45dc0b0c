import Glibc

/// Holds a directory for one process: whoever has it may write there, a second one is refused.
///
/// The kernel drops the lock when the process ends, however it ends, so no stale lock exists.
package struct DirectoryLock: ~Copyable {
  /// The file that carries the lock.
  package static let fileName = "lock"

  private let descriptor: Int32

  /// Takes the lock or throws at once; the directory must exist.
  package init(directory: String) throws(LockError) {
    let path = "\(directory)/\(Self.fileName)"
    let opened = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard opened >= 0 else { throw .unavailable(path: path, errorNumber: errno) }
    guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
      let number = errno
      defer { close(opened) }
      guard number == EWOULDBLOCK else { throw .unavailable(path: path, errorNumber: number) }
      throw .held(path: path, process: Self.readProcess(opened))
    }
    descriptor = opened
    writeProcess()
  }

  deinit {
    // A child between fork and exec has a copy, and closing ours alone would leave it locked.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  /// The number is only for the sentence a refused second process prints.
  private func writeProcess() {
    let text = Array("\(getpid())\n".utf8)
    // A failed write costs that sentence its number, nothing else.
    if ftruncate(descriptor, 0) == 0 {
      _ = pwrite(descriptor, text, text.count, 0)
    }
  }

  private static func readProcess(_ descriptor: Int32) -> Int32? {
    var bytes = [UInt8](repeating: 0, count: 16)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    guard count > 0 else { return nil }
    let digits = bytes[..<count].prefix { $0 != UInt8(ascii: "\n") }
    return Int32(String(decoding: digits, as: UTF8.self))
  }
}

/// Why a directory could not be taken.
package enum LockError: Error, Equatable, Sendable {
  /// Another process has it.
  case held(path: String, process: Int32?)
  /// The lock file could not be opened or locked.
  case unavailable(path: String, errorNumber: Int32)

  /// The sentence for an English reader.
  package var english: String {
    switch self {
    case .held(let path, let process):
      "Another Madang\(process.map { " (process \($0))" } ?? "") already uses this data: \(path)."
    case .unavailable(let path, let number):
      "The data cannot be locked: \(path): \(String(cString: strerror(number)))."
    }
  }

  /// The sentence for a Korean reader.
  package var korean: String {
    switch self {
    case .held(let path, let process):
      "다른 마당\(process.map { "(프로세스 \($0))" } ?? "")이 이미 이 데이터를 쓰고 있어요: \(path)."
    case .unavailable(let path, let number):
      "데이터를 잠그지 못했어요: \(path): \(String(cString: strerror(number)))."
    }
  }
}
