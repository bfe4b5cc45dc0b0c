import JSONRPC
import Testing
import Wire

@testable import madang

/// The one engine of all modes against a scripted daemon.
@Suite struct EngineTests {
  /// The main job: one person, one dish.
  @Test func oneDishTakesThreeKeysAndNoQuestion() throws {
    let daemon = ScriptedDaemon()
    let engine = makeEngine(daemon)
    _ = try engine.open(code: tableCode)
    #expect(engine.counters == Counters(keys: 0, questions: 0))
    try engine.tap("bibim")
    try engine.tap("order")
    guard case .sheet(let request) = engine.place else {
      Issue.record("no sheet")
      return
    }
    #expect(request.sheet.bill.total.amount == 7_000)
    #expect(request.sheet.balanceAfter == 23_000)
    try engine.approve()
    guard case .receipt(let receipt) = engine.place else {
      Issue.record("no receipt")
      return
    }
    #expect(receipt.balance == 23_000)
    #expect(engine.counters == Counters(keys: 3, questions: 0))
    #expect(daemon.count("bill.pay") == 1)
  }

  @Test func counterStartsAnewWithEachScan() throws {
    let engine = makeEngine(ScriptedDaemon())
    _ = try engine.open(code: tableCode)
    try engine.tap("bibim")
    _ = try engine.open(code: tableCode)
    #expect(engine.counters.keys == 0)
  }

  @Test func backNeverLosesACart() throws {
    let daemon = ScriptedDaemon()
    let engine = makeEngine(daemon)
    _ = try engine.open(code: tableCode)
    try engine.tap("bibim")
    try engine.tap("note")
    try engine.back()
    #expect(engine.screen.choice("order") != nil)
    try engine.back()
    guard case .home = engine.place else {
      Issue.record("not at home")
      return
    }
    _ = try engine.open(code: tableCode)
    #expect(engine.screen.choice("order") != nil)
    #expect(daemon.cart == ["bibim"])
  }

  @Test func addingTwiceLeavesOnePageToGoBackFrom() throws {
    let engine = makeEngine(ScriptedDaemon())
    _ = try engine.open(code: tableCode)
    for _ in 0..<3 { try engine.tap("bibim") }
    try engine.back()
    guard case .home = engine.place else {
      Issue.record("not at home")
      return
    }
  }

  @Test func typedTextSurvivesARefresh() throws {
    let daemon = ScriptedDaemon()
    daemon.page = notePage(value: "")
    let engine = makeEngine(daemon)
    _ = try engine.open(code: tableCode)
    try engine.fill("note", "less hot")
    try engine.refresh()
    guard case .visit(let visit) = engine.place else {
      Issue.record("no visit")
      return
    }
    #expect(visit.typed["note"] == .text("less hot"))
    daemon.page = notePage(value: "from the shop")
    try engine.refresh()
    guard case .visit(let changed) = engine.place else {
      Issue.record("no visit")
      return
    }
    #expect(changed.typed["note"] == .text("from the shop"))
  }

  private func notePage(value: String) -> JSON {
    [
      "title": "Note", "refresh": ["call": "menu.open"],
      "body": [["type": "textInput", "id": "note", "label": "Note", "value": .string(value)]],
    ]
  }

  @Test func fillingCostsItsCharactersAndTheWayInAndOut() throws {
    let daemon = ScriptedDaemon()
    daemon.page = notePage(value: "")
    let engine = makeEngine(daemon)
    _ = try engine.open(code: tableCode)
    try engine.fill("note", "hot")
    #expect(engine.counters.keys == 5)
  }

  @Test func aRequiredInputIsAQuestionOnceAndIsWaitedIn() throws {
    let daemon = ScriptedDaemon()
    daemon.page = [
      "title": "Form", "refresh": ["call": "menu.open"],
      "body": [
        ["type": "textInput", "id": "name", "label": "Name", "required": true],
        ["type": "textInput", "id": "note", "label": "Note"],
        [
          "type": "button", "id": "go", "label": "Go", "style": "primary",
          "action": ["call": "menu.open"],
        ],
      ],
    ]
    let engine = makeEngine(daemon)
    _ = try engine.open(code: tableCode)
    try engine.refresh()
    #expect(engine.counters.questions == 1)
    #expect(engine.screen.field == "name")
    expectFailure("shell.input_required") { () throws(ShellFailure) in try engine.tap("go") }
    try engine.fill("name", "mi")
    #expect(engine.counters.keys == 1 + 3)
    try engine.tap("go")
    #expect(daemon.params("session.call").last?["arguments"]?["name"] == "mi")
  }

  @Test func aWayBackNeedsNothingFilledIn() throws {
    let daemon = ScriptedDaemon()
    daemon.page = [
      "title": "Dish", "refresh": ["call": "menu.open"],
      "body": [
        ["type": "textInput", "id": "name", "label": "Name", "required": true],
        [
          "type": "button", "id": "go", "label": "Go", "style": "primary",
          "action": ["call": "cart.add"],
        ],
        ["type": "button", "id": "menu", "label": "Menu", "action": ["call": "menu.open"]],
      ],
    ]
    let engine = makeEngine(daemon)
    _ = try engine.open(code: tableCode)
    expectFailure("shell.input_required") { () throws(ShellFailure) in try engine.tap("go") }
    try engine.tap("menu")
    #expect(daemon.count("session.call") == 1)
  }

