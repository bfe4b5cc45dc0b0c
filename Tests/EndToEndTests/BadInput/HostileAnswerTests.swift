import Testing
import Wire

/// What a program answers is untrusted: pages and effects over their limits or outside their scopes
/// are refused whole, and nothing of them is kept.
@Suite struct HostileAnswerTests {
  /// Deed → the refusal's code, or nil where it is within the limits. Deeds of `page.c`.
  static let pages: [(deed: String, code: String?)] = [
    ("nodesAtLimit", nil), ("nodesOver", "program.page_invalid"),
    ("depthAtLimit", nil), ("depthOver", "program.page_invalid"),
    ("itemsAtLimit", nil), ("itemsOver", "program.page_invalid"),
    ("lettersAtLimit", nil), ("lettersOver", "program.page_invalid"),
    ("bytesWithin", nil), ("bytesOver", "program.page_invalid"),
    ("escapes", nil), ("unknownDisplay", nil),
    ("unknownInput", "program.page_invalid"), ("unknownMember", "program.page_invalid"),
    ("twoPrimaries", "program.page_invalid"), ("sameIdTwice", "program.page_invalid"),
    ("ownFacts", "program.page_invalid"), ("noPage", "program.page_invalid"),
  ]

  /// Deed → the refusal's code and, where the host's refusal of an effect is told, that code.
  /// Deeds of `effect.c`.
  static let effects: [(deed: String, code: String?, inner: String?)] = [
    ("keep", nil, nil), ("lie", nil, nil),
    ("stateWithin", nil, nil), ("stateOver", "program.result_invalid", nil),
    ("effectsAtLimit", nil, nil), ("effectsOver", "program.result_invalid", nil),
    ("negative", "program.result_invalid", nil), ("nothing", "program.result_invalid", nil),
    ("noLines", "program.result_invalid", nil), ("tooMany", "program.result_invalid", nil),
    ("overflow", "program.result_invalid", nil), ("beyond", "program.result_invalid", nil),
    ("fraction", "program.result_invalid", nil), ("euros", "program.result_invalid", nil),
    ("everybody", "program.result_invalid", nil), ("ownPayee", "program.result_invalid", nil),
    ("grant", "program.result_invalid", nil),
    ("sameKey", "program.effect_refused", "effect.invalid"),
    ("otherOwner", "program.effect_refused", "person.unknown"),
    ("refundNothing", "program.effect_refused", "bill.unknown"),
    ("halfGood", "program.effect_refused", "bill.unknown"),
    ("records", "program.effect_refused", "scope.missing"),
    ("inbox", "program.effect_refused", "scope.missing"),
    ("collect", "program.effect_refused", "scope.missing"),
    ("timer", "program.effect_refused", "feature.unknown"),
  ]

  @Test func pagesOverALimitAreRefusedAndPagesAtItAreShown() throws {
    try World.with { world in
      let visit = try HostileShop(world).visit(Caller(world, as: "mina"))
      for (deed, code) in Self.pages {
        for feature in ["look", "act"] {
          let answer = try visit.answer(feature, deed)
          #expect(answer.at("error.code")?.string == code, "\(deed): \(answer.text.prefix(600))")
          if code != nil { #expect(answer.at("error.moneyMoved") == false) }
        }
      }
    }
  }

  @Test func refusedEffectsLeaveNothing() throws {
    try World.with { world in
      let visit = try HostileShop(world).visit(Caller(world, as: "mina"))
      for (deed, code, inner) in Self.effects {
        let before = try visit.call("look", "ok").number(at: "rev")
        let bills = try visit.caller.call("bill.list")["bills"]?.array?.count ?? 0
        let answer = try visit.answer("act", deed)
        #expect(answer.at("error.code")?.string == code, "\(deed): \(answer.text.prefix(600))")
        #expect(answer.at("error.details.code")?.string == inner, "\(deed): \(answer.text)")
        guard code != nil else { continue }
        #expect(try visit.call("look", "ok").number(at: "rev") == before, "\(deed)")
        let after = try visit.caller.call("bill.list")["bills"]?.array?.count ?? 0
        #expect(after == bills, "\(deed) left a bill")
      }
    }
  }

  /// The program would take anything: the host checks for it.
  @Test func argumentsThatDoNotFitTheSchemaNeverReachTheProgram() throws {
    try World.with { world in
      let visit = try HostileShop(world).visit(try Caller(world, as: "mina"))
      for deed in ["", "no spaces", "keep1"] {
        let answer = try visit.answer("act", deed)
        #expect(try answer.text(at: "error.code") == "feature.arguments")
        #expect(try answer.text(at: "error.details.pointer") == "/deed")
      }
      try visit.call("act", "keep")
    }
  }

  @Test func aReadingFeatureMayNotWrite() throws {
    try World.with { world in
      let visit = try HostileShop(world).visit(Caller(world, as: "mina"))
      for deed in ["keep", "lie", "halfGood", "records"] {
        let answer = try visit.answer("look", deed)
        #expect(answer.at("error.code") == "program.query_changed", "\(deed): \(answer.text)")
      }
      #expect(try visit.caller.call("bill.list")["bills"] == [])
    }
  }

  @Test func terminalEscapesNeverReachATerminal() throws {
    try World.with { world in
      let shop = try HostileShop(world)
      let drive = try Drive(world)
      try drive.do(
        "open", ["app": .string(shop.app), "route": "door", "params": ["number": 1]])
      let visit = try shop.visit(Caller(world, as: "me"))
      let page = try visit.call("act", "escapes")["page"]
      let text = page?.text ?? ""
      for scalar in text.unicodeScalars {
        #expect(scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value), "\(text)")
      }
      for forbidden in ["\\u001b", "\u{202e}", "\u{200b}", "\u{2502}"] {
        #expect(!text.contains(forbidden), "\(forbidden) is in \(text)")
      }
      #expect(text.contains("safe"))
      try drive.finish()
    }
  }

  /// The page says 1, the bill says 9,000: the sheet shows the bill, and nothing else can be paid.
  @Test func aProgramThatLiesAboutTheAmountGainsNothing() throws {
    try World.with { world in
      let drive = try Drive(world)
      let shop = try HostileShop(world)
      try drive.do("topup", ["amount": 10_000])
      try drive.do(
        "open", ["app": .string(shop.app), "route": "door", "params": ["number": 1]])
      let sheet = try drive.do("tap", ["id": "buy"])
      #expect(sheet.at("sheet.bill.total.amount") == 9000)
      #expect(sheet.at("sheet.balanceAfter") == 1000)
      let low = try drive.answer(["do": "approve", "amount": 1])
      #expect(low.at("error.code") == "bill.amount_changed" && low.at("error.moneyMoved") == false)
      #expect(try drive.do("wallet").at("wallet.available") == 10_000)
      try drive.finish()
    }
  }
}
