import Crypto
import Glibc
import Wire

/// The Ed25519 key that makes a directory of the shell one person.
enum DeviceKey {
  /// The longest name of a person, in characters.
  static let nameLimit = 32
  /// Bytes of a key file: the seed in hexadecimal and a line end.
  static let fileByteLimit = 256

  /// Whether a name may become a directory: letters, digits, `_` and `-`.
  static func isName(_ name: String) -> Bool {
    !name.isEmpty && name.count <= nameLimit
      && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
  }

  /// The key of a person, made on first use.
  static func load(
    _ person: String, in home: DataHome, random: inout some RandomSource
  ) throws(ShellFailure) -> SigningKey {
    guard isName(person) else {
      throw .fault(
        ShellFault(.badInput, ["reason": .string("a person is called a–z, 0–9, _ or -")]))
    }
    let directory = home.shellPath(of: person)
    let path = directory + "/device.key"
    if !Files.exists(path) {
      try Files.createDirectories(directory, mode: 0o700)
      let seed = Hex.encode(random.bytes(SigningKey.seedByteCount))
      do {
        try Files.write(Array((seed + "\n").utf8), to: path, mode: 0o600, exclusive: true)
      } catch {
        // Another shell of the same person may have been first; its key counts.
        guard Files.exists(path) else { throw error }
      }
    }
    return try read(path)
  }

  /// The key that a file holds.
  static func read(_ path: String) throws(ShellFailure) -> SigningKey {
    guard let bytes = Files.read(path, limit: fileByteLimit),
      let seed = Hex.decode(String(decoding: bytes, as: UTF8.self).prefix { $0 != "\n" })
    else { throw unreadable(path) }
    do {
      return try SigningKey(seed: seed)
    } catch {
      throw unreadable(path)
    }
  }

  private static func unreadable(_ path: String) -> ShellFailure {
    .fault(ShellFault(.badInput, ["reason": .string("\(path) is no device key")]))
  }
}
