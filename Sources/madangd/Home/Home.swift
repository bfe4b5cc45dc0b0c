import Crypto
import Glibc
import Store

/// The directory of one daemon, taken for this process as long as the value lives.
final class Home {
  /// The database inside the home.
  static let databaseName = "madang.db"
  /// The operator's credential inside the home.
  static let operatorTokenName = "operator.token"
  /// The daemon's id inside the home.
  static let daemonIDName = "daemon.id"

  /// The directory, absolute and without links.
  let path: String
  /// The daemon's name for itself: `d_` and letters.
  let daemonID: String
  /// What the operator says hello with.
  let operatorToken: [UInt8]
  /// The keys, those that are there.
  let keys: KeyRing
  /// Where to listen.
  let socketPath: String
  /// Whether this start made the home.
  let isNew: Bool
  private let lock: DirectoryLock

  /// Makes or opens a home and takes its lock; a second daemon is refused here, before it has
  /// touched anything.
  init(
    path given: String, runtimeDirectory: String?, random: inout some RandomSource
  ) throws(HomeError) {
    path = try Self.directory(given)
    do { lock = try DirectoryLock(directory: path) } catch { throw .locked(error) }
    isNew = access("\(path)/\(Self.databaseName)", F_OK) != 0
    if isNew, access("\(path)/\(KeyRing.directoryName)", F_OK) != 0 {
      try KeyRing.create(home: path, random: &random)
    }
    keys = try KeyRing(home: path)
    daemonID = try Self.line("\(path)/\(Self.daemonIDName)") {
      "d_" + Base32.encode(random.bytes(Self.idByteCount))
    }
    operatorToken = Array(
      try Self.line("\(path)/\(Self.operatorTokenName)") {
        Hex.encode(random.bytes(Self.tokenByteCount))
      }.utf8)
    socketPath = try SocketPath.toListen(home: path, runtimeDirectory: runtimeDirectory)
  }

  /// Where published programs lie.
  var bundleDirectory: String { "\(path)/bundles" }

  /// The database's path.
  var databasePath: String { "\(path)/\(Self.databaseName)" }

  private static let idByteCount = 10
  private static let tokenByteCount = 32

  private static func line(
    _ path: String, make: () -> String
  ) throws(HomeError) -> String {
    if let line = try PrivateFile.readLine(path) { return line }
    let made = make()
    try PrivateFile.write(Array("\(made)\n".utf8), to: path)
    return made
  }

  /// The directory, made where it is missing, closed to others where it is certainly ours.
  private static func directory(_ given: String) throws(HomeError) -> String {
    try makeDirectories(given)
    guard let resolved = realpath(given, nil) else {
      throw .system(path: given, errorNumber: errno)
    }
    defer { free(resolved) }
    let path = String(cString: resolved)
    var status = stat()
    guard stat(path, &status) == 0 else { throw .system(path: path, errorNumber: errno) }
    guard status.st_mode & S_IFMT == S_IFDIR else { throw .notDirectory(path: path) }
    guard status.st_uid == geteuid() else { throw .foreign(path: path) }
    guard status.st_mode & 0o077 != 0 else { return path }
    // A wrong --home such as / or one's own home directory must not be closed to others.
    guard try isEmptyOrOurs(path) else { throw .open(path: path) }
    guard chmod(path, 0o700) == 0 else { throw .system(path: path, errorNumber: errno) }
    return path
  }

  private static func makeDirectories(_ path: String) throws(HomeError) {
    var made = path.hasPrefix("/") ? "" : "."
    for part in path.split(separator: "/") {
      made += "/\(part)"
      if mkdir(made, 0o700) != 0 && errno != EEXIST && access(made, F_OK) != 0 {
        throw .system(path: made, errorNumber: errno)
      }
    }
  }

  private static func isEmptyOrOurs(_ path: String) throws(HomeError) -> Bool {
    if access("\(path)/\(daemonIDName)", F_OK) == 0 { return true }
    guard let directory = opendir(path) else { throw .system(path: path, errorNumber: errno) }
    defer { closedir(directory) }
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { return false }
    }
    return true
  }
}
