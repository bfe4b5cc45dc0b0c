import Foundation
import MiniProgramKit
import Testing

/// The files of the package that tests of programs work on.
enum Built {
  /// The package's folder.
  static let package = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The built static program of a name, which lies beside the test bundle.
  static func program(_ name: String) throws -> String {
    let beside = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appending(path: name).path()
    let usual = package.appending(path: ".build/debug/\(name)").path()
    let found = [beside, usual].first { FileManager.default.isExecutableFile(atPath: $0) }
    return try #require(found, "\(name) is not built; run: swift build")
  }

  /// A manifest of `Manifests/`.
  static func manifest(_ name: String) throws -> Manifest {
    let file = package.appending(path: "Manifests/\(name).json")
    let reading = Manifest.read(Array(try Data(contentsOf: file)))
    #expect(reading.issues.isEmpty, "\(name): \(reading.issues)")
    return try #require(reading.manifest)
  }

  /// A harness of a manifest with its program.
  static func harness(_ name: String) throws -> ProgramHarness {
    let manifest = try manifest(name)
    return try ProgramHarness(program: program(manifest.program), manifest: manifest)
  }
}
