import Foundation

/// The files of the repository as they lie on disk.
struct Repository {
  /// Names at the root; a new one is a decision, not an accident.
  static let topLevel: Set<String> = [
    ".ci", ".editorconfig", ".gitignore", ".swift-format", "Manifests", "MiniPrograms",
    "Package.swift", "README.md", "Sources", "Tests",
  ]

  /// What tools leave at the root; not part of the repository.
  private static let leftovers: Set<String> = [
    ".git", ".build", ".swiftpm", "Package.resolved", ".DS_Store", ".vscode", ".idea",
  ]

  let root: URL
  /// Paths from the root, sorted.
  let paths: [String]

  static func current() throws -> Repository {
    let here = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    return try Repository(
      root: here.deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent())
  }

  init(root: URL) throws {
    self.root = root
    var paths: [String] = []
    for name in try FileManager.default.contentsOfDirectory(atPath: root.path)
    where !Self.leftovers.contains(name) {
      paths.append(name)
      let below = try? FileManager.default.subpathsOfDirectory(  // a file has nothing below it
        atPath: root.appending(path: name).path)
      paths += (below ?? []).map { "\(name)/\($0)" }
    }
    self.paths = paths.filter { !$0.contains("/.build/") }.sorted()
  }

  func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: root.appending(path: path)), as: UTF8.self)
  }

  private func isDirectory(_ path: String) -> Bool {
    var isDirectory = ObjCBool(false)
    return FileManager.default.fileExists(
      atPath: root.appending(path: path).path, isDirectory: &isDirectory) && isDirectory.boolValue
  }

  /// Files whose text people write and read.
  func sourceTexts() throws -> [SourceText] {
    let endings = [".swift", ".c", ".h", ".sql", ".sh", ".md", ".json", ".modulemap", ".ci/run"]
    return try paths.filter { path in
      endings.contains { path.hasSuffix($0) } && !path.hasPrefix("Tests/Fixtures/")
        && !isDirectory(path)
    }.map { SourceText(path: $0, text: try text($0)) }
  }

  /// Files below a folder, without the folders among them.
  func files(under folder: String) -> [String] {
    paths.filter { $0.hasPrefix(folder + "/") && !isDirectory($0) }
  }

  /// Names of the folders directly below one.
  func folders(in folder: String) -> [String] {
    paths.filter { path in
      path.hasPrefix(folder + "/") && path.split(separator: "/").count == 2 && isDirectory(path)
    }.map { String($0.dropFirst(folder.count + 1)) }
  }
}
