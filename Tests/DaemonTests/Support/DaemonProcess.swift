import Foundation
import Glibc

@testable import madangd

/// The real program as a child process.
final class DaemonProcess {
  static let path = "\(ProcessEnvironment.directory)/madangd"

  let process = Process()
  private let output = Pipe()
  private let errors = Pipe()

  /// Starts `madangd` with arguments.
  init(_ arguments: [String]) throws {
    process.executableURL = URL(fileURLWithPath: Self.path)
    process.arguments = arguments
    process.environment = ["PATH": "/usr/bin:/bin"]
    process.standardOutput = output
    process.standardError = errors
    try process.run()
  }

  /// Starts `madangd serve` and returns once it is ready.
  static func serving(_ home: String) throws -> DaemonProcess {
    let daemon = try DaemonProcess(["serve", "--home", home, "--virtual-clock", "--ready-fd", "1"])
    let word = daemon.output.fileHandleForReading.readData(ofLength: 6)
    precondition(word == Data("ready\n".utf8), daemon.finish().errors)
    return daemon
  }

  /// Runs to the end.
  static func run(_ arguments: String...) throws -> Outcome {
    try DaemonProcess(arguments).finish()
  }

  struct Outcome: Equatable {
    var code: Int32
    var output: String
    var errors: String
  }

  /// Waits for its end.
  func finish() -> Outcome {
    let output = output.fileHandleForReading.readDataToEndOfFile()
    let errors = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let status = process.terminationStatus
    return Outcome(
      code: process.terminationReason == .exit ? status : -status,
      output: String(decoding: output, as: UTF8.self),
      errors: String(decoding: errors, as: UTF8.self))
  }

  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }
}
