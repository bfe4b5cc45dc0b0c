import JSONRPC
import Testing
import Wire

/// Requests that are wrong, repeated or made by two at once.
@Suite struct RequestTests {
  private func topUp(_ caller: Caller, _ amount: Int64, key: String = Caller.newKey()) throws {
    try caller.call(
      "wallet.topup", ["key": .string(key), "amount": .integer(amount), "currency": "KRW"])
  }

  /// Method and parameters → the refusal's code; `$SESSION` is a session of the caller.
  static let wrong: [(method: String, params: JSONObject, code: String)] = [
    ("session.call", ["session": "$SESSION", "feature": "no.such"], "feature.unknown"),
    ("session.call", ["session": "$SESSION", "feature": ""], "feature.unknown"),
    ("session.call", ["session": "$SESSION", "feature": "order.paid"], "feature.not_allowed"),
    ("session.call", ["session": "$SESSION", "feature": "kitchen.board"], "feature.not_allowed"),
    ("session.call", ["session": "$SESSION", "feature": "menu.price"], "feature.not_allowed"),
    ("session.call", ["session": "s_nobody", "feature": "menu.open"], "session.unknown"),
    (
      "session.call",
      ["session": "$SESSION", "feature": "cart.add", "arguments": ["item": 7]], "feature.arguments"
    ),
    (
      "session.call", ["session": "$SESSION", "feature": "cart.add", "arguments": [:]],
      "feature.arguments"
    ),
    (
      "session.call",
      [
        "session": "$SESSION", "feature": "cart.add",
        "arguments": ["item": "cola", "quantity": 100],
      ],
      "feature.arguments"
    ),
    (
      "session.call",
      ["session": "$SESSION", "feature": "cart.add", "arguments": ["item": "gold"]],
      "program.failed"
    ),
    (
      "session.call",
      [
        "session": "$SESSION", "feature": "cart.note",
        "arguments": ["note": .string(String(repeating: "x", count: 70_000))],
      ], "feature.arguments"
    ),
    ("session.open", ["app": "no.such.app", "route": "door"], "registry.app_unknown"),
    ("session.open", ["app": "kr.co.noodlehouse.table", "route": "door"], "feature.unknown"),
    (
      "session.open",
      ["app": "kr.co.noodlehouse.table", "route": "table", "params": ["table": 13]],
      "request.invalid"
    ),
    ("bill.pay", ["bill": "b_nobody", "amount": 1], "bill.unknown"),
    ("bill.refund", ["bill": "b_nobody", "amount": 1, "reason": "r"], "bill.unknown"),
    ("bill.cancel", ["bill": "b_nobody"], "bill.unknown"),
    ("receipt.open", ["bill": "b_nobody", "action": "split"], "bill.unknown"),
    ("admin.clock", ["advance": "PT1S"], "auth.operator_only"),
    ("admin.stop", [:], "auth.operator_only"),
    ("shop.invite", ["merchant": "noodlehouse", "role": "kitchen"], "auth.role"),
  ]

