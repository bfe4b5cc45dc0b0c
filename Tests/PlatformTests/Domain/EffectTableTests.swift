import Testing
import Wire

@testable import Platform

/// Every effect there is, with its scope and without.
@Suite struct EffectTableTests {
  private static func manifest(scopes: [String]) -> String {
    let declared = scopes.map { "{\"name\": \"\($0)\", \"reason\": \"r\"}" }
    let wallet = scopes.filter { $0.hasPrefix("wallet.") }.map { "\"\($0)\"" }
    return """
      {"manifest": 1, "app_id": "test.effects.app", "name": "Effects",
       "version": {"name": "1.0", "code": 1}, "merchant": "effects",
       "program": {"name": "Test"},
       "features": [{"name": "open", "query": true},
         {"name": "change", "scopes": [\(wallet.joined(separator: ", "))]},
         {"name": "tick", "visibility": "system"}],
       "routes": [{"code": "table", "feature": "open",
         "params": {"table": {"type": "integer", "minimum": 1, "maximum": 3}}}],
       "scopes": {"required": [\(declared.joined(separator: ", "))]},
       "events": {"publishes": ["news"]}, "gate": {"maximumFare": 1000}}
      """
  }

  /// What each effect comes to in a fresh session: done, or the refusal of its own check.
  private static let table: [(wire: JSON, scope: String?, expected: String)] = [
    (["effect": "put", "collection": "c", "key": "k", "value": 1], "records", "ok"),
    (["effect": "delete", "collection": "c", "key": "k"], "records", "ok"),
    (
      [
        "effect": "bill", "key": "b",
        "lines": [["id": "l", "title": "L", "quantity": 1, "unitAmount": 10]],
      ], "wallet.bill", "ok"
    ),
    (["effect": "refund", "key": "b", "reason": "r"], "wallet.bill", "bill.unknown"),
    (["effect": "cancel", "key": "b"], "wallet.bill", "bill.unknown"),
    (["effect": "capture", "key": "b"], "wallet.bill", "bill.unknown"),
    (["effect": "release", "key": "b"], "wallet.bill", "bill.unknown"),
    (
      [
        "effect": "mandate", "key": "m", "title": "M",
        "terms": [
          "maxPerCharge": 10, "maxPerPeriod": 10, "total": 100, "currency": "KRW",
          "unit": "month",
        ],
      ], "wallet.mandate", "ok"
    ),
    (
      ["effect": "charge", "mandate": "m", "key": "c", "amount": 10], "wallet.mandate",
      "mandate.unknown"
    ),
    (
      ["effect": "collect", "receipt": "b", "shares": [["person": "u_x", "amount": 1]]],
      "wallet.collect", "bill.unknown"
    ),
    (
      [
        "effect": "escrow", "do": "post", "key": "i", "title": "I", "price": 1_000, "quantity": 1,
      ], "wallet.escrow", "trade.party_tier"
    ),
    (
      ["effect": "escrow", "do": "open", "key": "d", "item": "i", "quantity": 1], "wallet.escrow",
      "trade.item_unknown"
    ),
    (
      ["effect": "escrow", "do": "ship", "key": "d", "carrier": "C", "tracking": "1"],
      "wallet.escrow", "trade.unknown"
    ),
    (["effect": "escrow", "do": "deliver", "key": "d"], "wallet.escrow", "trade.unknown"),
    (["effect": "escrow", "do": "confirm", "key": "d"], "wallet.escrow", "trade.unknown"),
    (
      ["effect": "escrow", "do": "reject", "key": "d", "reason": "r"], "wallet.escrow",
      "trade.unknown"
    ),
    (
      ["effect": "escrow", "do": "cancel", "key": "d", "reason": "r"], "wallet.escrow",
      "trade.unknown"
    ),
    (
      ["effect": "escrow", "do": "dispute", "key": "d", "reason": "r"], "wallet.escrow",
      "trade.unknown"
    ),
    (
      ["effect": "fare", "pass": "gp_x", "key": "f", "amount": 1, "title": "F"], "wallet.gate",
      "gate.fare_invalid"
    ),
    (["effect": "stock", "item": "i", "quantity": 2], "stock", "ok"),
    (
      ["effect": "reserve", "key": "r", "item": "i", "quantity": 1, "seconds": 60], "stock",
      "stock.item_unknown"
    ),
    (["effect": "unreserve", "key": "r", "used": false], "stock", "stock.reservation_unknown"),
    (["effect": "publish", "topic": "news", "version": 1, "snapshot": 1], "events:publish", "ok"),
    (
      [
        "effect": "notify", "person": "@mina", "template": "order.ready", "key": "n",
        "values": ["order": "1"],
      ], "inbox", "ok"
    ),
    (["effect": "timer", "key": "t", "afterSeconds": 1, "feature": "tick"], "timers", "ok"),
    (["effect": "timer", "key": "t", "at": 1, "feature": "tick"], "timers", "ok"),
    (["effect": "cancelTimer", "key": "t"], "timers", "ok"),
    (
      ["effect": "code", "key": "c", "feature": "change", "ttlSeconds": 60, "uses": "single"],
      "qr", "ok"
    ),
    (["effect": "post", "key": "p", "text": "hello"], "benefits", "ok"),
    (
      ["effect": "grant", "person": "@mina", "kind": "coupon", "key": "g", "title": "G"],
      "benefits", "ok"
    ),
    (["effect": "end"], nil, "ok"),
  ]

