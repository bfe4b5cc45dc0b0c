import Foundation
import Testing

/// The official Python SDK of MCP in a virtual environment, made on first use and kept in `.build`.
package enum PythonSDK {
  /// What is tested against; a later release is taken by changing this line.
  private static let version = "mcp==2.3.0"

  /// Tests run side by side, and it is installed once.
  private static let lock = NSLock()

  /// A program that did not end well.
  private struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// The interpreter that knows the SDK.
  package static func interpreter() throws -> String {
    lock.lock()
    defer { lock.unlock() }
    let repository = URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
    let folder = repository + "/.build/python-\(version)"
    let python = folder + "/bin/python"
    let mark = folder + "/installed"
    if FileManager.default.fileExists(atPath: mark) { return python }
    _ = try output("/usr/bin/env", ["python3", "-m", "venv", "--clear", folder])
    let quiet = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", version]
    _ = try output(python, quiet)
    #expect(FileManager.default.createFile(atPath: mark, contents: nil))
    return python
  }

  /// What a program writes until it ends well.
  package static func output(_ program: String, _ arguments: [String]) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      let name = ([program] + arguments).joined(separator: " ")
      throw Failure(description: "\(name) failed; needs python3-venv and pip")
    }
    return Array(data)
  }
}
