import Crypto
import Store
import Testing
import Wire

@testable import Platform

/// Many people, every kind of lost answer, restarts and a running clock: whatever happened, the
/// bank's books and ours agree at every step once nothing is under way, and no won is made or lost.
@Suite struct FundingSimulationTests {
  private static let steps = 250

  /// Whole numbers from a seed.
  private struct Dice {
    var random: SeededRandom

    mutating func roll(_ count: Int) -> Int {
      let value = random.bytes(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      return Int(value % UInt32(count))
    }
  }

  private struct Source {
    let person: String
    let id: FundingSourceID
    let kind: FundingSource.Kind
  }

  @Test(arguments: [1, 20_251_121, 99_991] as [UInt64])
  func theBankAndTheLedgerAreMirrors(seed: UInt64) throws {
    let world = try DomainWorld(seed: seed)
    var dice = Dice(random: SeededRandom(seed: seed))
    let sources = try people(world)
    var verdicts: [String: Int] = [:]
    // Keys whose outcome was not told: asked again now and then.
    var open: [(Source, Int64, String)] = []
    for _ in 0..<Self.steps {
      let source = sources[dice.roll(sources.count)]
      let amount = Int64(1 + dice.roll(40)) * 1_000
      let key = world.newKey()
      let told: String
      switch dice.roll(10) {
      case 0...4:
        told = verdict { try world.fill(source.person, amount, from: source.id, key: key) }
        if told == "funding.pending" { open.append((source, amount, key)) }
      case 5,
        6 where source.kind == .account:
        told = verdict { try world.withdraw(source.person, amount, to: source.id, key: key) }
      case 7 where !open.isEmpty:
        let (asked, sum, old) = open[dice.roll(open.count)]
        told = verdict { try world.fill(asked.person, sum, from: asked.id, key: old) }
      case 8:
        try world.runDue(until: world.now.adding(seconds: Int64(dice.roll(90))))
        told = "clock"
      case 9:
        try world.reopen()
        told = "restart"
      default: told = "nothing"
      }
      verdicts[told, default: 0] += 1
    }
    try settle(world)
    #expect(verdicts["ok", default: 0] > 20, "seed \(seed): \(verdicts)")
    #expect(verdicts["funding.pending", default: 0] > 5, "seed \(seed): \(verdicts)")
  }

  /// Three people with a card and an account of every behaviour that can be linked.
  private func people(_ world: DomainWorld) throws -> [Source] {
    var sources: [Source] = []
    let behaviours = SandboxBehaviour.allCases.filter { $0 != .blocked }
    for (index, behaviour) in behaviours.enumerated() {
      let name = ["mina", "joon", "sora"][index % 3]
      if index < 3 { try world.raise(name, to: .full) }
      let phone = "010123456\(10 + index)"
      for kind in FundingSource.Kind.allCases {
        let id = try world.link(name, kind, behaviour, phone: phone)
        sources.append(Source(person: name, id: id, kind: kind))
      }
    }
    return sources
  }

  /// Lets the clock run until every provider was asked, then compares all books.
  private func settle(_ world: DomainWorld) throws {
    try world.runDue(until: world.now.adding(seconds: 10_000))
    var wallets: Int64 = 0
    for name in ["mina", "joon", "sora"] {
      let balance = try world.platform.walletBalance(try world.person(name))
      #expect(balance.held == 0)
      #expect(balance.pending == nil)
      wallets += balance.posted
    }
    let (ledger, bank) = try world.settlement()
    #expect(ledger == -bank)
    #expect(wallets == bank)
    let paid = try world.connection.prepare(
      "SELECT coalesce(sum(CASE direction WHEN 'in' THEN amount ELSE -amount END), 0)"
        + " FROM bank_payment WHERE state = 'paid'"
    ).first { $0.integer(0) }
    #expect(paid == bank)
    let unsettled = try world.connection.prepare(
      "SELECT count(*) FROM funding f LEFT JOIN bank_payment b ON b.moid = f.moid"
        + " WHERE f.ask IS NOT NULL OR (f.state = 'paid') <> (coalesce(b.state, '') = 'paid')"
    ).first { $0.integer(0) }
    #expect(unsettled == 0)
    #expect(try world.audit().ok)
  }
}
