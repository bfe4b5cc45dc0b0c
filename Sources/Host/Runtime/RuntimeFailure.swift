/// Why a program cannot run with what this machine has.
package enum RuntimeFailure: Error, Equatable, Sendable {
  /// There is no such interpreter, or its path cannot be followed.
  case interpreterMissing(path: String)
  /// The file is a script or something else that is no executable of this machine: a shim that
  /// would choose an interpreter by itself is never taken.
  case interpreterForeign(path: String)
  /// The standard library does not lie where the interpreter's path says.
  case libraryMissing(path: String)
  /// A native module was built for something else.
  case moduleForeign(file: String, needs: String, has: String)
  /// The entry is neither an executable nor a script for `/bin/sh`.
  case entryForeign(path: String)

  /// One sentence for the merchant.
  package var reason: String {
    switch self {
    case .interpreterMissing(let path): "there is no interpreter \(path)"
    case .interpreterForeign(let path): "\(path) is no executable of this machine"
    case .libraryMissing(let path): "the interpreter's library \(path) is missing"
    case .moduleForeign(let file, let needs, let has):
      "\(file) is built for \(has), and \(needs) is here"
    case .entryForeign(let path):
      "\(path) is neither an executable of this machine nor a script that begins #!/bin/sh"
    }
  }
}
