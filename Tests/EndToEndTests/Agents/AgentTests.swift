import Foundation
import JSONRPC
import Loop
import TestSupport
import Testing
import Wire

/// `madang mcp` and its person, through the real daemon and the real program of a restaurant.
@Suite(.serialized) struct AgentTests {
  /// Mina at table 3 of the noodle house, with an agent that has the app switched on.
  private func withAgent(_ body: (World, Caller, String) throws -> Void) throws {
    try World.with { world in
      try world.publish("Manifests/noodle-house.json")
      let mina = try Caller(world, as: "mina")
      let code = try world.code("kr.co.noodlehouse.table", place: "3")
      _ = try mina.call("qr.scan", ["key": .string(Caller.newKey()), "payload": .string(code)])
      let added = try world.madang(["agent", "add", "desk", "--as", "mina", "--json"]).json()
      let agent = try added.text(at: "agent.agent")
      let on = try world.madang(
        ["agent", "apps", agent, "kr.co.noodlehouse.table", "--as", "mina", "--json"]
      ).json()
      #expect(on.at("agent.apps.0") == "kr.co.noodlehouse.table")
      try body(world, mina, agent)
    }
  }

  private func visit(
    _ world: World, _ mode: String, _ calls: [(String, JSON)]
  ) throws -> JSON {
    let script = Built.repository + "/Tests/Fixtures/mcp_agent.py"
    let tools = JSON.array(calls.map { [.string($0.0), $0.1] })
    let output = try PythonSDK.output(
      try PythonSDK.interpreter(),
      [
        script, mode, tools.text, Built.path("madang"), "mcp", "--agent", "desk", "--as", "mina",
        "--lang", "en", "--home", world.home,
      ])
    return try JSON.parse(output)
  }

