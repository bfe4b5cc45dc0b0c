import Foundation
import MiniProgramKit
import Testing

@Suite("Manifests and their programs")
struct ManifestTests {
  static let names = [
    "noodle-house", "seoul-burger", "split", "hello", "metro", "coffee-club", "guest-book",
  ]

  /// Plain MCP servers, whose features publishing writes; EndToEndTests use them.
  static let plainNames = ["rent", "pyeong"]

  @Test("every manifest of the repository is tested here")
  func allAreListed() throws {
    let folder = Built.package.appending(path: "Manifests").path()
    let found = try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }
    #expect(Set(found) == Set(Self.names + Self.plainNames))
  }

  @Test(
    "a manifest reads without an issue and declares exactly what its program offers",
    arguments: names)
  func fits(_ name: String) throws {
    let harness = try Built.harness(name)
    let manifest = try Built.manifest(name)
    for tool in try harness.features() {
      let feature = try #require(manifest.feature(tool.name))
      let about = tool.meta?[HostExtension.featureKey]
      #expect(about?["visibility"]?.string == feature.visibility.rawValue, "\(tool.name)")
      #expect(about?["query"]?.bool ?? false == feature.isQuery, "\(tool.name)")
      #expect(about?["confirms"]?.bool ?? false == feature.confirms, "\(tool.name)")
      #expect(tool.inputSchema["type"] == "object")
      for language in Language.allCases {
        #expect(feature.title?.text(in: language).isEmpty == false, "\(tool.name)")
      }
    }
  }

  @Test("two restaurants share one program")
  func oneProgram() throws {
    let noodles = try Built.manifest("noodle-house")
    let burgers = try Built.manifest("seoul-burger")
    #expect(noodles.program == "TableOrder")
    #expect(burgers.program == "TableOrder")
    #expect(noodles.app != burgers.app)
    #expect(noodles.merchant != burgers.merchant)
    #expect(noodles.features.map(\.name) == burgers.features.map(\.name))
  }

  @Test("hello world is at most 30 lines, and the guide shows exactly that file")
  func hello() throws {
    let source = try String(
      contentsOf: Built.package.appending(path: "MiniPrograms/Hello/main.swift"), encoding: .utf8)
    #expect(source.split(separator: "\n", omittingEmptySubsequences: false).count - 1 <= 30)
    let guide = try String(
      contentsOf: Built.package.appending(
        path: "Sources/MiniProgramKit/MiniProgramKit.docc/first-program.md"), encoding: .utf8)
    #expect(guide.contains("```swift\n" + source + "```"))
    let manifest = try String(
      contentsOf: Built.package.appending(path: "Manifests/hello.json"), encoding: .utf8)
    #expect(guide.contains("```json\n" + manifest + "```"))
  }

  @Test("hello runs")
  func helloRuns() throws {
    let harness = try Built.harness("hello")
    let session = harness.open("s1")
    harness.join(session, "mina")
    let first = try harness.call("hello.open", in: session, as: .person("mina"))
    #expect(first.plainText(in: .english).contains("Greeting number 1"))
    let second = try harness.call(
      "hello.open", ["name": "민아"], in: session, as: .person("mina"))
    #expect(second.plainText(in: .korean).contains("민아님, 안녕하세요!"))
    #expect(second.plainText(in: .english).contains("Greeting number 2"))
  }
}
