import MiniProgramKit
import TestSupport
import Testing

@Suite("BillSplit")
struct BillSplitTests {
  /// A receipt of the given lines `(owner, amount)`; guest 1 has paid.
  private func receipt(
    people: Int, lines: [(owner: Int?, amount: Int64)], handle: String = "rcpt-1"
  ) -> CallContext.Receipt {
    CallContext.Receipt(
      handle: handle, payee: LocalizedText(ko: "국수집", en: "Noodle House"),
      total: lines.reduce(0) { $0 + $1.amount }, currency: .krw,
      lines: lines.enumerated().map { index, line in
        BillView.Line(
          id: String(index), title: "dish", quantity: 1, unitAmount: line.amount,
          kind: line.amount < 0 ? "discount" : "item", owner: line.owner)
      },
      people: (1...people).map { CallContext.Person(id: PairwiseID("p-g\($0)"), number: $0) },
      payer: PairwiseID("p-g1"))
  }

  private func open(_ receipt: CallContext.Receipt) throws -> (ProgramHarness, SessionID) {
    let harness = try Built.harness("split")
    let session = harness.open(
      "s-split", kind: .receipt, entry: CallContext.Entry(receipt: receipt))
    harness.join(session, "g1")
    return (harness, session)
  }

  private func amounts(_ harness: ProgramHarness) -> [Int64] {
    harness.collected.last?.shares.map(\.amount) ?? []
  }

  @Test("10,000 among three: 3,333 each, the payer keeps the odd won")
  func equal() throws {
    let (harness, session) = try open(receipt(people: 3, lines: [(1, 10_000)]))
    let plan = try harness.call("split.open", in: session, as: .person("g1"))
    let text = plan.plainText(in: .english)
    #expect(text.contains("Ask the friends for ₩6,666"))
    #expect(text.contains("Your part: ₩3,334"))
    let ask = try #require(plan.action(of: "ask"))
    try harness.call(ask.feature, ask.arguments, in: session, as: .person("g1"))
    #expect(amounts(harness) == [3333, 3333])
    #expect(harness.collected.first?.receipt == "rcpt-1")
  }

  @Test("by what each had; what is nobody's is shared")
  func items() throws {
    let lines: [(Int?, Int64)] = [(1, 7000), (2, 9000), (3, 5000), (nil, 1000)]
    let (harness, session) = try open(receipt(people: 3, lines: lines))
    let plan = try harness.call("split.items", in: session, as: .person("g1"))
    #expect(plan.plainText(in: .english).contains("Your part: ₩7,334"))
    try harness.call("split.ask", ["mode": "items"], in: session, as: .person("g1"))
    #expect(amounts(harness) == [9333, 5333])
  }

  @Test(
    "custom amounts: up to the whole receipt, not one won more",
    arguments: [(4000, 6000, true), (4000, 6001, false), (0, 1, true), (0, 0, false)])
  func custom(_ first: Int64, _ second: Int64, _ accepted: Bool) throws {
    let (harness, session) = try open(receipt(people: 3, lines: [(1, 10_000)]))
    let page = try harness.call(
      "split.ask",
      ["mode": "custom", "share-2": .integer(first), "share-3": .integer(second)], in: session,
      as: .person("g1"))
    #expect(harness.collected.isEmpty == !accepted)
    if accepted {
      #expect(amounts(harness) == [first, second].filter { $0 > 0 })
    } else {
      #expect(!page.buttons.isEmpty)
    }
  }

