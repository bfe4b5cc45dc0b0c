import Crypto
import Foundation
import JSONRPC
import Loop
import Testing
import Wire

/// A till as a process of its own: registered by its key, it takes money for its shop and can do
/// nothing else.
@Suite struct TillTests {
  private static let merchant = "noodlehouse"

  private func madang(_ world: World, _ words: [String], as person: String) throws -> JSON {
    let outcome = try world.madang(words + ["--as", person, "--json"])
    guard outcome.exit == .exited(status: 0) else {
      throw TestFault("\(words): \(String(decoding: outcome.output, as: UTF8.self))")
    }
    return try outcome.json()
  }

  /// Registers a till under the name its key lies by.
  private func register(_ world: World, _ name: String, role: String = "cashier") throws -> String {
    let key = try madang(world, ["shop", "till", "key"], as: name).text(at: "device")
    return try madang(
      world, ["shop", "till", "add", key, Self.merchant, "--role", role, "--name", name],
      as: "owner"
    ).text(at: "till")
  }

  /// A connection that has proved a till's key.
  private func connect(_ world: World, _ name: String) throws -> RPCClient {
    let path = world.home + "/shell/\(name)/device.key"
    let text = String(
      decoding: try Data(contentsOf: URL(filePath: path)).prefix { $0 > 0x20 }, as: UTF8.self)
    let key = try SigningKey(seed: try #require(Hex.decode(text)))
    let client = RPCClient(try UnixSocketTransport(path: world.home + "/madangd.sock"))
    let hello = try client.call(
      "hello", ["protocol": 1, "till": .string(Hex.encode(key.publicKey.bytes))])
    let message = HelloProveMethod.signedBytes(
      daemon: try hello.text(at: "daemon"), challenge: try hello.text(at: "challenge"))
    _ = try client.call("hello.prove", ["signature": .string(Hex.encode(key.sign(message)))])
    return client
  }

  private func code(_ body: () throws -> JSON) -> String {
    do {
      _ = try body()
      return "ok"
    } catch RPCClient.Failure.refused(let error) {
      return error.data?["code"]?.string ?? "\(error.code)"
    } catch { return "ended" }
  }

  /// Every method there is: what is not for tills is refused to one, whatever is asked.
  @Test func aTillCanDoNothingButItsWork() throws {
    try World.with { world in
      try world.publish("Manifests/noodle-house.json")
      _ = try register(world, "till1")
      let client = try connect(world, "till1")
      let allowed = MethodList.all.filter { $0.access.credentials.contains(.till) }
        .map { $0.name }
      #expect(
        Set(allowed) == [
          "hello", "hello.prove", "qr.show", "qr.wait", "qr.cancel", "shop.charge", "gate.keys",
          "gate.report",
        ])
      for method in MethodList.all where !allowed.contains(method.name) {
        var params = method.example.params.object ?? [:]
        if method.isMutating { params["key"] = .string(Caller.newKey()) }
        let credentials = method.access.credentials
        let expected =
          credentials.contains(.person)
          ? "auth.not_for_tills"
          : credentials.contains(.operator) ? "auth.operator_only" : "auth.agent_only"
        #expect(code { try client.call(method.name, params) } == expected, "\(method.name)")
      }
      // A gate's work is not a cashier's, and another shop's is nobody's here.
      #expect(
        code { try client.call("gate.keys", ["app": "kr.co.noodlehouse.table"]) } == "auth.role")
    }
  }

  @Test func aTillTakesMoneyAndAPersonGivesItBack() throws {
    try World.with { world in
      try world.publish("Manifests/noodle-house.json")
      _ = try madang(world, ["wallet", "topup", "20000"], as: "mina")
      let till = try register(world, "till1")
      let pay = try madang(world, ["paycode", "--once"], as: "mina").text(at: "payload")
      let paid = try madang(
        world, ["shop", "charge", pay, "7000", Self.merchant, "--till"], as: "till1")
      #expect(try paid.text(at: "status") == "consumed")
      let transfer = try paid.text(at: "transfer")
      #expect(try madang(world, ["wallet", "show"], as: "mina")["available"] == 13_000)
      let back = try madang(
        world, ["shop", "refund", transfer, "--reason", "returned", "--amount", "3000"],
        as: "owner")
      #expect(back.at("refunded.amount") == 3_000 && back.at("paid.amount") == 7_000)
      #expect(try madang(world, ["wallet", "show"], as: "mina")["available"] == 16_000)
      // Stolen: removed by the owner, its connection ends and it never comes back.
      let client = try connect(world, "till1")
      _ = try madang(world, ["shop", "till", "remove", till], as: "owner")
      #expect(code { try client.call("shop.charge", [:]) } == "ended")
      #expect(
        code {
          _ = try connect(world, "till1")
          return .null
        } == "auth.device_revoked")
      #expect(
        try madang(world, ["shop", "till", "list"], as: "owner").at("tills.0.removed") != nil)
      let audit = try world.run("madangd", ["audit", "--home", world.home, "--json"])
      #expect(try audit.json()["ok"] == true)
    }
  }

  /// One stranger is told so, and who guesses keys loses the connection.
  @Test func aStrangersKeyOpensNothing() throws {
    try World.with { world in
      _ = try madang(world, ["shop", "till", "key"], as: "stranger")
      #expect(
        code {
          _ = try connect(world, "stranger")
          return .null
        } == "auth.unknown_till")
    }
  }

  /// Sixteen waits of one person are held; the seventeenth is told to come back.
  @Test func aPersonHasSixteenWaits() throws {
    try World.with { world in
      let mina = try Caller(world, as: "mina")
      let made = try mina.call("qr.create", ["key": .string(Caller.newKey()), "purpose": "pay"])
      let params: JSONObject = [
        "code": .string(try made.text(at: "code")), "rev": .integer(try made.number(at: "rev")),
        "timeoutMs": 60_000,
      ]
      let waits = try (1...17).map { _ in try mina.start("qr.wait", params) }
      #expect(code { try mina.wait(for: waits[16]) } == "platform.busy")
      // All of them are woken by the one change.
      try mina.call(
        "qr.cancel",
        ["key": .string(Caller.newKey()), "code": .string(try made.text(at: "code"))])
      for wait in waits.prefix(16) {
        #expect(try mina.wait(for: wait).text(at: "status") == "cancelled")
      }
      #expect(try mina.call("qr.wait", params).text(at: "status") == "cancelled")
    }
  }
}