  @Test func aVisitOfAnEarlierRunGoesOn() throws {
    let daemon = ScriptedDaemon()
    daemon.sessions = [
      [
        "session": "s_1", "app": "kr.co.noodlehouse.table", "name": "Noodle House", "rev": 1,
        "people": 1,
      ]
    ]
    let engine = makeEngine(daemon)
    try engine.goHome()
    expectFailure("session.unknown") { () throws(ShellFailure) in try engine.tap("visit:s_1") }
    engine.memory.note(PageAction("menu.open"), rev: 1, of: SessionID("s_1"))
    try engine.tap("visit:s_1")
    #expect(engine.screen.choice("bibim") != nil)
  }

  @Test func theSplitIsTheKeysAPersonPresses() throws {
    let daemon = ScriptedDaemon()
    let engine = makeEngine(daemon)
    try orderOne(engine)
    try engine.approve()
    for (way, feature) in [(SplitSteps.Way.equal, nil), (.byItem, "split.items")] {
      try engine.open(receipt: BillID("b_1"), action: "split")
      try SplitSteps.run(way, engine)
      let calls = daemon.params("session.call").map { $0["feature"]?.string ?? "" }
      #expect(calls.last == "split.ask")
      if let feature { #expect(calls.contains(feature)) }
    }
    try engine.open(receipt: BillID("b_1"), action: "split")
    try SplitSteps.run(.custom(["2": 3_000]), engine)
    #expect(daemon.params("session.call").last?["arguments"]?["share-2"] == 3_000)
  }

  @Test func declineMakesNoCall() throws {
    let daemon = ScriptedDaemon()
    let engine = makeEngine(daemon)
    try orderOne(engine)
    try engine.decline()
    #expect(daemon.count("bill.pay") == 0)
    #expect(engine.screen.choice("order") != nil)
    #expect(engine.counters.keys == 3)
  }

  @Test func aStaleOrderIsShownAnewAndCanBeConfirmed() throws {
    let daemon = ScriptedDaemon()
    let engine = makeEngine(daemon)
    _ = try engine.open(code: tableCode)
    try engine.tap("bibim")
    daemon.cart.append("janchi")
    daemon.rev += 1
    expectFailure("session.stale") { () throws(ShellFailure) in try engine.tap("order") }
    try engine.tap("order")
    guard case .sheet(let request) = engine.place else {
      Issue.record("no sheet")
      return
    }
    #expect(request.sheet.bill.total.amount == 13_500)
  }

  @Test func aChangedAmountIsShownBeforeItCanBePaid() throws {
    let daemon = ScriptedDaemon()
    let engine = makeEngine(daemon)
    try orderOne(engine)
    expectFailure("bill.amount_changed") { () throws(ShellFailure) in
      try engine.approve(amount: 6_999)
    }
    #expect(daemon.balance == 30_000)
    try engine.approve()
    let keys = daemon.params("bill.pay").compactMap { $0["key"]?.string }
    #expect(Set(keys).count == 2, "another amount is another request")
  }

  @Test func aBillPaidByAFriendTakesTheSheetAway() throws {
    let daemon = ScriptedDaemon()
    let engine = makeEngine(daemon)
    try orderOne(engine)
    daemon.tell("bill.changed", ["bill": daemon.bill(7_000, "paid")])
    #expect(engine.drain())
    guard case .visit = engine.place else {
      Issue.record("the sheet is still there")
      return
    }
    #expect(engine.screen.notices.count == 1)
  }

  @Test func othersChangesDrawThePageAnew() throws {
    let daemon = ScriptedDaemon()
    let engine = makeEngine(daemon)
    _ = try engine.open(code: tableCode)
    daemon.cart = ["janchi"]
    daemon.rev = 2
    daemon.tell("session.changed", ["session": "s_1", "rev": 2, "people": 2, "ended": false])
    engine.drain()
    engine.refreshIfStale()
    #expect(engine.screen.choice("order") != nil)
    let calls = daemon.params("session.call")
    #expect(calls.count == 1 && calls[0]["key"] == nil, "a query needs no key")
  }

  @Test func disabledAndUnknownThingsSayWhy() throws {
    let engine = makeEngine(ScriptedDaemon())
    _ = try engine.open(code: tableCode)
    expectFailure("shell.disabled") { () throws(ShellFailure) in try engine.tap("kong") }
    expectFailure("shell.unknown_choice") { () throws(ShellFailure) in try engine.tap("pizza") }
    expectFailure("shell.nothing_to_pay") { () throws(ShellFailure) in try engine.approve() }
    expectFailure("qr.unknown") { () throws(ShellFailure) in _ = try engine.open(code: "x") }
    #expect(engine.counters.keys == 0)
  }

  @Test func labelsRunFromDigitsToLettersAndThePrimaryIsEnter() throws {
    let engine = makeEngine(ScriptedDaemon())
    _ = try engine.open(code: tableCode)
    try engine.tap("bibim")
    let labels = engine.screen.choices.map { "\($0.id)=\($0.key?.name ?? "-")" }
    #expect(labels == ["order=enter", "bibim=1", "janchi=2", "kong=-", "note=3", "back=esc"])
    let many = (0..<70).map { index in
      Choice(
        id: "\(index)", label: "x", key: nil, deed: .field("x"), disabled: nil)
    }.labelled()
    #expect(many[8].key == .character("9") && many[9].key == .character("a"))
    #expect(many[60].key == .character("Z") && many[61].key == nil)
    #expect(many[60].keyCost(at: 60) == 1 && many[61].keyCost(at: 61) == 2)
  }

  private func orderOne(_ engine: Engine) throws(ShellFailure) {
    _ = try engine.open(code: tableCode)
    try engine.tap("bibim")
    try engine.tap("order")
  }
}

/// Expects a failure of a stable code.
func expectFailure(_ code: String, _ body: () throws(ShellFailure) -> Void) {
  do throws(ShellFailure) {
    try body()
    Issue.record("\(code) was expected")
  } catch {
    #expect(error.code == code)
  }
}
