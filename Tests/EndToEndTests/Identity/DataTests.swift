import Foundation
import JSONRPC
import Loop
import Testing
import Wire

/// A person's own data: sealed on the disk, whole in an export, gone when erased.
@Suite struct DataTests {
  private func file(_ world: World) throws -> Data {
    var bytes = Data()
    for name in ["madang.db", "madang.db-wal"] {
      bytes += FileManager.default.contents(atPath: world.home + "/" + name) ?? Data()
    }
    return bytes
  }

  @Test func keysRotateWhileTheDaemonServes() throws {
    try World.with { world in
      let people = try (0..<20).map { try Caller(world, as: "p\($0)") }
      for (index, caller) in people.enumerated() {
        try caller.call(
          "identity.update",
          ["key": .string(Caller.newKey()), "nickname": .string("Nick-\(index)")])
      }
      let rotation = try world.process(
        "madangd", ["keys", "rotate", "--home", world.home, "--json"])
      for (index, caller) in people.enumerated() {
        #expect(try caller.call("identity.show").at("nickname") == .string("Nick-\(index)"))
      }
      let output = try rotation.rest()
      #expect(try rotation.waitForExit() == .exited(status: 0))
      let answer = try JSON.parse(Array(output.split(separator: 0x0A).last ?? []))
      #expect(answer["version"] == 2)
      #expect(answer["people"] == 20)
      #expect(FileManager.default.fileExists(atPath: world.home + "/keys/personal.v2"))
      // The first key is needed by nobody any more.
      world.kill()
      try FileManager.default.removeItem(atPath: world.home + "/keys/personal.v1")
      try world.start()
      try people[3].reconnect()
      #expect(try people[3].call("identity.show").at("nickname") == "Nick-3")
      let bytes = try file(world)
      #expect(bytes.range(of: Data("Nick-3".utf8)) == nil)
    }
  }

  @Test func aLostKeyIsNamedAndMoneyGoesOn() throws {
    try World.with { world in
      let mina = try Caller(world, as: "mina")
      try mina.call(
        "wallet.topup", ["key": .string(Caller.newKey()), "amount": 9000, "currency": "KRW"])
      try mina.call("identity.update", ["key": .string(Caller.newKey()), "nickname": "Mina"])
      world.kill()
      try FileManager.default.removeItem(atPath: world.home + "/keys/personal.v1")
      try world.start()
      try mina.reconnect()
      #expect(try mina.call("wallet.balance").at("available") == 9000)
      #expect(try mina.call("identity.show")["nickname"] == nil)
      let answer = try mina.answer(
        "identity.update", ["key": .string(Caller.newKey()), "nickname": "Again"])
      #expect(answer.at("error.code") == "platform.key_lost")
      #expect(answer.at("error.details.key") == "personal.v1")
    }
  }

  @Test func everythingIsGivenAndThenErased() throws {
    try World.with { world in
      try world.publish("Manifests/noodle-house.json")
      let mina = try Caller(world, as: "mina")
      let person = try mina.call("identity.show").text(at: "person")
      try PersonSteps(world, mina).verifyPhone("010-1234-5678")
      try mina.call("identity.update", ["key": .string(Caller.newKey()), "nickname": "Mina"])
      try mina.call(
        "wallet.topup", ["key": .string(Caller.newKey()), "amount": 4000, "currency": "KRW"])
      let joon = try Caller(world, as: "joon").call("identity.show").text(at: "person")
      let export = try world.madang(["id", "export", "--as", "mina"]).json()
      #expect(export.at("document.person") == .string(person))
      #expect(export.at("document.profile.phone") == "01012345678")
      #expect(export.at("document.movements.0.amount") == 4000)
      #expect(export.at("receipt.kind") == "export")
      #expect(
        try mina.refusal(
          "identity.erase", ["key": .string(Caller.newKey()), "confirm": .string(person)])
          == "identity.money_left")
      try mina.call(
        "wallet.transfer",
        [
          "key": .string(Caller.newKey()), "to": .string(joon), "amount": 4000,
          "currency": "KRW", "memo": "all of it",
        ])
      let erased = try world.madang(["id", "erase", "--confirm", person, "--as", "mina", "--json"])
      #expect(try erased.json().at("receipt.kind") == "erase")
      // The open connection ended; the same device is somebody new, who has nothing.
      #expect(throws: RPCClient.Failure.self) { try mina.call("wallet.balance") }
      try mina.reconnect()
      #expect(try mina.call("identity.show").text(at: "person") != person)
      #expect(try mina.call("inbox.list").at("messages") == [])
      let entries = try Caller(world, as: "joon").call("wallet.history").at("entries")?.array
      #expect(entries?.first?["amount"] == 4000)
      #expect(entries?.first?["memo"] == nil)
      let audit = try world.run("madangd", ["audit", "--home", world.home, "--json"])
      #expect(try audit.json()["ok"] == true)
    }
  }
}
