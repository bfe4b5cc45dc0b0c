import Crypto
import Glibc
import Loop

/// Where the daemon of a home listens (protocol.md, section 2).
enum SocketPath {
  /// The socket's name inside the home.
  static let fileName = "madangd.sock"
  /// The file that names the socket where it lies elsewhere.
  static let pointerName = "socket"

  /// The path to listen at: inside the home, or where that is too long for bind(2), a short name
  /// in the user's runtime directory.
  static func toListen(
    home: String, runtimeDirectory: String?
  ) throws(HomeError) -> String {
    let inside = "\(home)/\(fileName)"
    if inside.utf8.count <= UnixListener.pathByteLimit { return inside }
    guard let runtimeDirectory, !runtimeDirectory.isEmpty else {
      throw .noSocketPlace(path: inside)
    }
    let hash = Hex.encode(Array(Blake2b.hash(Array(home.utf8)).bytes.prefix(8)))
    let outside = "\(runtimeDirectory)/madang-\(hash).sock"
    guard outside.utf8.count <= UnixListener.pathByteLimit else {
      throw .noSocketPlace(path: outside)
    }
    return outside
  }

  /// Leaves word in the home where the socket is.
  static func announce(_ path: String, home: String) throws(HomeError) {
    let pointer = "\(home)/\(pointerName)"
    if path == "\(home)/\(fileName)" {
      unlink(pointer)
    } else {
      try PrivateFile.write(Array("\(path)\n".utf8), to: pointer)
    }
  }

  /// The path a client connects to.
  static func toConnect(home: String) throws(HomeError) -> String {
    try PrivateFile.readLine("\(home)/\(pointerName)") ?? "\(home)/\(fileName)"
  }
}
