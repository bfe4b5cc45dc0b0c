import CEndToEnd
import Glibc
import JSONRPC
import Loop
import TestSupport
import Wire

/// Lunches of several people while the daemon is killed again and again.
final class CrashRun {
  /// Lunches under way at once, each at tables of its own.
  static let slotCount = 4
  /// Tables each slot goes round.
  static let tablesPerSlot = 3
  /// Kills between two looks at everything.
  static let checkInterval = 25
  /// The longest time between a request and the kill, in nanoseconds; the shortest is 1 µs.
  static let longestDelayNanoseconds = 30_000_000.0

  private let world: World
  private var random: SplitMix
  private let boss: Caller
  private let owner: Caller
  private let diners: [Diner]
  private let load: WalletLoad
  private var codes: [String] = []
  private var lunches: [Lunch] = []
  private var lunchCount = 0
  private var ordersSeen: Set<String> = []
  private var kitchen = ""
  /// Kills so far.
  private(set) var kills = 0
  /// Kills by where they came: before an answer, after one, or while the daemon started.
  private(set) var tally: [String: Int] = [:]

  init(_ world: World, seed: UInt64) throws {
    self.world = world
    random = SplitMix(seed: seed)
    try world.publish("Manifests/noodle-house.json")
    boss = try Caller.asOperator(world)
    owner = try Caller(world, as: "owner")
    let boss = boss
    diners = try (0..<Self.slotCount).map { try Diner(world, "diner\($0)", boss: boss) }
    load = try WalletLoad(world, boss: boss)
    codes = try (owner.call("shop.codes", ["app": Self.app])["codes"]?.array ?? [])
      .map { try $0.text(at: "payload") }
    lunches = diners.indices.map { newLunch($0) }
  }

  private static let app: JSON = "kr.co.noodlehouse.table"

  private func newLunch(_ slot: Int) -> Lunch {
    lunchCount += 1
    let table = slot + Self.slotCount * (lunchCount % Self.tablesPerSlot)
    return Lunch(diners[slot], code: codes[table])
  }

  /// Payments between people that were made.
  var sentCount: Int { load.sentCount }

  /// Lunches that went all the way.
  var paidCount: Int { diners.reduce(0) { $0 + $1.paidBills.count } }

  // MARK: one kill

  /// Lets everybody take a step, kills the daemon somewhere in between, starts it again and checks
  /// what was acknowledged.
  func killOnce() throws {
    for lunch in lunches { try lunch.send(&random) }
    load.send(&random)
    let slot = Int.random(in: 0..<lunches.count, using: &random)
    if Int.random(in: 0..<4, using: &random) == 0 {
      guard try lunches[slot].collect() else { throw TestFault("the daemon ended by itself") }
      count("after an answer")
    } else {
      awaitAnswer(of: diners[slot].caller)
      count("before an answer")
    }
    world.kill()
    for lunch in lunches { _ = try lunch.collect() }
    try load.collect()
    try restart()
    try load.resume()
    for index in lunches.indices {
      try lunches[index].resume(&random)
      if lunches[index].isDone { lunches[index] = newLunch(index) }
    }
    if kills % Self.checkInterval == 0 { try checkEverything() }
  }

  private func count(_ place: String) {
    kills += 1
    tally[place, default: 0] += 1
  }

  /// Waits a random moment, evenly spread over magnitudes, or until the answer is there.
  private func awaitAnswer(of caller: Caller) {
    let exponent = Double.random(in: 0...1, using: &random)
    let nanoseconds = 1000 * pow(Self.longestDelayNanoseconds / 1000, exponent)
    e2e_await_readable(caller.descriptor, Int(nanoseconds))
  }

  /// Starts the daemon; now and then the first start is killed while it recovers.
  private func restart() throws {
    if Int.random(in: 0..<10, using: &random) == 0 {
      try world.startAndKill(afterNanoseconds: Int.random(in: 1000...60_000_000, using: &random))
      count("at the start")
    }
    try world.start()
    for caller in [boss, owner] + diners.map(\.caller) { try caller.reconnect() }
  }

  // MARK: everything

  /// The audit is clean, every wallet holds what was acknowledged and no more, each paid bill is
  /// paid once, and the kitchen has exactly one order for each.
  func checkEverything() throws {
    _ = try boss.call("admin.clock", ["advance": "PT1S"])
    let audit = try boss.call("admin.audit")
    guard audit["ok"] == true else { throw TestFault("the audit: \(audit.text)") }
    for diner in diners {
      let wallet = try diner.caller.call("wallet.balance")
      guard try wallet.number(at: "available") == diner.funds, wallet["held"] == 0 else {
        throw TestFault("\(diner.name) should have \(diner.funds): \(wallet.text)")
      }
      let paid = try paidBills(of: diner)
      guard paid.sorted() == diner.paidBills.sorted() else {
        throw TestFault("\(diner.name) paid \(paid), acknowledged \(diner.paidBills)")
      }
    }
    try load.checkBalances()
    try clearKitchen()
    guard ordersSeen.count == paidCount else {
      throw TestFault("\(paidCount) bills are paid, the kitchen had \(ordersSeen.count) orders")
    }
  }

  /// Bills in the history of a wallet, one for each payment.
  private func paidBills(of diner: Diner) throws -> [String] {
    var bills: [String] = []
    var cursor: JSON?
    repeat {
      var params: JSONObject = ["limit": 100]
      params["cursor"] = cursor
      let page = try diner.caller.call("wallet.history", params)
      for entry in page["entries"]?.array ?? [] where entry["kind"] == "pay" {
        bills.append(try entry.text(at: "bill"))
      }
      cursor = page["next"]
    } while cursor != nil && cursor != .null
    return bills
  }

  /// The kitchen says "ready" to everything on its board until the board is empty.
  private func clearKitchen() throws {
    let board = try owner.call(
      "shop.open",
      ["key": .string(random.key()), "app": Self.app, "feature": "kitchen.board"])
    let session = try board.text(at: "session")
    var page = board
    while case let orders = Self.orders(in: page), !orders.isEmpty {
      for order in orders {
        guard ordersSeen.insert(order).inserted else {
          throw TestFault("order \(order) came to the kitchen twice")
        }
        _ = try owner.call(
          "session.call",
          [
            "key": .string(random.key()), "session": .string(session), "feature": "order.ready",
            "arguments": ["order": .string(order)],
          ])
      }
      page = try owner.call(
        "session.call", ["session": .string(session), "feature": "kitchen.board"])
    }
  }

  /// The orders whose "Accept" stands on the kitchen's board.
  private static func orders(in json: JSON) -> [String] {
    if json["type"] == "button", let order = json.at("action.arguments.order")?.string {
      return [order]
    }
    let inner = json.array ?? json.object?.members.map(\.value) ?? []
    return inner.flatMap { orders(in: $0) }
  }
}
