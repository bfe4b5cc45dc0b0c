import Testing
import Wire

/// Any request may arrive twice (protocol.md, Keys): for every method that changes something.
@Suite struct IdempotencyTests {
  /// Members that are no part of a request's body: its key, and secrets.
  private static let uncounted: Set<String> = ["key", "pin", "newPin"]

  /// A request, who made it, and its first answer.
  private struct Row {
    let method: String
    let request: IdempotencyTable.Request
    let answer: JSON
  }

  @Test func everyMethodKeepsItsWordAlsoAfterARestart() throws {
    try World.with(options: ["--virtual-clock", "--test-tokens"]) { world in
      let table = try IdempotencyTable(world)
      var rows: [Row] = []
      for method in MethodList.all where method.isMutating {
        let request = try table.request(method)
        let answer = try request.caller.answer(method.name, request.params)
        guard Self.sticks(answer) else { continue }
        let row = Row(method: method.name, request: request, answer: answer)
        try Self.checkRepetition(of: row)
        try checkOtherBodies(of: row)
        rows.append(row)
      }
      let done = rows.filter { $0.answer["ok"] == true }.map(\.method)
      print("idempotency: \(rows.count) methods stuck, done: \(done.joined(separator: " "))")
      #expect(Set(done).isSuperset(of: IdempotencyTable.succeeding))
      world.kill()
      try world.start()
      for row in rows {
        try row.request.caller.reconnect()
        try Self.checkRepetition(of: row)
      }
    }
  }

  /// A publication that was refused, by its manifest or by what lies on the disk, is refused again
  /// under its key, also after a restart; a new key is a new publication.
  @Test func aRefusedPublicationSticksToItsKey() throws {
    try World.with(options: ["--virtual-clock", "--test-tokens"]) { world in
      let shop = try HostileShop(world)
      let owner = try Caller(world, as: "mina")
      let good = shop.publication(of: "second", merchant: "second")
      let bad: [(JSONObject, String)] = [
        (good.merging(["manifest": "{}"]), "registry.manifest_invalid"),
        (good.merging(["source": "/nowhere"]), "registry.program_missing"),
      ]
      for (params, code) in bad {
        let key: JSONObject = ["key": .string(Caller.newKey())]
        let first = try owner.answer("registry.publish", params.merging(key))
        #expect(first.at("error.code") == .string(code))
        for restarts in [false, true] {
          if restarts {
            world.kill()
            try world.start()
            try owner.reconnect()
          }
          let again = try owner.answer("registry.publish", params.merging(key))
          #expect(Self.plain(again).text == Self.plain(first).text)
          let other = try owner.answer("registry.publish", good.merging(key))
          #expect(other.at("error.code") == "key.reused")
        }
      }
      let key: JSONObject = ["key": .string(Caller.newKey())]
      let done = try owner.answer("registry.publish", good.merging(key))
      #expect(done["ok"] == true, "\(done.text)")
      let apps = try owner.call("registry.list")["apps"]?.array ?? []
      #expect(apps.filter { $0["app"] == "test.hostile.second" }.count == 1)
    }
  }

  /// A success, and a refusal of class 1: nothing else is remembered.
  private static func sticks(_ answer: JSON) -> Bool {
    answer["ok"] == true
      || (answer.at("error.class") == 1 && answer.at("error.code") != "key.reused")
  }

  /// The same answer to the byte, and a result says that it is a repetition.
  private static func checkRepetition(of row: Row) throws {
    let again = try row.request.caller.answer(row.method, row.request.params)
    #expect(plain(again).text == plain(row.answer).text, "\(row.method)")
    guard row.answer["ok"] == true else { return }
    #expect(again.at("result.replayed") == true, "\(row.method): \(again.text)")
  }

  /// Without what differs by design: the mark of a repetition and the name of the request.
  private static func plain(_ answer: JSON) -> JSON {
    let name = answer["ok"] == true ? "result" : "error"
    guard var object = answer.object, var inner = object[name]?.object else { return answer }
    inner["replayed"] = nil
    inner["trace"] = nil
    object[name] = .object(inner)
    return .object(object)
  }

  /// The key with another value of any member, and with another method.
  private func checkOtherBodies(of row: Row) throws {
    let key = row.request.params["key"] ?? .null
    for member in row.request.params.members where !Self.uncounted.contains(member.key) {
      guard let other = Self.other(member.value) else { continue }
      let params = row.request.params.merging(JSONObject([(member.key, other)]))
      let answer = try row.request.caller.answer(row.method, params)
      // What is malformed is told before anything is looked up.
      guard answer.at("error.code") != "request.invalid", answer.at("error.class") != 5 else {
        continue
      }
      #expect(
        answer.at("error.code") == "key.reused", "\(row.method) \(member.key): \(answer.text)")
    }
    for method in row.request.isOperator ? ["admin.token"] : ["wallet.topup", "wallet.transfer"]
    where method != row.method {
      var params: JSONObject = ["key": key]
      if !row.request.isOperator {
        params = ["key": key, "amount": 700, "currency": "KRW"]
        if method == "wallet.transfer" { params["to"] = .string(row.request.other) }
      }
      let answer = try row.request.caller.answer(method, params)
      guard answer.at("error.class") != 5 else { continue }
      #expect(
        answer.at("error.code") == "key.reused",
        "\(method) with the key of \(row.method): \(answer.text)")
    }
  }

  private static func other(_ value: JSON) -> JSON? {
    switch value {
    case .string(let text): .string(text + "x")
    case .integer(let number): .integer(number + 1)
    case .bool(let flag): .bool(!flag)
    default: nil
    }
  }

  /// While the first attempt runs, the second waits for it and gets its answer.
  @Test func theSecondWaitsForTheFirst() throws {
    try World.with { world in
      let shop = try HostileShop(world, "slow", callMilliseconds: 20_000)
      let first = try Caller(world, as: "mina")
      let second = try Caller(world, as: "mina")
      let params = try shop.visit(first).parameters("act", "slow")
      let requests = [
        (first, try first.start("session.call", params)),
        (second, try second.start("session.call", params)),
        (second, try second.start("session.call", params)),
      ]
      let answers = try requests.map { try $0.0.wait(for: $0.1) }
      #expect(answers.filter { $0["replayed"] == true }.count == 2)
      let plain = answers.map { Self.plain(["ok": true, "result": $0]).text }
      #expect(Set(plain).count == 1)
    }
  }
}
