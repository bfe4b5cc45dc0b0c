import Foundation

/// The official MCP SDK as `pip install --target` leaves it, installed once and kept in `.build`.
enum PythonPackages {
  /// A release of the SDK.
  enum SDK: String, CaseIterable {
    /// The one that knows the revision 2026-07-28; its server class is called MCPServer.
    case current = "mcp==2.3.0"
    /// The last one whose server class is called FastMCP; it speaks 2025-11-25.
    case fastMCP = "mcp==1.30.0"
  }

  /// The system's own, which is also the one that reads programs in the sandbox.
  static let python = "/usr/bin/python3"

  private static let lock = NSLock()

  /// The folder of an SDK's packages.
  static func folder(_ sdk: SDK) throws -> String {
    lock.lock()
    defer { lock.unlock() }
    let folder = "\(Built.repository)/.build/packages-\(sdk.rawValue)"
    let mark = folder + "/installed"
    if FileManager.default.fileExists(atPath: mark) { return folder + "/packages" }
    try run(python, ["-m", "venv", "--clear", folder + "/venv"])
    try run(
      folder + "/venv/bin/python",
      [
        "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--upgrade", "--target",
        folder + "/packages", sdk.rawValue,
      ])
    guard FileManager.default.createFile(atPath: mark, contents: nil) else {
      throw TestFault("\(mark) cannot be written")
    }
    return folder + "/packages"
  }

  /// A folder to publish: the packages, one server, one manifest.
  static func package(
    _ sdk: SDK, server: String, manifest: String, at folder: String
  ) throws {
    try run("/bin/cp", ["-a", try self.folder(sdk), folder])
    try Data(server.utf8).write(to: URL(filePath: folder + "/server.py"))
    try Data(manifest.utf8).write(to: URL(filePath: folder + "/manifest.json"))
  }

  static func run(_ program: String, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw TestFault("\(program) \(arguments.joined(separator: " ")): needs python3-venv")
    }
  }
}
