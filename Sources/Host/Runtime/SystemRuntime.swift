import Glibc
import Loop
package import Wire

/// What of the system a program that is not static needs, found by looking at files only.
package enum SystemRuntime {
  /// Where Python is looked for: the distribution's own, never the first one on a PATH.
  package static let defaultPython = "/usr/bin/python3"

  /// The line that makes a text a script for the shell.
  static let shellMark = "#!/bin/sh"

  /// The shell of scripts.
  static let shell = "/bin/sh"

  #if arch(x86_64)
    static let triple = "x86_64-linux-gnu"
    static let loader = "/lib64/ld-linux-x86-64.so.2"
    static let machine: UInt16 = 62
  #elseif arch(arm64)
    static let triple = "aarch64-linux-gnu"
    static let loader = "/lib/ld-linux-aarch64.so.1"
    static let machine: UInt16 = 183
  #endif

  /// What the entry of a package is published for; nil where it runs by itself.
  package static func interpreter(
    for manifest: Manifest, in bundle: Bundle, python: String = defaultPython
  ) throws(RuntimeFailure) -> Manifest.Interpreter? {
    switch manifest.runtime {
    case .static: return nil
    case .dynamic:
      let file = "\(bundle.directory)/\(manifest.program)"
      let head = head(of: file)
      if isExecutable(head) { return nil }
      guard head.starts(with: Array((shellMark + "\n").utf8)) else {
        throw .entryForeign(path: manifest.program)
      }
      return Manifest.Interpreter(path: try resolve(shell), version: nil)
    case .python3:
      let found = try self.python(at: python)
      guard let version = found.version else { throw .libraryMissing(path: found.path) }
      try NativeModules.check(bundle, version: version)
      return found
    }
  }

  /// A Python by its real path, whose minor version its own file and library name.
  static func python(at path: String) throws(RuntimeFailure) -> Manifest.Interpreter {
    let real = try resolve(path)
    let name = real.split(separator: "/").last.map(String.init) ?? ""
    let version = name.hasPrefix("python") ? String(name.dropFirst("python".count)) : ""
    let parts = version.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ Int($0) != nil }) else {
      throw .interpreterForeign(path: real)
    }
    let library = pythonLibrary(of: real, version: version)
    guard access(library + "/os.py", R_OK) == 0 else { throw .libraryMissing(path: library) }
    return Manifest.Interpreter(path: real, version: version)
  }

  /// `/usr/bin/python3.11` has its standard library in `/usr/lib/python3.11`.
  private static func pythonLibrary(of path: String, version: String) -> String {
    let prefix = path.split(separator: "/").dropLast(2).map { "/" + $0 }.joined()
    return "\(prefix)/lib/python\(version)"
  }

  /// The paths of the system that a program sees. Missing ones make an older release unstartable
  /// rather than started with something else.
  package static func libraries(
    for entry: ProgramEntry
  ) throws(RuntimeFailure) -> [SandboxPolicy.Library] {
    guard entry.runtime != .static else { return [] }
    var folders: [String] = []
    for path in ["/lib/\(triple)", "/usr/lib/\(triple)", "/lib64", "/usr/lib64"] {
      guard let real = realPath(path), !folders.contains(real) else { continue }
      folders.append(real)
    }
    var libraries = folders.map(SandboxPolicy.Library.folder)
    libraries.append(.executable(try resolve(loader)))
    if let interpreter = entry.interpreter {
      guard try resolve(interpreter) == interpreter else {
        throw .interpreterMissing(path: interpreter)
      }
      if entry.runtime == .python3 {
        let version = String(interpreter.split(separator: "/").last?.dropFirst(6) ?? "")
        let library = pythonLibrary(of: interpreter, version: version)
        guard access(library + "/os.py", R_OK) == 0 else {
          throw .libraryMissing(path: library)
        }
        libraries.append(.folder(library))
      }
      libraries.append(.executable(interpreter))
    }
    return libraries
  }

  /// The real path of an executable of this machine.
  static func resolve(_ path: String) throws(RuntimeFailure) -> String {
    guard let real = realPath(path) else { throw .interpreterMissing(path: path) }
    guard isExecutable(head(of: real)) else { throw .interpreterForeign(path: real) }
    return real
  }

  private static func realPath(_ path: String) -> String? {
    guard let found = realpath(path, nil) else { return nil }
    defer { free(found) }
    return String(cString: found)
  }

  /// Whether a file begins as a 64-bit executable or library for this processor (elf(5)).
  static func isExecutable(_ head: [UInt8]) -> Bool { machine(of: head) == machine }

  /// The processor that an ELF file of 64 bits, low byte first, is for; nil for other files.
  static func machine(of head: [UInt8]) -> UInt16? {
    guard head.count >= headBytes, head.starts(with: [0x7F, 0x45, 0x4C, 0x46, 2, 1]) else {
      return nil
    }
    return UInt16(head[18]) | UInt16(head[19]) << 8
  }

  /// Bytes that tell what a file is.
  static let headBytes = 20

  static func head(of path: String) -> [UInt8] {
    let file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { return [] }
    let owner = OwnedDescriptor(owning: file)
    var head = [UInt8](repeating: 0, count: headBytes)
    let count = read(owner.raw, &head, headBytes)
    return Array(head.prefix(max(0, count)))
  }
}
