import Foundation
import TestSupport
import Testing
import Wire

@testable import Platform

/// The machine alone: every state with every event of every party, and random walks.
@Suite struct EscrowMachineTests {
  private static let now = Instant(milliseconds: 1_763_600_000_000)
  private static let amount: Int64 = 10_000

  private static func profile(_ style: EscrowProfile.Style) throws -> EscrowProfile {
    try #require(EscrowProfile.standard.values.first { $0.style == style && $0.feeBasisPoints > 0 })
  }

  private static let parties: [DealView.Party] = [
    .buyer, .seller, .operator, .carrier, .provider, .platform,
  ]

  private static let events: [EscrowEvent] = [
    .fund, .cancel(reason: nil), .ship(carrier: "c", tracking: "1", number: nil),
    .ship(carrier: "c", tracking: "2", number: 1), .deliver, .receive, .reject(reason: "r"),
    .acceptReturn, .dispute(reason: "r"), .resolve(.seller, buyer: 0, note: "n"),
    .resolve(.buyer, buyer: 0, note: "n"), .resolve(.split, buyer: 4_000, note: "n"),
    .concluded, .paymentRefused, .track(number: 1, .delivered, seen: now), .tick,
  ]

  /// What a screen offers can be asked for: each action is the method of its name.
  @Test(arguments: EscrowProfile.Style.allCases)
  func whatIsOfferedIsAMethod(style: EscrowProfile.Style) throws {
    let methods = Set(MethodList.all.map { $0.name })
    var offered: Set<String> = []
    for machine in try Self.machines(Self.profile(style)) {
      for party in Self.parties { offered.formUnion(machine.actions(of: party, at: Self.now)) }
    }
    #expect(offered.isSuperset(of: ["fund", "ship", "receive", "reject", "return", "resolve"]))
    #expect(offered.filter { !methods.contains("trade.\($0)") } == [])
  }

  /// A machine in each of its states, as people get there.
  private static func machines(_ profile: EscrowProfile) throws -> [EscrowMachine] {
    var machine = EscrowMachine(
      amount: amount, profile: profile, state: .created(expires: now.adding(seconds: 900)))
    var all = [machine]
    func step(_ event: EscrowEvent, _ party: DealView.Party, from start: EscrowMachine) throws
      -> EscrowMachine
    {
      var next = start
      _ = try next.apply(event, by: party, at: max(now, party == .platform ? due(next) : now))
      return next
    }
    func due(_ machine: EscrowMachine) -> Instant { machine.state.due ?? now }
    all.append(try step(.cancel(reason: nil), .buyer, from: machine))
    all.append(try step(.tick, .platform, from: machine))
    machine = try step(.fund, .buyer, from: machine)
    all.append(machine)
    let refunding = try step(.cancel(reason: nil), .buyer, from: machine)
    all += [refunding, try step(.concluded, .provider, from: refunding)]
    machine = try step(.ship(carrier: "c", tracking: "1", number: nil), .seller, from: machine)
    all.append(machine)
    let disputed = try step(.dispute(reason: "r"), .buyer, from: machine)
    all.append(disputed)
    machine = try step(.deliver, .buyer, from: machine)
    all.append(machine)
    let confirmed = try step(.receive, .buyer, from: machine)
    all += [confirmed, try step(.concluded, .provider, from: confirmed)]
    machine = try step(.reject(reason: "r"), .buyer, from: machine)
    all.append(machine)
    machine = try step(.acceptReturn, .seller, from: machine)
    all.append(machine)
    return all
  }

  private static func told(_ event: EscrowEvent) -> String {
    switch event {
    case .ship(_, _, let number?): "correct \(number)"
    case .resolve(let verdict, _, _): "resolve \(verdict.rawValue)"
    default: event.name
    }
  }

  private static func told(_ action: EscrowAction) -> String {
    switch action {
    case .collect: "collect"
    case .divide(let parts): "divide \(parts.seller)+\(parts.buyer)+\(parts.fee)"
    case .sell: "sell"
    case .restock: "restock"
    case .mirror(let step, let party): "tell \(step.rawValue) by \(party.rawValue)"
    case .record(let parcel): "record \(parcel.number) \(parcel.kind.rawValue)"
    }
  }

