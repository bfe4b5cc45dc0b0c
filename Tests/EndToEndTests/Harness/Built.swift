import Foundation
import Glibc

/// Where things lie: the repository, and the executables beside the test bundle.
enum Built {
  /// The repository this file is part of.
  static let repository = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  /// The folder of the built executables.
  static let folder: String = {
    var path = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &path, path.count)
    let own = String(decoding: path[..<max(0, count)].map(UInt8.init(bitPattern:)), as: UTF8.self)
    return URL(filePath: own).deletingLastPathComponent().path
  }()

  /// The path of an executable of the package.
  static func path(_ name: String) -> String { folder + "/" + name }
}
