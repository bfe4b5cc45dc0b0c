import Foundation
import MiniProgramKit
import TestSupport
import Testing

@Suite("The official Python SDK of MCP, which knows nothing of us", .serialized)
struct PythonClientTests {
  @Test(
    "lists and calls TableOrder in both eras of the protocol",
    arguments: [("auto", "2026-07-28"), ("legacy", "2025-11-25")])
  func visit(_ mode: String, _ version: String) throws {
    let script = Built.package.appending(path: "Tests/Fixtures/mcp_client.py").path()
    let program = try Built.program("TableOrder")
    let seen = try JSON.parse(
      PythonSDK.output(PythonSDK.interpreter(), [script, program, mode]))
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
