import CEndToEnd
import Foundation
import Glibc
import JSONRPC
import Loop
import Testing
import Wire

/// Many people, or many requests, at one table at once.
@Suite struct CrowdTests {
  private static let app: JSON = "kr.co.noodlehouse.table"

  private func scan(_ caller: Caller, _ code: String) throws -> JSON {
    try caller.answer("qr.scan", ["key": .string(Caller.newKey()), "payload": .string(code)])
  }

  /// Two people fill one cart at the same time: nothing is lost, nobody sees an error.
  @Test func oneCartFilledByTwoAtOnce() throws {
    try World.with { world in
      try world.publish("Manifests/noodle-house.json")
      let code = try world.code("kr.co.noodlehouse.table", place: "1")
      let people = [try Caller(world, as: "mina"), try Caller(world, as: "joon")]
      let session = try people.map { try scan($0, code).text(at: "result.page.session") }[0]
      var requests: [(Caller, RequestID)] = []
      for _ in 0..<12 {
        for person in people {
          let params: JSONObject = [
            "session": .string(session), "feature": "cart.add", "arguments": ["item": "cola"],
            "key": .string(Caller.newKey()),
          ]
          requests.append((person, try person.start("session.call", params)))
        }
      }
      for (person, request) in requests { _ = try person.wait(for: request) }
      let page = try people[0].call(
        "session.call", ["session": .string(session), "feature": "menu.open"])
      #expect(Match.count(["id": "line-1", "quantity": 12], in: page) == 1)
      #expect(Match.count(["id": "line-2", "quantity": 12], in: page) == 1)
    }
  }

  @Test func aTableSeatsFifty() throws {
    try World.with { world in
      let shop = try HostileShop(world)
      let guests = try (1...51).map { try Caller(world, as: "guest\($0)") }
      let session = try guests.prefix(50).map { try shop.visit($0).session }[0]
      func sitDown() throws -> JSON { try guests[50].answer("session.open", shop.door()) }
      #expect(try sitDown().at("error.code") == "session.full")
      // Whoever leaves makes room.
      _ = try guests[0].call(
        "session.leave", ["key": .string(Caller.newKey()), "session": .string(session)])
      #expect(try sitDown().at("result.session") == .string(session))
    }
  }

  /// One changing call of a table runs, 32 wait, the next is told that the table is busy.
  @Test func thirtyTwoWaitAtATable() throws {
    try World.with { world in
      let shop = try HostileShop(world, "slow", callMilliseconds: 20_000)
      let people = [try Caller(world, as: "mina"), try Caller(world, as: "joon")]
      let visits = try people.map { try shop.visit($0) }
      let slow = try people[0].start("session.call", visits[0].parameters("act", "slow"))
      try people[0].call("wallet.balance")
      let waiting = try (0..<33).map { _ in
        try people[1].start("session.call", visits[1].parameters("act", "keep"))
      }
      var codes: [String: Int] = [:]
      for request in waiting {
        do throws(RPCClient.Failure) {
          _ = try people[1].wait(for: request)
          codes["done", default: 0] += 1
        } catch {
          guard case .refused(let refusal) = error else { throw error }
          codes[refusal.data?["code"]?.string ?? "", default: 0] += 1
        }
      }
      _ = try people[0].wait(for: slow)
      #expect(codes == ["done": 32, "session.busy": 1])
    }
  }

  /// A daemon that is killed takes its programs with it.
  @Test func aKilledDaemonLeavesNoProgramBehind() throws {
    try World.with { world in
      let shop = try HostileShop(world)
      let visit = try shop.visit(try Caller(world, as: "mina"))
      try visit.call("look", "ok")
      let daemon = try #require(world.daemon?.handle.pid)
      let programs = try children(of: daemon)
      #expect(!programs.isEmpty)
      let ends = programs.map { e2e_pid_descriptor($0) }
      world.kill()
      for end in ends where end >= 0 {
        #expect(Child.isReadable(end, milliseconds: Child.patienceMilliseconds))
        close(end)
      }
    }
  }

  private func children(of pid: Int32) throws -> [Int32] {
    let folder = "/proc/\(pid)/task"
    return try FileManager.default.contentsOfDirectory(atPath: folder).flatMap { thread in
      let data = FileManager.default.contents(atPath: "\(folder)/\(thread)/children") ?? Data()
      return String(decoding: data, as: UTF8.self).split(separator: " ").compactMap { Int32($0) }
    }
  }
}
