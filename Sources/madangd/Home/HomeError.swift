import Glibc
import Store
import Wire

/// Why a home cannot be used.
enum HomeError: Error, Equatable {
  /// A system call on a path failed.
  case system(path: String, errorNumber: Int32)
  /// Something that is no directory lies there.
  case notDirectory(path: String)
  /// It belongs to another user.
  case foreign(path: String)
  /// Others may read it, and it holds things that are not ours to close off.
  case open(path: String)
  /// A file of ours does not hold what it must.
  case damaged(path: String)
  /// A key that the data needs is gone.
  case keyLost(path: String)
  /// The socket's path is too long and there is no place for a shorter one.
  case noSocketPlace(path: String)
  /// Another daemon has it.
  case locked(LockError)

  /// The sentence for the person who started the daemon.
  var sentence: LocalizedText {
    switch self {
    case .system(let path, let number):
      let reason = String(cString: strerror(number))
      return LocalizedText(
        ko: "\(path)을(를) 쓸 수 없습니다: \(reason).", en: "\(path) cannot be used: \(reason).")
    case .notDirectory(let path):
      return LocalizedText(ko: "\(path)은(는) 디렉터리가 아닙니다.", en: "\(path) is not a directory.")
    case .foreign(let path):
      return LocalizedText(
        ko: "\(path)은(는) 다른 사용자의 것입니다.", en: "\(path) belongs to another user.")
    case .open(let path):
      return LocalizedText(
        ko: "\(path)을(를) 다른 사용자가 읽을 수 있습니다. 닫으세요: chmod go= \(path)",
        en: "Others may read \(path). Close it: chmod go= \(path)")
    case .damaged(let path):
      return LocalizedText(ko: "\(path)의 내용이 손상되었습니다.", en: "\(path) is damaged.")
    case .keyLost(let path):
      return LocalizedText(
        ko: "키가 없습니다: \(path). 백업에서 되돌리세요.",
        en: "A key is gone: \(path). Restore it from a backup.")
    case .noSocketPlace(let path):
      return LocalizedText(
        ko: "소켓 경로가 너무 깁니다: \(path). 더 짧은 --home을 쓰거나 XDG_RUNTIME_DIR을 정하세요.",
        en: "The socket's path is too long: \(path). Use a shorter --home or set XDG_RUNTIME_DIR.")
    case .locked(let error):
      return LocalizedText(ko: error.korean, en: error.english)
    }
  }
}