  @Test("every mode adds up for random receipts")
  func sums() throws {
    let seed = TestRun.seed(of: "split sums")
    var random = SplitMix(seed: seed)
    let harness = try Built.harness("split")
    for round in 0..<200 {
      let people = Int.random(in: 2...50, using: &random)
      var lines: [(Int?, Int64)] = (0..<Int.random(in: 1...20, using: &random)).map { _ in
        (
          Bool.random(using: &random) ? Int.random(in: 1...people, using: &random) : nil,
          Int64.random(in: 1...100_000, using: &random)
        )
      }
      let sum = lines.reduce(0) { $0 + $1.1 }
      if Bool.random(using: &random) {
        lines.append((nil, -Int64.random(in: 0..<sum, using: &random)))
      }
      let receipt = receipt(people: people, lines: lines, handle: "rcpt-\(round)")
      let mode: JSON = Bool.random(using: &random) ? "equal" : "items"
      let session = harness.open(
        "s-\(round)", kind: .receipt, entry: CallContext.Entry(receipt: receipt))
      harness.join(session, "g1")
      let before = harness.collected.count
      try harness.call("split.ask", ["mode": mode], in: session, as: .person("g1"))
      // Where every part is 0 nothing is asked for.
      let parts = harness.collected.count == before ? [] : amounts(harness)
      let asked = parts.reduce(0, +)
      let note = "seed \(seed), round \(round), \(mode)"
      #expect((0...receipt.total).contains(asked), "\(note)")
      #expect(parts.allSatisfy { $0 > 0 }, "\(note)")
      if mode == "equal" {
        let remainder = receipt.total - asked - receipt.total / Int64(people)
        #expect((0..<Int64(people)).contains(remainder), "\(note)")
      }
    }
  }

  @Test("who has paid is shown; a reminder goes out once")
  func payAndRemind() throws {
    let (harness, session) = try open(receipt(people: 3, lines: [(1, 10_000)]))
    try harness.call("split.ask", ["mode": "equal"], in: session, as: .person("g1"))
    try harness.deliver("bill.paid", share("p-g2"), in: session)
    let page = try harness.call("split.open", in: session, as: .person("g1"))
    #expect(page.plainText(in: .english).contains("₩3,333 of ₩6,666 received: 3333/6666"))
    #expect(page.items.map { $0.badge?.text(in: .english) } == ["paid", "waiting"])
    #expect(page.action(of: "friend-2") == nil)
    let remind = try #require(page.action(of: "friend-3"))
    for _ in 0..<2 {
      try harness.call(remind.feature, remind.arguments, in: session, as: .person("g1"))
    }
    #expect(harness.inbox.map(\.person.text) == ["p-g3"])
    let again = try harness.call(remind.feature, remind.arguments, in: session, as: .person("g1"))
    #expect(again.plainText(in: .english).contains("They were already reminded."))
    try harness.deliver("bill.paid", share("p-g3"), in: session)
    // What comes late about a paid share changes nothing.
    let last = try harness.deliver("bill.expired", share("p-g3"), in: session)
    #expect(last?.plainText(in: .english).contains("Everybody has paid.") == true)
  }

  private func share(_ person: String) -> JSONObject {
    ["share": ["receipt": "rcpt-1", "person": .string(person), "amount": 3333]]
  }

  @Test("a receipt is split once")
  func once() throws {
    let (harness, session) = try open(receipt(people: 2, lines: [(1, 9000)]))
    try harness.call("split.ask", ["mode": "equal"], in: session, as: .person("g1"))
    let second = try harness.call("split.ask", ["mode": "items"], in: session, as: .person("g1"))
    #expect(second.plainText(in: .english).contains("already split"))
    #expect(harness.collected.count == 1)
    let (other, fresh) = try open(receipt(people: 2, lines: [(1, 9000)]))
    other.conflictNext = (effect: 0, code: DataError.collectOnce.name)
    let page = try other.call("split.ask", ["mode": "equal"], in: fresh, as: .person("g1"))
    #expect(page.plainText(in: .english).contains("already split"))
    #expect(other.collected.isEmpty)
  }

  @Test("alone there is nobody to ask; without a receipt there is nothing to split")
  func nobody() throws {
    let (harness, session) = try open(receipt(people: 1, lines: [(1, 9000)]))
    for feature in ["split.open", "split.ask"] {
      let page = try harness.call(feature, ["mode": "equal"], in: session, as: .person("g1"))
      #expect(page.plainText(in: .english).contains("Nobody else was at the table."))
    }
    let bare = harness.open("s-bare", kind: .receipt)
    harness.join(bare, "g1")
    #expect(throws: HarnessFault.declined("Open this from a receipt.")) {
      try harness.call("split.open", in: bare, as: .person("g1"))
    }
  }
}
