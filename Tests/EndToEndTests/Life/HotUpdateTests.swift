import Foundation
import JSONRPC
import Loop
import TestSupport
import Testing
import Wire

/// Versions are published under people's hands: every table calls all the time, and nobody notices.
@Suite struct HotUpdateTests {
  private static let app = "kr.co.noodlehouse.table"
  /// Tables that call all the time, and versions published meanwhile.
  private static var tables: Int { TestRun.isFull ? 12 : 8 }
  private static var versions: Int64 { TestRun.isFull ? 12 : 3 }

  /// One table: somebody who adds to their cart again and again.
  private final class Table {
    let caller: Caller
    let session: String
    let version: Int64
    /// Changes of the cart, and the session's revision before the first.
    var changes: Int64 = 0
    let firstRevision: Int64
    var underWay: (id: RequestID, began: MonotonicTime)?

    init(_ caller: Caller, _ opened: JSON, version: Int64) throws {
      self.caller = caller
      self.version = version
      session = try opened.text(at: "session")
      firstRevision = try opened.number(at: "rev")
    }

    /// How many are in the cart after so many changes.
    var quantity: Int64 { (changes - 1) % 99 + 1 }

    /// The next change: the first puts a dish into the cart, each other one sets its number.
    func nextCall() -> JSONObject {
      changes += 1
      let isFirst = changes == 1
      return [
        "session": .string(session), "feature": isFirst ? "cart.add" : "cart.change",
        "arguments": isFirst
          ? ["item": "cola"] : ["line": "1", "quantity": .integer(quantity)],
        "key": .string(Caller.newKey()),
      ]
    }
  }

  /// All tables and what became of their calls.
  private final class Crowd {
    var tables: [Table] = []
    var milliseconds: [Int64] = []
    var failures: [String] = []

    /// One call at every table, all under way together.
    func round() throws {
      for table in tables {
        table.underWay = (try table.caller.start("session.call", table.nextCall()), .now)
      }
      for table in tables {
        guard let (id, began) = table.underWay else { continue }
        do throws(RPCClient.Failure) {
          _ = try table.caller.wait(for: id)
        } catch { failures.append("\(error)") }
        milliseconds.append(MonotonicTime.now - began)
      }
    }

    func percentile(_ part: Double) -> Int64 {
      let sorted = milliseconds.sorted()
      return sorted[min(sorted.count - 1, Int(Double(sorted.count) * part))]
    }
  }

  @Test func nobodyNoticesThatVersionsArePublished() throws {
    try World.with { world in
      try world.publish(try folder(of: 1, world))
      let crowd = Crowd()
      for table in 1...Self.tables { try seat(table, version: 1, world, crowd) }
      let began = MonotonicTime.now
      for version in 2...(Self.versions + 1) {
        let folder = try folder(of: version, world)
        let publishing = try world.process(
          "madang",
          ["merchant", "publish", folder, "--as", "owner", "--json", "--home", world.home])
        publishing.closeInput()
        // As many rounds as publishing takes, and one after it.
        while !Child.isReadable(publishing.output, milliseconds: 0) { try crowd.round() }
        let said = String(decoding: try publishing.rest(), as: UTF8.self)
        #expect(try publishing.waitForExit() == .exited(status: 0), "\(said)")
        try seat(Self.tables + Int(version), version: version, world, crowd)
        try crowd.round()
      }
      let seconds = max(1, (MonotonicTime.now - began) / 1000)
      #expect(crowd.failures.isEmpty, "\(crowd.failures.prefix(5))")
      try checkVersions(world, crowd)
      for table in crowd.tables { try checkCart(table) }
      let count = crowd.milliseconds.count
      print(
        "hot update: \(Self.versions) versions, \(crowd.tables.count) tables, \(count) calls"
          + " (\(Int64(count) / seconds)/s), 0 failed, 0 carts lost;"
          + " p50 \(crowd.percentile(0.5)) ms, p99 \(crowd.percentile(0.99)) ms,"
          + " max \(crowd.milliseconds.max() ?? 0) ms (debug build)")
    }
  }

