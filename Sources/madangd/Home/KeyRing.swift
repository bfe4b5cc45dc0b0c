import Crypto
import Glibc

/// The keys of a home: `keys/<purpose>.v<version>`, each 32 bytes in hexadecimal, mode 0600.
///
/// They are made once, together with the home. A key that is gone later is an error that names
/// it, never quietly a new key: what was made with the old one would become unreadable.
struct KeyRing: Sendable {
  /// The directory inside the home.
  static let directoryName = "keys"
  /// The length of every key, in bytes.
  static let keyByteCount = 32
  /// The highest version looked for.
  static let versionLimit = 64

  /// One key.
  struct Key: Sendable {
    /// Which of the purpose's keys it is, counted from 1.
    var version: Int
    /// The key itself.
    var secret: SecretBytes
  }

  private let directory: String
  private let keys: [KeyPurpose: [Key]]

  /// Reads the keys of a home.
  init(home: String) throws(HomeError) {
    try self.init(directory: "\(home)/\(Self.directoryName)")
  }

  private init(directory: String) throws(HomeError) {
    self.directory = directory
    var keys: [KeyPurpose: [Key]] = [:]
    let names = try Self.names(in: directory)
    for purpose in KeyPurpose.allCases {
      keys[purpose] = try Self.read(purpose, in: directory, among: names)
    }
    self.keys = keys
  }

  /// The newest key of a purpose; new things are made with it.
  func current(_ purpose: KeyPurpose) throws(HomeError) -> Key {
    guard let key = keys[purpose]?.last else {
      throw .keyLost(path: Self.path(purpose, 1, in: directory))
    }
    return key
  }

  /// The key of a version; old things are read with it.
  func key(_ purpose: KeyPurpose, version: Int) throws(HomeError) -> Key {
    guard let key = keys[purpose]?.first(where: { $0.version == version }) else {
      throw .keyLost(path: Self.path(purpose, version, in: directory))
    }
    return key
  }

  /// The versions of a purpose that are there, oldest first.
  func versions(_ purpose: KeyPurpose) -> [Int] { (keys[purpose] ?? []).map(\.version) }

  /// Makes the next version of a purpose, above `highest`, and gives the ring with it. A version
  /// that was ever used is never made again: what was sealed with it would open with the wrong key.
  func adding(
    _ purpose: KeyPurpose, above highest: Int, random: inout some RandomSource
  ) throws(HomeError) -> KeyRing {
    let version = max(highest, keys[purpose]?.last?.version ?? 0) + 1
    let path = Self.path(purpose, version, in: directory)
    guard version <= Self.versionLimit else { throw .damaged(path: path) }
    let line = Hex.encode(random.bytes(Self.keyByteCount)) + "\n"
    try PrivateFile.write(Array(line.utf8), to: path)
    return try KeyRing(directory: directory)
  }

  /// Purposes without any key, to be named in the log.
  var lost: [KeyPurpose] { KeyPurpose.allCases.filter { keys[$0]?.isEmpty ?? true } }

  /// Makes every key of a new home, all or none.
  static func create(home: String, random: inout some RandomSource) throws(HomeError) {
    let final = "\(home)/\(directoryName)"
    let temporary = "\(final).new"
    guard mkdir(temporary, 0o700) == 0 || errno == EEXIST else {
      throw .system(path: temporary, errorNumber: errno)
    }
    for purpose in KeyPurpose.allCases {
      let line = Hex.encode(random.bytes(keyByteCount)) + "\n"
      try PrivateFile.write(
        Array(line.utf8), to: path(purpose, 1, in: temporary), syncsDirectory: false)
    }
    // All names at once: nothing counts before the directory has its own name.
    try PrivateFile.syncDirectory(of: path(.codes, 1, in: temporary))
    guard rename(temporary, final) == 0 else { throw .system(path: final, errorNumber: errno) }
    try PrivateFile.syncDirectory(of: final)
  }

  private static func path(_ purpose: KeyPurpose, _ version: Int, in directory: String) -> String {
    "\(directory)/\(purpose.rawValue).v\(version)"
  }

  /// The files that are there; opening every possible name took more calls than all the rest of
  /// a start.
  private static func names(in directory: String) throws(HomeError) -> Set<String> {
    guard let folder = opendir(directory) else {
      if errno == ENOENT { return [] }
      throw .system(path: directory, errorNumber: errno)
    }
    defer { closedir(folder) }
    var names: Set<String> = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      names.insert("\(directory)/\(name)")
    }
    return names
  }

  private static func read(
    _ purpose: KeyPurpose, in directory: String, among names: Set<String>
  ) throws(HomeError) -> [Key] {
    var keys: [Key] = []
    for version in 1...versionLimit {
      let path = path(purpose, version, in: directory)
      guard names.contains(path), let line = try PrivateFile.readLine(path) else { continue }
      guard let bytes = Hex.decode(line), bytes.count == keyByteCount else {
        throw .damaged(path: path)
      }
      keys.append(Key(version: version, secret: SecretBytes(bytes)))
    }
    return keys
  }
}
