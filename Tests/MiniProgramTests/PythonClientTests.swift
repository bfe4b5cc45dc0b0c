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

  /// What needs its host says so (−32021), what lacks arguments says so (−32602), everything else
  /// answers with a page in words.
  @Test(
    "drives every program in both eras of the protocol",
    arguments: [
      ("TableOrder", "noodle-house", ["menu.open": "# Menu", "kitchen.board": "# Kitchen"]),
      ("BillSplit", "split", [:]), ("Hello", "hello", ["hello.open": "# Hello"]),
      ("CoffeeClub", "coffee-club", ["club.open": "# Coffee club"]),
      ("Metro", "metro", ["ride.open": "# Metro"]),
      ("GuestBook", "guest-book", ["book.open": "# Guest book"]),
    ], [("auto", "2026-07-28"), ("legacy", "2025-11-25")])
  func every(
    _ program: (name: String, manifest: String, pages: [String: String]),
    _ era: (mode: String, version: String)
  ) throws {
    let seen = try visit(era.mode, [Built.program(program.name)])
    #expect(seen["version"]?.string == era.version)
    let tools = seen["tools"]?.object?.members ?? []
    let declared = try Built.manifest(program.manifest).features.map(\.name)
    #expect(Set(tools.map(\.key)) == Set(declared))
    for tool in tools {
      switch tool.value {
      case .string(let line):
        #expect(line.hasPrefix("# "), "\(tool.key): \(line)")
        if let page = program.pages[tool.key] { #expect(line == page) }
      default: #expect([-32021, -32602].contains(tool.value.integer), "\(tool.key)")
      }
    }
    #expect(
      Set(program.pages.keys).isSubset(of: tools.filter { $0.value.string != nil }.map(\.key)))
  }

  @Test("drives the program of shell builtins, which is of the older era")
  func shell() throws {
    let script = Built.package.appending(path: "MiniPrograms/Pyeong/server.sh").path()
    let seen = try visit("auto", ["/bin/sh", script])
    #expect(seen["version"] == "2025-11-25")
    #expect(seen["tools"]?.object?.members.map(\.key) == ["convert"])
  }

  @Test("drives the Python program in both eras", arguments: ["2026-07-28", "2025-11-25"])
  func python(_ version: String) throws {
    let script = Built.package.appending(path: "MiniPrograms/Rent/server.py").path()
    let mode = version == "2026-07-28" ? "auto" : "legacy"
    let seen = try visit(mode, [PythonSDK.interpreter(), script])
    #expect(seen["version"]?.string == version)
    #expect(seen["tools"]?.object?.members.map(\.key) == ["monthly_rent", "deposit"])
  }

  private func visit(_ mode: String, _ command: [String]) throws -> JSON {
    let script = Built.package.appending(path: "Tests/Fixtures/mcp_every.py").path()
    return try JSON.parse(
      PythonSDK.output(PythonSDK.interpreter(), [script, mode] + command))
  }
}