  /// The whole table as text, for review as a diff; `MADANG_RECORD=1` writes it anew.
  @Test(arguments: EscrowProfile.Style.allCases)
  func everyStateWithEveryEvent(style: EscrowProfile.Style) throws {
    var lines: [String] = []
    let machines = try Self.machines(try Self.profile(style))
    #expect(Set(machines.map { $0.state.status }).count == DealView.Status.allCases.count)
    for machine in machines {
      for event in Self.events {
        for party in Self.parties {
          let at = event == .tick ? machine.state.due ?? Self.now : Self.now
          var after = machine
          let word: String
          do throws(EscrowRefusal) {
            let actions = try after.apply(event, by: party, at: at)
            word = ([after.state.status.rawValue] + actions.map(Self.told)).joined(separator: ", ")
            Self.checkInvariants(machine, after, actions)
          } catch {
            #expect(after == machine, "a refused event changes nothing")
            continue
          }
          lines.append(
            "\(machine.state.status.rawValue) · \(party.rawValue) \(Self.told(event)) → \(word)")
        }
      }
    }
    try check(lines.map { $0 + "\n" }.joined(), "machine.\(style.rawValue).txt")
  }

  private static func checkInvariants(
    _ before: EscrowMachine, _ after: EscrowMachine, _ actions: [EscrowAction]
  ) {
    #expect(!before.state.status.isOver)
    #expect(actions.contains(.collect) == (before.funded == nil && after.funded != nil))
    let divided = actions.compactMap { action -> Division? in
      if case .divide(let parts) = action { return parts }
      return nil
    }
    let isPaidOut = after.state.status == .settled || after.state.status == .refunded
    #expect(divided.count == (isPaidOut ? 1 : 0))
    for parts in divided {
      #expect(parts.total == amount && parts.seller >= 0 && parts.buyer >= 0 && parts.fee >= 0)
    }
    if let due = after.state.due { #expect(due > now) }
  }

  private func check(_ text: String, _ name: String) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Fixtures/escrow/\(name)")
    if ProcessInfo.processInfo.environment["MADANG_RECORD"] == "1" {
      try Data(text.utf8).write(to: file)
    }
    let written = try String(contentsOf: file, encoding: .utf8)
    #expect(written == text, "\(name) is old: run the test once with MADANG_RECORD=1")
  }

  /// Random events at random times: money is collected once and divided once, a deal always has
  /// somebody or the clock to wait for, and what the screen says the clock will do, it does.
  @Test(arguments: 1...UInt64(40)) func randomWalks(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let style = EscrowProfile.Style.allCases[Int(seed % 2)]
    var machine = EscrowMachine(
      amount: Self.amount, profile: try Self.profile(style),
      state: .created(expires: Self.now.adding(seconds: 900)))
    var (now, collected, divided) = (Self.now, 0, 0)
    for _ in 0..<400 where !machine.state.status.isOver {
      if random.next() % 3 == 0, let automatic = machine.automatic {
        now = max(now, automatic.at)
        _ = try machine.apply(.tick, by: .platform, at: now)
        #expect(machine.state.status == automatic.status)
        continue
      }
      let event = Self.events[Int(random.next() % UInt64(Self.events.count))]
      let party = Self.parties[Int(random.next() % UInt64(Self.parties.count))]
      let before = machine
      do {
        let actions = try machine.apply(event, by: party, at: now)
        collected += actions.count { $0 == .collect }
        divided += actions.count { if case .divide = $0 { true } else { false } }
        #expect(event == .tick || Self.isTrack(event) || before != machine)
      } catch { #expect(machine == before) }
      #expect(machine.turn != nil || machine.state.status.isOver)
      #expect(machine.purse.escrow == 0 || machine.funded != nil)
    }
    #expect(collected <= 1 && divided <= collected, "seed \(seed)")
    if machine.state.status.isOver { #expect(collected == divided, "seed \(seed)") }
  }

  private static func isTrack(_ event: EscrowEvent) -> Bool {
    if case .track = event { true } else { false }
  }

  @Test func aDealHasTwentyParcels() throws {
    var machine = EscrowMachine(
      amount: 1, profile: try Self.profile(.stepwise),
      state: .created(expires: Self.now.adding(seconds: 1)))
    _ = try machine.apply(.fund, by: .buyer, at: Self.now)
    let ship = EscrowEvent.ship(carrier: "c", tracking: "1", number: nil)
    for _ in 0..<EscrowMachine.parcelLimit {
      _ = try machine.apply(ship, by: .seller, at: Self.now)
    }
    #expect(throws: EscrowRefusal.deliveriesFull) {
      _ = try machine.apply(ship, by: .seller, at: Self.now)
    }
  }
}
