import Foundation
import MiniProgramKit
import TestSupport
import Testing

@Suite("A built program on its pipes")
struct ProgramProcessTests {
  /// Runs a program on an input and gives its lines and how it ended.
  private func run(_ program: String, _ input: Data) throws -> (lines: [JSON], status: Int32) {
    let process = Process()
    process.executableURL = URL(filePath: try Built.program(program))
    // As in the sandbox: no environment of ours.
    process.environment = [:]
    let (stdin, stdout) = (Pipe(), Pipe())
    process.standardInput = stdin
    process.standardOutput = stdout
    try process.run()
    // Written beside the reading: neither pipe may fill up while the other waits.
    let writer = Thread {
      // A program that stops early closes its end; that is part of the test.
      do { try stdin.fileHandleForWriting.write(contentsOf: input) } catch { return }
      do { try stdin.fileHandleForWriting.close() } catch { return }
    }
    writer.start()
    let output = try stdout.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    let lines = try output.split(separator: 0x0A).map { try JSON.parse(Array($0)) }
    return (lines, process.terminationStatus)
  }

  private static let ping =
    #"{"jsonrpc":"2.0","id":9,"method":"initialize","params":{"protocolVersion":"2025-11-25"}}"#

  /// Lines that are no good, and the code of the answer; nil where none is due.
  static let garbage: [(line: String, code: Int64?)] = [
    ("{", -32700), ("[]", -32600), ("null", -32600), ("\u{0}", -32700), ("{}", -32600),
    (#"{"jsonrpc":"2.0","id":1,"id":2,"method":"x"}"#, -32700),
    (#"{"jsonrpc":"2.0","id":1.5,"method":"tools/list"}"#, -32600),
    (#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":[]}"#, -32602),
    (#"{"jsonrpc":"2.0","id":1,"method":"tools/call"}"#, -32602),
    (#"{"jsonrpc":"2.0","method":"tools/call"}"#, nil),
    (#"{"jsonrpc":"2.0","id":1,"result":{}}"#, nil),
    (String(repeating: "[", count: 100_000), -32700),
  ]

  @Test(
    "garbage is answered and the program lives on", arguments: ["TableOrder", "BillSplit", "Hello"])
  func survives(_ program: String) throws {
    let input = (Self.garbage.map(\.line) + [Self.ping]).joined(separator: "\n") + "\n"
    let (lines, status) = try run(program, Data(input.utf8))
    #expect(
      lines.dropLast().map { $0["error"]?["code"]?.integer } == Self.garbage.compactMap(\.code))
    #expect(lines.last?["id"] == 9)
    #expect(lines.last?["result"] != nil)
    #expect(status == 0)
  }

  @Test(
    "a line at the frame limit is read, a longer one ends the program politely", arguments: [0, 1])
  func frameLimit(_ excess: Int) throws {
    let blanks = String(repeating: " ", count: (1 << 20) - Self.ping.utf8.count + excess)
    let input = Self.ping + blanks + "\n" + Self.ping + "\n"
    let (lines, status) = try run("Hello", Data(input.utf8))
    #expect(status == 0)
    #expect(lines.count == (excess == 0 ? 2 : 1))
    #expect((lines.first?["error"]?["code"] == -32700) == (excess == 1))
  }

  @Test("random damage to real calls never ends a program")
  func damage() throws {
    let seed = TestRun.seed(of: "random damage")
    var random = SplitMix(seed: seed)
    let call =
      #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"cart.add","#
      + #""arguments":{"item":"janchi","option-size":["large"],"quantity":2},"_meta":"#
      + #"{"io.modelcontextprotocol/protocolVersion":"2026-07-28","#
      + #""io.modelcontextprotocol/clientCapabilities":{}}}}"#
    var input = Data()
    let words = [
      "9223372036854775807", "-9223372036854775808", "null", "[]", "{}", "\"\"", "1e308",
    ]
    for _ in 0..<2000 {
      var bytes = Array(call.utf8)
      for _ in 0...Int.random(in: 0..<3, using: &random) {
        let at = Int.random(in: 0..<bytes.count, using: &random)
        if Bool.random(using: &random) {
          bytes[at] = UInt8.random(in: 0x20..<0x7F, using: &random)
        } else if let word = words.randomElement(using: &random) {
          let end = min(bytes.count, at + Int.random(in: 0..<4, using: &random))
          bytes.replaceSubrange(at..<end, with: Array(word.utf8))
        }
      }
      input.append(contentsOf: bytes + [0x0A])
    }
    input.append(contentsOf: Array((Self.ping + "\n").utf8))
    let (lines, status) = try run("TableOrder", input)
    #expect(status == 0, "seed \(seed)")
    #expect(lines.last?["id"] == 9, "seed \(seed)")
  }

  /// Values that a program must expect anywhere in what it is told.
  private static let hostile: [JSON] = [
    .null, true, -1, 0, .integer(.max), .integer(.min), .double(1e300), "", [], [:],
    .string(String(repeating: "가", count: 3000)), ["order-1", "order-1"],
  ]

  /// The tree with some leaves replaced by hostile values.
  private func damaged(_ json: JSON, _ random: inout SplitMix) -> JSON {
    if Int.random(in: 0..<160, using: &random) == 0,
      let value = Self.hostile.randomElement(using: &random)
    {
      return value
    }
    switch json {
    case .array(let elements): return .array(elements.map { damaged($0, &random) })
    case .object(let object):
      return .object(JSONObject(object.members.map { ($0.key, damaged($0.value, &random)) }))
    default: return json
    }
  }

  /// Enough that chance alone never keeps the bound from being met: a quarter of 800 came through
  /// with most seeds, and 196 with one.
  private static let requests = 1_600

  @Test("hostile state, settings, receipts, answers and arguments never end a program")
  func hostileContexts() throws {
    let seed = TestRun.seed(of: "hostile contexts")
    var random = SplitMix(seed: seed)
    for (program, manifest, answers) in [
      ("TableOrder", "noodle-house", HostileWorld.tableAnswers), ("BillSplit", "split", [:]),
    ] as [(String, String, JSONObject)] {
      let manifest = try Built.manifest(manifest)
      var input: [UInt8] = []
      for number in 0..<Self.requests {
        let feature = try #require(manifest.features.randomElement(using: &random))
        let params: JSONObject = [
          "name": .string(feature.name),
          "arguments": damaged(.object(HostileWorld.arguments), &random),
          "inputResponses": damaged(.object(answers), &random),
          "_meta": .object([
            MCP.MetaKey.protocolVersion: .string(MCP.protocolVersion),
            MCP.MetaKey.clientCapabilities: ["extensions": .object(HostExtension.extensions)],
            HostExtension.callKey: damaged(HostileWorld.context(manifest), &random),
          ]),
        ]
        let request: JSON = [
          "jsonrpc": "2.0", "id": .integer(Int64(number)), "method": "tools/call",
          "params": .object(params),
        ]
        input += request.bytes + [0x0A]
      }
      let (lines, status) = try run(program, Data(input))
      #expect(status == 0, "\(program), seed \(seed)")
      #expect(lines.count == Self.requests, "\(program), seed \(seed)")
      let finished = lines.count { $0["result"]?["resultType"] == "complete" }
      // Most damage must reach a feature, or this test tests only the decoder.
      #expect(finished > 200, "\(program): \(finished), seed \(seed)")
    }
  }
}