  private func run(_ wire: JSON, scopes: [String]) throws -> String {
    let world = try DomainWorld()
    try world.publish(manifest: Self.manifest(scopes: scopes))
    let code = try world.tableCode(1, app: "test.effects.app")
    let session = try #require(
      try world.commit(try world.scan("mina", code), page: Page(title: "t"))
    ).session
    let mina = world.platform.pairwise(
      try world.person("mina").person, MerchantID("effects"))
    var object = try #require(wire.object)
    if object["person"] == "@mina" { object["person"] = .string(mina.text) }
    let effects = try Effect.read([.object(object)])
    #expect(effects.map(\.json).count == 1)
    return verdict {
      try world.commit(try world.call("mina", session, "change"), effects: effects)
    }
  }

  @Test(arguments: table.indices) func withItsScopeAndWithout(row: Int) throws {
    let (wire, scope, expected) = Self.table[row]
    let all = Array(Effect.scopes.keys)
    let found = try run(wire, scopes: all)
    #expect(found == (expected == "ok" ? "ok" : "conflict \(expected)"), "\(wire.text)")
    let without = try run(wire, scopes: all.filter { $0 != scope })
    #expect(without == (scope == nil ? found : "conflict scope.missing"), "\(wire.text)")
  }

  /// Each effect that travels is in the table, and none needs a scope that nobody can declare.
  @Test func theTableIsWhole() throws {
    let tried = Set(Self.table.compactMap { $0.wire["effect"]?.string })
    #expect(tried == Set(Effect.names))
    #expect(Set(Self.table.compactMap(\.scope)) == Set(Effect.scopes.keys))
    let steps = Self.table.compactMap { $0.wire["do"]?.string }.joined(separator: ", ")
    #expect(steps == "post, open, ship, deliver, confirm, reject, cancel, dispute")
  }

  @Test(arguments: [
    (CallResult.effectLimit, "ok"), (CallResult.effectLimit + 1, "value.count"),
  ]) func soManyEffectsACall(count: Int, expected: String) {
    let found = verdictOfReading(
      (0..<count).map { ["effect": "delete", "collection": "c", "key": .string("k\($0)")] })
    #expect(found == expected)
  }

  @Test(arguments: [
    (PublishEffect.snapshotByteLimit, "ok"), (PublishEffect.snapshotByteLimit + 1, "value.length"),
  ]) func aSnapshotHasItsSize(bytes: Int, expected: String) {
    let text = String(repeating: "x", count: bytes - 2)
    #expect(
      verdictOfReading([
        ["effect": "publish", "topic": "t", "version": 1, "snapshot": .string(text)]
      ]) == expected)
  }

  @Test(
    arguments: [
      (
        [
          "effect": "grant", "person": "u", "kind": "stamp", "key": "k", "title": "t", "count": 100,
        ], "ok"
      ),
      (
        [
          "effect": "grant", "person": "u", "kind": "stamp", "key": "k", "title": "t", "count": 101,
        ], "value.range"
      ),
      (
        ["effect": "grant", "person": "u", "kind": "card", "key": "k", "title": "t", "count": 2],
        "value.range"
      ),
      (
        ["effect": "grant", "person": "u", "kind": "money", "key": "k", "title": "t"], "value.word"
      ),
      (["effect": "post", "key": "k", "text": "t", "followers": 1], "member.unknown"),
      (["effect": "pay", "key": "k"], "effect.unknown"),
    ] as [(JSON, String)]) func effectsAreReadStrictly(wire: JSON, expected: String)
  {
    #expect(verdictOfReading([wire]) == expected)
  }

  private func verdictOfReading(_ effects: [JSON]) -> String {
    do throws(DocumentIssue) {
      _ = try Effect.read(effects)
      return "ok"
    } catch { return error.code }
  }
}