  private func seat(_ number: Int, version: Int64, _ world: World, _ crowd: Crowd) throws {
    let caller = try Caller(world, as: "guest\(number)")
    let opened = try caller.call(
      "session.open",
      [
        "key": .string(Caller.newKey()), "app": .string(Self.app), "route": "table",
        "params": ["table": .integer(Int64(number))],
      ])
    crowd.tables.append(try Table(caller, opened, version: version))
  }

  /// A folder with the program and the manifest of a version; its name for people differs too.
  private func folder(of version: Int64, _ world: World) throws -> String {
    let path = Built.repository + "/Manifests/noodle-house.json"
    let read = try JSON.parse(Array(Data(contentsOf: URL(filePath: path))))
    let wide = read.text.replacing(#""maximum":12}"#, with: #""maximum":99}"#)
    var manifest = try JSON.parse(Array(wide.utf8)).object ?? [:]
    manifest["version"] = ["name": .string("\(version).0.0"), "code": .integer(version)]
    let folder = world.folder + "/version\(version)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(JSON.object(manifest).bytes).write(to: URL(filePath: folder + "/manifest.json"))
    try FileManager.default.copyItem(
      atPath: Built.path("TableOrder"), toPath: folder + "/TableOrder")
    return folder
  }

  /// Every table has been on the version it sat down at, side by side with all the others.
  private func checkVersions(_ world: World, _ crowd: Crowd) throws {
    let running = try world.run("madangd", ["status", "--home", world.home, "--json"]).json()
    #expect(try running.number(at: "processes") >= Int64(2))
    let calls = try world.madang(
      ["merchant", "calls", Self.app, "--as", "owner", "--json"]
    ).json()
    let last = (calls["calls"]?.array ?? []).prefix(crowd.tables.count)
    let versions = last.compactMap { $0["version"]?.integer }.sorted()
    #expect(versions == crowd.tables.map(\.version).sorted())
  }

  private func checkCart(_ table: Table) throws {
    let page = try table.caller.call(
      "session.call", ["session": .string(table.session), "feature": "menu.open"])
    let line: JSON = ["id": "line-1", "quantity": .integer(table.quantity)]
    #expect(Match.count(line, in: page) == 1, "\(table.quantity): \(page.text)")
    // Every change was applied once and none was lost.
    #expect(try page.number(at: "rev") == table.firstRevision + table.changes)
  }

  /// Sessions that a version takes over go on with the state it made of theirs; a version that
  /// fails at it leaves them where they are.
  @Test(arguments: [("keep", Int64(2)), ("crash", 1), ("stateOver", 1), ("lie", 1)])
  func sessionsAreTakenOverWhereDeclared(deed: String, version: Int64) throws {
    try World.with { world in
      let (shop, mina) = (try HostileShop(world), try Caller(world, as: "mina"))
      let visit = try shop.visit(mina)
      try visit.call("act", "keep")
      try shop.publish(
        world, version: 2,
        [
          "update": ["from": 1, "feature": "paid"],
          "config": ["whenPaid": .string(deed)],
        ])
      // The call itself goes well either way; once is enough for taking over.
      try visit.call("look", "ok")
      try visit.call("act", "keep")
      let calls =
        try world.madang(
          ["merchant", "calls", shop.app, "--as", "villain", "--json"]
        ).json()["calls"]?.array ?? []
      #expect(calls.first?["feature"] == "act" && calls.first?["version"] == .integer(version))
      #expect(calls.filter { $0["feature"] == "paid" }.count == 1)
      let errors =
        try world.madang(
          ["merchant", "errors", shop.app, "--as", "villain", "--json"]
        ).json()["errors"]?.array ?? []
      #expect(errors.isEmpty == (version == 2))
      #expect(errors.allSatisfy { $0["version"] == 2 && $0["feature"] == "paid" })
      let metrics = try world.run("madangd", ["metrics", "--home", world.home])
      let text = String(decoding: metrics.output, as: UTF8.self)
      #expect(text.contains("madang_sessions_updated_total \(version - 1)\n"))
    }
  }
}
