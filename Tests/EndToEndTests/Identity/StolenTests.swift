import Crypto
import Foundation
import JSONRPC
import Testing
import Wire

/// What somebody has who saw another person's traffic, or holds their lost phone.
@Suite struct StolenTests {
  private func connect(_ world: World) throws -> RPCClient {
    RPCClient(try UnixSocketTransport(path: world.home + "/madangd.sock"))
  }

  private func code(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "ok"
    } catch RPCClient.Failure.refused(let error) {
      return error.data?["code"]?.string ?? "\(error.code)"
    } catch { return "ended" }
  }

  private func key(_ world: World, _ person: String) throws -> SigningKey {
    let path = world.home + "/shell/\(person)/device.key"
    let text = String(
      decoding: try Data(contentsOf: URL(filePath: path)).prefix { $0 > 0x20 }, as: UTF8.self)
    return try SigningKey(seed: try #require(Hex.decode(text)))
  }

  /// A proof is good for one challenge on one connection: heard once, it is worth nothing.
  @Test func aProofCannotBePlayedAgain() throws {
    try World.with { world in
      _ = try Caller(world, as: "mina")
      let device = try key(world, "mina")
      let hello: JSONObject = [
        "protocol": 1, "device": .string(Hex.encode(device.publicKey.bytes)),
      ]
      let own = try connect(world)
      let answer = try own.call("hello", hello)
      let proof: JSONObject = [
        "signature": .string(
          Hex.encode(
            device.sign(
              HelloProveMethod.signedBytes(
                daemon: try answer.text(at: "daemon"),
                challenge: try answer.text(at: "challenge")))))
      ]
      let thief = try connect(world)
      _ = try thief.call("hello", hello)
      #expect(code { _ = try thief.call("hello.prove", proof) } == "auth.bad_signature")
      #expect(code { _ = try thief.call("identity.show") } == "auth.hello_first")
      _ = try own.call("hello.prove", proof)
      // Not even where it was good once, and not with a challenge of its own choice.
      #expect(code { _ = try thief.call("hello.prove", proof) } == "auth.hello_first")
      #expect(try own.call("identity.show").text(at: "tier") == "visitor")
    }
  }

  /// Names of things are no rights: whoever learns them can do nothing with them.
  @Test func namesOpenNothing() throws {
    try World.with { world in
      let shop = try HostileShop(world)
      let mina = try Caller(world, as: "mina")
      let thief = try Caller(world, as: "thief")
      try mina.call(
        "wallet.topup", ["key": "mina-topup-0000001", "amount": 1000, "currency": "KRW"])
      let visit = try shop.visit(mina)
      let bill = try visit.call("act", "lie").at("sheet.bill.bill") ?? ""
      let device = try mina.call("identity.devices").text(at: "devices.0.device")
      let cases: [(String, JSONObject, String)] = [
        (
          "session.call",
          ["session": .string(visit.session), "feature": "look", "arguments": ["deed": "ok"]],
          "session.unknown"
        ),
        (
          "session.leave", ["session": .string(visit.session), "key": .string(Caller.newKey())],
          "ok"
        ),
        ("bill.show", ["bill": bill], "bill.unknown"),
        (
          "identity.revoke", ["key": .string(Caller.newKey()), "device": .string(device)],
          "identity.device_unknown"
        ),
        ("wallet.lookup", ["key": "mina-topup-0000001"], "wallet.not_found"),
      ]
      for (method, params, expected) in cases {
        #expect(code { _ = try thief.call(method, params) } == expected, "\(method)")
      }
      // A key of somebody else's is just a key: the answer is one's own, not theirs.
      let answer = try thief.call(
        "wallet.topup", ["key": "mina-topup-0000001", "amount": 1000, "currency": "KRW"])
      #expect(answer["replayed"] == nil)
      #expect(try mina.call("session.list").at("sessions")?.array?.count == 1)
      #expect(try mina.call("wallet.balance").at("available") == 1000)
    }
  }

  /// A lost phone: revoked from another device, its open connection ends at once, in the middle of
  /// what it does, and it never comes back.
  @Test func aRevokedDeviceIsOutAtOnce() throws {
    try World.with { world in
      let mina = try Caller(world, as: "mina")
      try PersonSteps(world, mina).verifyPhone("010-1234-5678")
      try PersonSteps(world, mina).verifyName("김민아", "1994-03-02")
      try mina.call(
        "wallet.topup", ["key": .string(Caller.newKey()), "amount": 5000, "currency": "KRW"])
      // The account comes onto a second device by phone and name.
      let second = try Caller(world, as: "second")
      #expect(
        try PersonSteps(world, second).verifyPhone("010-1234-5678").text(at: "outcome")
          == "recovery")
      #expect(
        try PersonSteps(world, second).verifyName("김민아", "1994-03-02").text(at: "outcome")
          == "recovered")
      try second.reconnect()
      #expect(try second.call("wallet.balance").at("available") == 5000)
      let devices = try second.call("identity.devices").at("devices")?.array ?? []
      let lost = try #require(devices.first { $0["current"] == false })
      try second.call(
        "identity.revoke",
        ["key": .string(Caller.newKey()), "device": .string(try lost.text(at: "device"))])
      #expect(code { _ = try mina.call("wallet.balance") } == "ended")
      #expect(code { try mina.reconnect() } == "auth.device_revoked")
      #expect(try second.call("wallet.balance").at("available") == 5000)
      world.kill()
      try world.start()
      #expect(code { try mina.reconnect() } == "auth.device_revoked")
    }
  }
}