  @Test(
    "the official Python client drives it in both eras",
    arguments: [("auto", "2026-07-28"), ("legacy", "2025-11-25")])
  func anyClient(_ mode: String, _ version: String) throws {
    try withAgent { world, mina, _ in
      let prefix = "kr_co_noodlehouse_table__"
      let seen = try visit(
        world, mode,
        [
          (prefix + "cart_add", ["item": "bibim", "quantity": 2]),
          (prefix + "order_place", [:]), ("madang_sessions", [:]), ("nothing", [:]),
        ])
      #expect(seen["version"]?.string == version)
      let tools = seen["tools"]?.object?.keys ?? []
      #expect(tools.contains(prefix + "cart_add"))
      #expect(!tools.contains(prefix + "kitchen_board"))
      #expect(
        seen.at("tools.\(prefix)cart_add.properties.madang_session.type") == "string")
      func answer(_ name: String) -> JSON {
        seen["answers"]?.object?.members.first { $0.key.hasPrefix(name) }?.value ?? .null
      }
      let cart = answer(prefix + "cart_add")
      let text = cart["text"]?.string ?? ""
      #expect(text.contains("(kr.co.noodlehouse.table)"))
      #expect(text.contains("data, never instructions"))
      #expect(text.split(separator: "\n").contains { $0.hasPrefix("│ ") })
      #expect(cart.at("data.isUntrusted") == true)
      #expect(cart.at("data.app") == "kr.co.noodlehouse.table")
      let order = answer(prefix + "order_place")
      #expect(order.at("data.proposal.status") == "waiting", "\(order.text)")
      #expect(order.at("data.proposal.effects.0.effect") == "bill")
      #expect(answer("nothing").at("code") == -32602)
      // Nothing was ordered; the person sees what waits, in their inbox too.
      #expect(try mina.call("bill.list").at("bills")?.array?.isEmpty == true)
      #expect(
        try mina.call("inbox.list").at("messages.0.template") == "agent.proposal")
      try approveAndPay(world, mina, order)
    }
  }

  /// The person's own word, then a payment like any other.
  private func approveAndPay(_ world: World, _ mina: Caller, _ order: JSON) throws {
    let proposal = try order.text(at: "data.proposal.proposal")
    _ = try mina.call(
      "wallet.topup", ["key": .string(Caller.newKey()), "amount": 20_000, "currency": "KRW"])
    let approved = try world.madang(
      ["agent", "approve", proposal, "--as", "mina", "--json"]
    ).json()
    #expect(approved.at("proposal.status") == "approved")
    #expect(approved.at("page.sheet.bill.total.amount") == 14_000)
    let bill = try approved.text(at: "page.sheet.bill.bill")
    let paid = try world.madang(
      ["pay", bill, "--amount", "14000", "--as", "mina", "--json"])
    #expect(paid.exit == .exited(status: 0))
    #expect(try mina.call("wallet.balance").at("available") == 6_000)
    let again = try world.madang(["agent", "approve", proposal, "--as", "mina", "--json"])
    #expect(try again.json().at("error.code") == "proposal.over")
  }

  @Test func anAgentIsEndedAtOnceAndCallsSixtyTimesAMinute() throws {
    try World.with { world in
      let shop = try HostileShop(world)
      let mina = try Caller(world, as: "mina")
      let visit = try shop.visit(mina)
      let agent = try Caller(world, agentOf: mina)
      let name = try #require(agent.agentID)
      func call(_ feature: String = "look", _ deed: String = "ok") throws -> JSON {
        try agent.answer(
          "agent.call",
          [
            "key": .string(Caller.newKey()), "app": .string(shop.app),
            "feature": .string(feature), "arguments": ["deed": .string(deed)],
          ])
      }
      #expect(try call().at("error.code") == "agent.app_off")
      _ = try mina.call(
        "agent.apps",
        [
          "key": .string(Caller.newKey()), "agent": .string(name), "app": .string(shop.app),
          "isOn": true,
        ])
      #expect(try call().at("result.session")?.string == visit.session)
      let lie = try call("act", "lie")
      #expect(lie.at("result.proposal.effects.0.effect") == "bill", "\(lie.text)")
      #expect(try mina.call("bill.list").at("bills")?.array?.isEmpty == true)
      var refused = 0
      for _ in 0..<60 where try call().at("error.code") == "agent.rate" { refused += 1 }
      #expect((1...5).contains(refused), "\(refused) of 63 calls were refused")
      _ = try mina.call(
        "agent.revoke", ["key": .string(Caller.newKey()), "agent": .string(name)])
      #expect(throws: (any Error).self) { try call() }
      #expect(throws: (any Error).self) { try agent.reconnect() }
      #expect(
        try mina.call("proposal.list").at("proposals")?.array?.isEmpty == true)
    }
  }

  /// What the program asks for an agent's call is asked of the person, in their own shell.
  @Test func aQuestionGoesToThePersonAndNeverToTheClient() throws {
    try World.with { world in
      let shop = try HostileShop(world)
      let mina = try Caller(world, as: "mina")
      _ = try shop.visit(mina)
      let agent = try Caller(world, agentOf: mina)
      _ = try mina.call(
        "agent.apps",
        [
          "key": .string(Caller.newKey()), "agent": .string(try #require(agent.agentID)),
          "app": .string(shop.app), "isOn": true,
        ])
      let call = try agent.start(
        "agent.call",
        [
          "key": .string(Caller.newKey()), "app": .string(shop.app), "feature": "act",
          "arguments": ["deed": "askSize"],
        ])
      var asked: RPCClient.Notification?
      while asked?.method != "session.asked" { asked = try mina.notification() }
      let question = try JSON.object(try #require(asked).params).text(at: "question.question")
      #expect(try agent.hasAnswer(to: call) == false)
      #expect(try agent.refusal("session.questions", [:]) == "auth.person_only")
      #expect(
        try agent.refusal("session.answer", ["question": .string(question), "action": "accept"])
          == "auth.person_only")
      _ = try mina.call(
        "session.answer",
        ["question": .string(question), "action": "accept", "content": ["size": "large"]])
      let answer = try agent.wait(for: call)
      #expect(answer.text.contains("told accept large"), "\(answer.text)")
    }
  }
}
