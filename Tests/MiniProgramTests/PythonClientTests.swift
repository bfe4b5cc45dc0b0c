import Foundation
import MiniProgramKit
import Testing

@Suite("The official Python SDK of MCP, which knows nothing of us", .serialized)
struct PythonClientTests {
  /// What is tested against; a later release is taken by changing this line.
  private static let sdk = "mcp==2.3.0"

  /// The SDK's interpreter, in a virtual environment made on first use and kept in `.build`.
  private func python() throws -> String {
    let folder = Built.package.appending(path: ".build/python-\(Self.sdk)").path()
    let python = folder + "/bin/python"
    let mark = folder + "/installed"
    if FileManager.default.fileExists(atPath: mark) { return python }
    _ = try output("/usr/bin/env", ["python3", "-m", "venv", "--clear", folder])
    let quiet = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", Self.sdk]
    _ = try output(python, quiet)
    #expect(FileManager.default.createFile(atPath: mark, contents: nil))
    return python
  }

  private func output(_ program: String, _ arguments: [String]) throws -> Data {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let name = ([program] + arguments).joined(separator: " ")
    try #require(process.terminationStatus == 0, "\(name) failed; needs python3-venv and pip")
    return data
  }

  @Test(
    "lists and calls TableOrder in both eras of the protocol",
    arguments: [("auto", "2026-07-28"), ("legacy", "2025-11-25")])
  func visit(_ mode: String, _ version: String) throws {
    let script = Built.package.appending(path: "Tests/Fixtures/mcp_client.py").path()
    let program = try Built.program("TableOrder")
    let seen = try JSON.parse(Array(output(try python(), [script, program, mode])))
    #expect(seen["version"]?.string == version)
    let declared = try Built.manifest("noodle-house").features.map(\.name)
    #expect(Set(seen["tools"]?.array?.compactMap(\.string) ?? []) == Set(declared))
    #expect(seen["schemas"]?["cart.add"]?["required"] == ["item"])
    let menu = try #require(seen["menu"]?.string)
    #expect(menu.contains("Spicy mixed noodles ₩7,000  -> cart.add {\"item\":\"bibim\"}"))
    #expect(seen["menuTitle"]?["ko"] == "메뉴")
    #expect(seen["cart"]?.string?.contains("[ Order ₩14,000 ]") == true)
    #expect(seen["state"]?["cart"]?.array?.count == 1)
    #expect(seen["refused"] == [true, "That dish is not on the menu."])
    let errors = seen["errors"]
    #expect(errors?["order.place {}"]?.array?.first?.integer == -32021)
    let needed = errors?["order.place {}"]?.array?.last?["requiredCapabilities"]
    #expect(needed?["extensions"]?["app.madang/host"]?["version"] == 1)
    for key in ["cart.add {}", "cart.add {\"item\": \"bibim\", \"quantity\": 100}"] {
      #expect(errors?[key]?.array?.first?.integer == -32602, "\(key)")
    }
    #expect(errors?["nothing.there {}"]?.array?.first?.integer == -32602)
  }
}
