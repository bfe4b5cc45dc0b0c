import Foundation
import Testing

/// The official Python SDK of MCP in a virtual environment, made on first use and kept in `.build`.
enum PythonSDK {
  /// What is tested against; a later release is taken by changing this line.
  static let version = "mcp==2.3.0"

  /// The interpreter that knows the SDK.
  static func interpreter() throws -> String {
    let folder = Built.repository + "/.build/python-\(version)"
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
  static func output(_ program: String, _ arguments: [String]) throws -> Data {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let name = ([program] + arguments).joined(separator: " ")
    guard process.terminationStatus == 0 else {
      throw TestFault("\(name) failed; needs python3-venv and pip")
    }
    return data
  }
}
