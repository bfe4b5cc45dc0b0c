import Foundation
import Loop
import Testing
import Wire

/// Recorded calls are run again and compared; nothing of them is ever applied.
@Suite struct ReplayTests {
  private static let app = "kr.co.noodlehouse.table"

  private func calls(_ world: World, _ app: String, as person: String) throws -> [JSON] {
    let outcome = try world.madang(["merchant", "calls", app, "--as", person, "--json"])
    return try outcome.json()["calls"]?.array ?? []
  }

  private func replay(
    _ world: World, _ app: String, _ call: String, _ more: [String] = [], as person: String
  ) throws -> World.Outcome {
    try world.madang(
      ["merchant", "replay", call, "--app", app, "--as", person, "--json"] + more)
  }

  /// A whole lunch on the real program: every recorded call comes out the same, twice, and
  /// nobody owes or has more than before.
  @Test func everyCallOfALunchIsRepeatable() throws {
    try World.with { world in
      try world.publish("Manifests/noodle-house.json")
      let mina = try Caller(world, as: "mina")
      let code = try world.code(Self.app, place: "1")
      let page = try mina.call(
        "qr.scan", ["key": .string(Caller.newKey()), "payload": .string(code)])
      let session = try page.text(at: "page.session")
      func call(_ feature: String, _ arguments: JSONObject, rev: Int64? = nil) throws -> JSON {
        var params: JSONObject = [
          "session": .string(session), "feature": .string(feature),
          "key": .string(Caller.newKey()), "arguments": .object(arguments),
        ]
        params["seenRev"] = rev.map(JSON.integer)
        return try mina.call("session.call", params)
      }
      let rev = try call("cart.add", ["item": "cola"]).number(at: "rev")
      let bill = try call("order.place", [:], rev: rev).text(at: "sheet.bill.bill")
      let recorded = try calls(world, Self.app, as: "owner")
      let features = Set(recorded.compactMap { $0["feature"]?.string })
      #expect(features.isSuperset(of: ["menu.open", "cart.add", "order.place"]))
      for round in 1...2 {
        for one in recorded {
          let id = try one.text(at: "call")
          let report = try replay(world, Self.app, id, as: "owner").json()
          #expect(report["same"] == true, "\(round): \(report.text)")
        }
      }
      let bills = try mina.call("bill.list")["bills"]?.array
      #expect(bills?.count == 1 && bills?.first?["bill"] == .string(bill))
      #expect(try mina.call("session.list").at("sessions.0.rev") == .integer(rev + 1))
      // What is replayed is not recorded again.
      #expect(try calls(world, Self.app, as: "owner").count == recorded.count)
    }
  }

  /// Another version shows what it does otherwise, and where.
  @Test func anotherVersionShowsItsDifference() throws {
    try World.with { world in
      let manifest = try JSON.parse(
        Array(Data(contentsOf: URL(filePath: Built.repository + "/Manifests/noodle-house.json"))))
      try world.publish("Manifests/noodle-house.json")
      let mina = try Caller(world, as: "mina")
      let code = try world.code(Self.app, place: "1")
      _ = try mina.call("qr.scan", ["key": .string(Caller.newKey()), "payload": .string(code)])
      let dear = manifest.text.replacing("\"price\":2000", with: "\"price\":2500")
        .replacing("\"code\":1}", with: "\"code\":2}")
      #expect(dear != manifest.text)
      let folder = world.folder + "/dear"
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
      try Data(dear.utf8).write(to: URL(filePath: folder + "/manifest.json"))
      try FileManager.default.copyItem(
        atPath: Built.path("TableOrder"), toPath: folder + "/TableOrder")
      try world.publish(folder)
      let id = try #require(try calls(world, Self.app, as: "owner").first).text(at: "call")
      #expect(try replay(world, Self.app, id, as: "owner").json()["same"] == true)
      let outcome = try replay(world, Self.app, id, ["--version", "2"], as: "owner")
      let report = try outcome.json()
      #expect(outcome.exit == .exited(status: 1) && report["same"] == false)
      #expect(report["recordedVersion"] == 1 && report["version"] == 2)
      let pointers = (report["differences"]?.array ?? []).compactMap { $0["pointer"]?.string }
      #expect(!pointers.isEmpty && pointers.allSatisfy { $0.hasPrefix("/page/") })
      let none = try replay(world, Self.app, id, ["--version", "9"], as: "owner")
      #expect(String(decoding: none.output, as: UTF8.self).contains("app.version_unknown"))
    }
  }

  /// A crash is replayed as a crash, in a process of its own: the live program hears nothing of it.
  @Test func aCrashIsRepeatedBesideTheProgram() throws {
    try World.with { world in
      let shop = try HostileShop(world)
      let visit = try shop.visit(try Caller(world, as: "mina"))
      _ = try visit.answer("act", "crash")
      let recorded = try calls(world, shop.app, as: "villain")
      let id = try #require(
        recorded.first { $0["outcome"] == "program.crashed" }
      ).text(at: "call")
      // More often than would quarantine or disable it.
      for _ in 0..<6 {
        let report = try replay(world, shop.app, id, as: "villain").json()
        #expect(report["same"] == true && report["now"] == "program.crashed", "\(report.text)")
      }
      #expect(try visit.answer("act", "crash").at("error.code") == "program.crashed")
      try visit.call("look", "ok")
      let errors = try world.madang(
        ["merchant", "errors", shop.app, "--as", "villain", "--json"]
      ).json()
      #expect(errors.at("errors.0.count") == 2)
    }
  }

  /// Only so many calls and so many bytes of an app are kept, the latest first.
  @Test func recordingIsBounded() throws {
    try World.with { world in
      let small = try HostileShop(world, "small")
      let visit = try small.visit(try Caller(world, as: "mina"))
      for _ in 0..<205 { try visit.call("look", "ok") }
      #expect(try calls(world, small.app, as: "villain").count == 200)
      let large = try HostileShop(world, "large")
      let other = try large.visit(try Caller(world, as: "mina"))
      for _ in 0..<12 { try other.call("act", "stateWithin") }
      let kept = try calls(world, large.app, as: "villain")
      let bytes = try kept.reduce(0) { $0 + (try $1.number(at: "byteCount")) }
      #expect((2..<12).contains(kept.count) && bytes <= 4 << 20)
    }
  }

  @Test func onlyTheShopReplaysItsCalls() throws {
    try World.with { world in
      let shop = try HostileShop(world)
      let visit = try shop.visit(try Caller(world, as: "mina"))
      try visit.call("act", "keep")
      let id = try #require(try calls(world, shop.app, as: "villain").first).text(at: "call")
      let other = try HostileShop(world, "other", merchant: "rival")
      for (app, person, code) in [
        (shop.app, "mina", "auth.role"), (shop.app, "rival", "auth.role"),
        (other.app, "rival", "app.call_unknown"), ("no.such", "mina", "registry.app_unknown"),
      ] {
        let outcome = try replay(world, app, id, as: person)
        let text = String(decoding: outcome.output, as: UTF8.self)
        #expect(text.contains(code), "\(app) \(person): \(text)")
      }
    }
  }
}
