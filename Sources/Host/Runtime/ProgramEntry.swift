package import Wire

/// What is started of a bundle, and how.
package struct ProgramEntry: Hashable, Sendable {
  /// How long a runtime of its own may take until its program answers for the first time, in
  /// milliseconds: Python imports a whole SDK before it reads its first line.
  package static let interpretedStartMilliseconds: Int64 = 20_000

  /// Relative to the bundle.
  package var path: String
  /// How it runs.
  package var runtime: SandboxPolicy.Runtime
  /// What reads it, as a real path; nil where it runs by itself.
  package var interpreter: String?

  /// A file of a bundle that runs so.
  package init(
    path: String, runtime: SandboxPolicy.Runtime = .static, interpreter: String? = nil
  ) {
    precondition(
      (runtime == .shell || runtime == .python3) == (interpreter != nil),
      "an interpreter reads scripts, and nothing else")
    self.path = path
    self.runtime = runtime
    self.interpreter = interpreter
  }

  /// What a stored manifest says.
  package init(_ manifest: Manifest) {
    let runtime: SandboxPolicy.Runtime =
      switch manifest.runtime {
      case .static: .static
      case .dynamic: manifest.interpreter == nil ? .dynamic : .shell
      case .python3: .python3
      }
    self.init(path: manifest.program, runtime: runtime, interpreter: manifest.interpreter?.path)
  }

  /// How long it may take until its first answer, in milliseconds.
  package var startMilliseconds: Int64 {
    runtime == .static ? MCPClient.discoverMilliseconds : Self.interpretedStartMilliseconds
  }
}

extension ProgramEntry: ExpressibleByStringLiteral {
  /// A static executable.
  package init(stringLiteral path: String) { self.init(path: path) }
}
