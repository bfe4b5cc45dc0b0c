import Testing
import Wire

/// Programs that die, fall silent or shout in the middle of an order: the caller is told within the
/// deadline, nothing is changed, no money moves, and everybody else goes on.
@Suite struct HostileProcessTests {
  /// Deed of `stream.c` → the codes one of which the caller hears; empty where the call goes well.
  static let deeds: [(deed: String, codes: Set<String>)] = [
    ("crash", ["program.crashed"]), ("leave", ["program.crashed"]),
    ("half", ["program.crashed", "program.garbage"]),
    ("silent", ["program.deadline"]), ("hang", ["program.deadline"]),
    ("spin", ["program.deadline", "program.crashed"]),
    ("garbage", ["program.garbage"]), ("notText", ["program.garbage"]),
    ("longLine", ["program.garbage"]), ("deep", ["program.garbage"]),
    ("sameMemberTwice", ["program.garbage"]), ("both", ["program.garbage"]),
    ("flood", ["program.deadline", "program.crashed", "program.garbage"]),
    // Whoever shouts on stderr is read slowly, and may not be done in time.
    ("floodErrors", ["", "program.deadline"]), ("stranger", [""]), ("twice", [""]),
    ("failure", ["program.failed", "feature.arguments", "program.garbage"]),
    ("refusal", ["program.failed"]),
    ("askForEver", ["program.garbage", "program.result_invalid", "program.failed"]),
    ("askUnknown", ["program.garbage", "program.result_invalid", "program.failed"]),
    ("askSecret", ["question.secret"]),
  ]

  /// Each deed in an app of its own, so that one app's quarantine is not another's.
  @Test(arguments: deeds)
  func inTheMiddleOfAnOrder(deed: String, codes: Set<String>) throws {
    try World.with { world in
      let other = try HostileShop(world, "other").visit(Caller(world, as: "joon"))
      let mina = try Caller(world, as: "mina")
      try mina.call(
        "wallet.topup", ["key": .string(Caller.newKey()), "amount": 20_000, "currency": "KRW"])
      let visit = try HostileShop(world, deed, callMilliseconds: 1000).visit(mina)
      let bill = try visit.call("act", "lie").text(at: "sheet.bill.bill")
      let revision = try visit.call("look", "ok").number(at: "rev")
      let answer = try visit.answer("act", deed)
      let code = answer.at("error.code")?.string ?? ""
      #expect(codes.contains(code), "\(answer.text.prefix(900))")
      #expect(!answer.text.contains("\\u001b"), "\(answer.text.prefix(900))")
      if !code.isEmpty { #expect(answer.at("error.moneyMoved") == false) }
      // Others, and this very table, go on; the bill of before is paid as ever.
      try other.call("look", "ok")
      #expect(try mina.call("wallet.balance")["available"] == 20_000)
      let after = try visit.call("look", "ok").number(at: "rev")
      #expect(after == revision + (deed == "twice" ? 1 : 0))
      try pay(bill, mina)
    }
  }

  private func pay(_ bill: String, _ caller: Caller) throws {
    let paid = try caller.call(
      "bill.pay",
      ["key": .string(Caller.newKey()), "bill": .string(bill), "amount": 9000])
    #expect(paid.at("bill.status") == "paid" && paid["balance"] == 11_000)
  }

  /// A second answer to the same call belongs to nothing: only the first bill exists.
  @Test func theSecondAnswerCountsForNothing() throws {
    try World.with { world in
      let visit = try HostileShop(world).visit(Caller(world, as: "mina"))
      let first = try visit.call("act", "twice")
      #expect(first.at("sheet.bill.total.amount") == 1000)
      try visit.call("look", "ok")
      let bills = try visit.caller.call("bill.list")["bills"]
      #expect(bills?.array?.count == 1 && bills?.at("0.total.amount") == 1000)
    }
  }

  /// The poisonous call disables itself and nothing else; the program is up again for the others.
  @Test func aPoisonousCallDisablesOnlyItself() throws {
    try World.with { world in
      let visit = try HostileShop(world).visit(Caller(world, as: "mina"))
      for code in ["program.crashed", "program.crashed", "program.crashed", "program.disabled"] {
        #expect(try visit.answer("act", "crash").at("error.code")?.string == code)
        try visit.call("look", "ok")
      }
    }
  }

  /// Five different crashes put the app in quarantine: it is not started any more, other apps are.
  @Test func fiveDifferentCrashesQuarantineTheApp() throws {
    try World.with { world in
      let mina = try Caller(world, as: "mina")
      let visit = try HostileShop(world).visit(mina)
      let other = try HostileShop(world, "other").visit(mina)
      for deed in ["crash", "half", "garbage", "notText", "deep"] {
        #expect(try visit.answer("act", deed).at("error.class") == 3, "\(deed)")
      }
      #expect(try visit.answer("look", "ok").at("error.code") == "program.unavailable")
      try other.call("act", "keep")
    }
  }
}
