import JSONRPC
import Loop
import Testing
import Wire

/// An agent's calls take the way of people's calls: over to a newer version first, under the
/// caller's name for them, and never into an app that is switched off.
@Suite(.serialized) struct AgentWayTests {
  private static let trace = "4bf92f3577b34da6a3ce929d0e0e4736"

  /// Mina in the odd shop, and her agent, which has it switched on.
  private func agent(
    of mina: Caller, in shop: HostileShop, _ world: World
  ) throws -> Caller {
    let agent = try Caller(world, agentOf: mina)
    _ = try mina.call(
      "agent.apps",
      [
        "key": .string(Caller.newKey()), "agent": .string(try #require(agent.agentID)),
        "app": .string(shop.app), "isOn": true,
      ])
    return agent
  }

  private func parameters(_ shop: HostileShop, _ feature: String, _ deed: String) -> JSONObject {
    [
      "key": .string(Caller.newKey()), "app": .string(shop.app), "feature": .string(feature),
      "arguments": ["deed": .string(deed)],
      "_meta": ["traceparent": .string("00-\(Self.trace)-00f067aa0ba902b7-01")],
    ]
  }

  private func calls(_ shop: HostileShop, _ world: World) throws -> [JSON] {
    try world.madang(
      ["merchant", "calls", shop.app, "--as", "villain", "--json"]
    ).json()["calls"]?.array ?? []
  }

  /// `{what the newer version does when it takes over, version of the agent's call}`.
  @Test(arguments: [("keep", Int64(2)), ("crash", 1)])
  func aSessionIsTakenOverByAnAgentsCallToo(deed: String, version: Int64) throws {
    try World.with { world in
      let shop = try HostileShop(world)
      let mina = try Caller(world, as: "mina")
      try shop.visit(mina).call("act", "keep")
      let agent = try agent(of: mina, in: shop, world)
      try shop.publish(
        world, version: 2,
        ["update": ["from": 1, "feature": "paid"], "config": ["whenPaid": .string(deed)]])
      let answer = try agent.call("agent.call", parameters(shop, "look", "ok"))
      #expect(answer.at("page.body.0.text") == "All is well", "\(answer.text)")
      let made = try calls(shop, world)
      #expect(made.first?["feature"] == "look" && made.first?["version"] == .integer(version))
      #expect(made.dropFirst().first?["feature"] == "paid")
      #expect(made.prefix(2).allSatisfy { $0["trace"] == .string(Self.trace) })
      // A call that changes something, which finds the session where it is now.
      _ = try agent.call("agent.call", parameters(shop, "act", "keep"))
      let after = try calls(shop, world)
      #expect(after.first?["feature"] == "act" && after.first?["version"] == .integer(version))
      #expect(after.count == made.count + 1)
    }
  }

  @Test func aTraceGoesIntoTheErrorsAndBack() throws {
    try World.with { world in
      let shop = try HostileShop(world)
      let mina = try Caller(world, as: "mina")
      _ = try shop.visit(mina)
      let agent = try agent(of: mina, in: shop, world)
      let answer = try agent.answer("agent.call", parameters(shop, "act", "refusal"))
      #expect(answer.at("error.trace") == .string(Self.trace), "\(answer.text)")
      let errors = try world.madang(
        ["merchant", "errors", shop.app, "--as", "villain", "--json"]
      ).json()
      #expect(errors.at("errors.0.trace") == .string(Self.trace))
    }
  }

  @Test func anAppThatIsSwitchedOffTakesNoAgentsCalls() throws {
    try World.with { world in
      let shop = try HostileShop(world)
      let mina = try Caller(world, as: "mina")
      _ = try shop.visit(mina)
      let agent = try agent(of: mina, in: shop, world)
      try Caller(world, as: "villain").call(
        "registry.kill",
        ["key": .string(Caller.newKey()), "app": .string(shop.app), "reason": "Wrong prices"])
      let answer = try agent.answer("agent.call", parameters(shop, "look", "ok"))
      #expect(answer.at("error.code") == "app.killed", "\(answer.text)")
    }
  }

  /// `madang mcp` hands on the trace that its own client names (MCP, basic/index, "_meta").
  @Test func theTraceOfAnMCPClientReachesTheProgram() throws {
    try World.with { world in
      let shop = try HostileShop(world)
      _ = try shop.visit(try Caller(world, as: "mina"))
      let added = try world.madang(["agent", "add", "desk", "--as", "mina", "--json"]).json()
      _ = try world.madang(
        ["agent", "apps", try added.text(at: "agent.agent"), shop.app, "--as", "mina", "--json"])
      let server = try world.process(
        "madang", ["mcp", "--agent", "desk", "--as", "mina", "--home", world.home])
      let request: JSON = [
        "jsonrpc": "2.0", "id": 1, "method": "tools/call",
        "params": [
          "name": .string(shop.app.replacing(".", with: "_") + "__look"),
          "arguments": ["deed": "ok"],
          "_meta": [
            "io.modelcontextprotocol/protocolVersion": "2026-07-28",
            "io.modelcontextprotocol/clientCapabilities": [:],
            "traceparent": .string("00-\(Self.trace)-00f067aa0ba902b7-01"),
          ],
        ],
      ]
      try server.write(request.bytes + [0x0A])
      let line = try #require(try server.line())
      let answer = try JSON.parse(line)
      #expect(answer.at("result.structuredContent.app")?.string == shop.app, "\(answer.text)")
      server.closeInput()
      #expect(try server.waitForExit() == .exited(status: 0))
      #expect(try calls(shop, world).first?["trace"] == .string(Self.trace))
    }
  }
}
