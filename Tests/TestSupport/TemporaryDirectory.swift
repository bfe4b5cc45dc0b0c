import Foundation

/// A directory of its own for one test, gone when the test is.
package final class TemporaryDirectory: Sendable {
  /// Where it lies; short, because sockets lie in it.
  package let path: String

  /// Makes it; only its owner may look into it.
  package init() throws {
    path = NSTemporaryDirectory() + "madang-" + UUID().uuidString.prefix(8)
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  deinit {
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      print("left behind: \(path): \(error)")
    }
  }

  /// A database in it.
  package var database: String { path + "/madang.db" }
}
