/// The compiled modules that a Python package carries.
///
/// `pip install --target` chooses them for the interpreter it runs under; the one that will read
/// the program may be another. The tag stands in the file's name (PEP 3149), the processor in its
/// first bytes.
enum NativeModules {
  /// Refuses a package with a module that has no build for a Python of this version here.
  static func check(_ bundle: Bundle, version: String) throws(RuntimeFailure) {
    var modules: [String: [BundleFile]] = [:]
    for file in bundle.files where isLibrary(file.path) {
      modules[module(of: file.path), default: []].append(file)
    }
    for files in modules.values {
      let fitting = files.filter { fits(tag(of: $0.path), version) }
      guard let chosen = fitting.first else {
        throw .moduleForeign(
          file: files[0].path, needs: "\(tag(for: version)) on \(SystemRuntime.triple)",
          has: tag(of: files[0].path) ?? "?")
      }
      let head = SystemRuntime.head(of: "\(bundle.directory)/\(chosen.path)")
      guard SystemRuntime.isExecutable(head) else {
        throw .moduleForeign(
          file: chosen.path, needs: SystemRuntime.triple,
          has: SystemRuntime.machine(of: head).map { "processor \($0)" } ?? "no known processor")
      }
    }
  }

  private static func isLibrary(_ path: String) -> Bool {
    path.hasSuffix(".so") || path.contains(".so.")
  }

  private static func name(of path: String) -> Substring {
    path.split(separator: "/").last ?? ""
  }

  /// `pkg/_core.cpython-311-x86_64-linux-gnu.so` is a build of `pkg/_core`.
  private static func module(of path: String) -> String {
    let name = name(of: path)
    guard tag(of: path) != nil, let dot = name.firstIndex(of: ".") else { return path }
    return String(path.dropLast(name.distance(from: dot, to: name.endIndex)))
  }

  /// `cpython-311-x86_64-linux-gnu`; nil for a library that any interpreter takes.
  private static func tag(of path: String) -> String? {
    let parts = name(of: path).split(separator: ".")
    return parts.dropFirst().first { $0.hasPrefix("cpython-") || $0.hasPrefix("pypy") }
      .map(String.init)
  }

  private static func tag(for version: String) -> String {
    "cpython-\(version.filter { $0 != "." })"
  }

  private static func fits(_ tag: String?, _ version: String) -> Bool {
    guard let tag else { return true }
    let own = Self.tag(for: version)
    return tag == own || tag == "\(own)-\(SystemRuntime.triple)"
  }
}