  @Test func wrongRequestsAreRefusedAndChangeNothing() throws {
    try World.with { world in
      try world.publish("Manifests/noodle-house.json")
      let code = try world.code("kr.co.noodlehouse.table", place: "1")
      let mina = try Caller(world, as: "mina")
      let session = try mina.call(
        "qr.scan", ["key": .string(Caller.newKey()), "payload": .string(code)]
      ).text(at: "page.session")
      for row in Self.wrong {
        var params = row.params
        if params["session"] == "$SESSION" { params["session"] = .string(session) }
        if MethodList.named(row.method)?.isMutating == true || row.method == "session.call" {
          params["key"] = .string(Caller.newKey())
        }
        #expect(
          try mina.refusal(row.method, params) == row.code,
          "\(row.method) \(JSON.object(row.params).text.prefix(200))")
      }
      let page = try mina.call(
        "session.call", ["session": .string(session), "feature": "menu.open"])
      #expect(page["rev"] == 1)
    }
  }

  @Test func theSameKeyGivesTheSameAnswerOrARefusal() throws {
    try World.with { world in
      let mina = try Caller(world, as: "mina")
      let key = Caller.newKey()
      let params: JSONObject = ["key": .string(key), "amount": 1000, "currency": "KRW"]
      let first = try mina.call("wallet.topup", params)
      for _ in 0..<3 {
        let again = try mina.call("wallet.topup", params)
        #expect(again["replayed"] == true && again["transfer"] == first["transfer"])
      }
      #expect(
        try mina.refusal("wallet.topup", params.merging(["amount": 1001])) == "key.reused")
      let bill = try HostileShop(world).visit(mina).call("act", "lie").text(at: "sheet.bill.bill")
      let other = try mina.refusal(
        "bill.pay", ["key": .string(key), "bill": .string(bill), "amount": 9000])
      #expect(other == "key.reused")
      // Another person's key is another key.
      let joon = try Caller(world, as: "joon")
      #expect(try joon.call("wallet.topup", params)["replayed"] == nil)
      #expect(try mina.call("wallet.balance")["available"] == 1000)
      for bad in ["short", String(repeating: "k", count: 129), "with a space in it"] {
        let code = try mina.refusal("wallet.topup", params.merging(["key": .string(bad)]))
        #expect(code == "request.invalid" || code == "-32602", "\(bad): \(code)")
      }
    }
  }

  /// The same request twice at the same time runs once.
  @Test func theSameKeyAtOnceRunsOnce() throws {
    try World.with { world in
      let (one, two) = (try Caller(world, as: "mina"), try Caller(world, as: "mina"))
      for round in 1...20 {
        let params: JSONObject = [
          "key": .string(Caller.newKey()), "amount": 1000, "currency": "KRW",
        ]
        let requests = [
          try one.start("wallet.topup", params), try two.start("wallet.topup", params),
        ]
        let answers = [try one.wait(for: requests[0]), try two.wait(for: requests[1])]
        #expect(answers.count { $0["replayed"] == true } == 1)
        #expect(answers[0]["transfer"] == answers[1]["transfer"])
        #expect(try one.call("wallet.balance")["available"] == .integer(Int64(round) * 1000))
      }
    }
  }

  /// Two friends pay one bill at once: one pays, the other is told and keeps their money.
  @Test func twoFriendsPayOneBillAtOnce() throws {
    try World.with { world in
      try world.publish("Manifests/noodle-house.json")
      let code = try world.code("kr.co.noodlehouse.table", place: "2")
      let friends = [try Caller(world, as: "mina"), try Caller(world, as: "joon")]
      let boss = try Caller.asOperator(world)
      for friend in friends { try topUp(friend, 100_000) }
      for round in 1...10 {
        let bill = try order(friends, code)
        let requests = try friends.map { friend in
          try friend.start(
            "bill.pay",
            ["key": .string(Caller.newKey()), "bill": .string(bill), "amount": 2000])
        }
        var refusals: [String] = []
        for (friend, request) in zip(friends, requests) {
          do throws(RPCClient.Failure) { _ = try friend.wait(for: request) } catch {
            guard case .refused(let refusal) = error else { throw error }
            refusals.append(refusal.data?["code"]?.string ?? "")
            #expect(refusal.data?["moneyMoved"] == false)
          }
        }
        #expect(refusals == ["bill.already_paid"])
        let left = try friends.map { try $0.call("wallet.balance").number(at: "available") }
        #expect(left.reduce(0, +) == 200_000 - Int64(round) * 2000, "\(left)")
        _ = try boss.call("admin.clock", ["advance": "PT1S"])
      }
    }
  }

  /// Both sit at the table, the first orders a cola; the bill.
  private func order(_ friends: [Caller], _ code: String) throws -> String {
    var session = ""
    for friend in friends {
      session = try friend.call(
        "qr.scan", ["key": .string(Caller.newKey()), "payload": .string(code)]
      ).text(at: "page.session")
    }
    let page = try friends[0].call(
      "session.call",
      [
        "session": .string(session), "feature": "cart.add", "arguments": ["item": "cola"],
        "key": .string(Caller.newKey()),
      ])
    return try friends[0].call(
      "session.call",
      [
        "session": .string(session), "feature": "order.place",
        "seenRev": page["rev"] ?? .null, "key": .string(Caller.newKey()),
      ]
    ).text(at: "sheet.bill.bill")
  }
}
