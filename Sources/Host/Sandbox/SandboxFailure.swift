package import Loop

/// Why a program was not started.
package enum SandboxFailure: Error, Equatable, Sendable {
  /// What is wrong with a policy before any process exists.
  package enum PolicyFlaw: Equatable, Sendable {
    case bundlePathRelative
    case bundlePathTooLong
    case entryPathLength
    case entryOutsideBundle
    case zeroByte
    case memoryLimit
    case cpuLimit
    case userMissing
    case interpreter
    case libraries
  }

  /// The policy itself is wrong.
  case policy(PolicyFlaw)

  /// The bundle folder cannot be opened.
  case bundle(code: Int32)

  /// Too many starts are waiting.
  case queueFull

  /// The spawner was shut down.
  case stopped

  /// The daemon's own side failed.
  case process(ProcessFailure)

  /// A step of the launcher failed with this error number; nothing of the program has run.
  case step(SandboxStep, code: Int32)

  /// The launcher ended or hung without a word.
  case noReport
}
