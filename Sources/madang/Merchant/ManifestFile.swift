import Glibc
import Wire

/// A manifest on disk and the program that goes with it.
struct ManifestFile {
  /// The manifest's own text.
  var text: String
  /// What it says.
  var manifest: Manifest
  /// The absolute path of the program, or of the folder that holds it.
  var source: String

  /// Reads a manifest file whose program is built beside this executable, or a folder that holds
  /// `manifest.json` and the program.
  static func read(_ path: String) throws(ShellFailure) -> ManifestFile {
    let path = Files.absolute(path)
    let isFolder = Files.isDirectory(path)
    let file = isFolder ? path + "/manifest.json" : path
    guard let bytes = Files.read(file, limit: Manifest.byteLimit) else {
      throw .fault(ShellFault(.noInput, ["path": .string(file)]))
    }
    let reading = Manifest.read(bytes)
    guard let manifest = reading.manifest else { throw invalid(file, reading.issues) }
    return ManifestFile(
      text: String(decoding: bytes, as: UTF8.self), manifest: manifest,
      source: isFolder && holdsProgram(path, manifest) ? path : built(manifest, beside: file))
  }

  /// What the package builds lies beside us; what is not built lies in its folder of sources.
  private static func built(_ manifest: Manifest, beside file: String) -> String {
    guard let name = manifest.folder else {
      return Files.executableDirectory + "/" + manifest.program
    }
    return Files.parent(of: Files.parent(of: file)) + "/MiniPrograms/" + name
  }

  private static func holdsProgram(_ folder: String, _ manifest: Manifest) -> Bool {
    Files.exists(folder + "/" + manifest.program)
  }

  private static func invalid(_ file: String, _ issues: [DocumentIssue]) -> ShellFailure {
    let errors = issues.filter { $0.severity == .error }
    let first = errors.first.map { "\($0.pointer) \($0.message.text(in: .english))" } ?? ""
    return .fault(
      ShellFault(
        .badInput,
        [
          "reason": .string("\(file): \(first)"),
          "issues": .array(
            errors.map { issue in
              [
                "code": .string(issue.code), "pointer": .string(issue.pointer),
                "message": issue.message.json,
              ]
            }),
        ]))
  }

  /// The folder `Manifests`, searched upward from a directory.
  static func folder(above start: String) -> String? {
    var directory = start
    while true {
      let candidate = directory + "/Manifests"
      if Files.isDirectory(candidate) { return candidate }
      let above = Files.parent(of: directory)
      if above == directory || above == "." { return nil }
      directory = above
    }
  }

  /// Every manifest of the package, found from the executable or from where we work.
  static func all() throws(ShellFailure) -> [ManifestFile] {
    let starts = [Files.executableDirectory, Files.workingDirectory]
    guard let folder = starts.lazy.compactMap({ folder(above: $0) }).first else {
      throw .fault(ShellFault(.noInput, ["path": "Manifests/"]))
    }
    var files: [ManifestFile] = []
    for name in Files.names(in: folder) where name.hasSuffix(".json") {
      files.append(try read(folder + "/" + name))
    }
    return files
  }
}
