import Testing
import Wire

@testable import Platform

/// The life of one code: every state against everything that can happen to it.
@Suite struct CodeMachineTests {
  private static let expires = Instant(milliseconds: 60_000)
  private static let binder: Int64 = 1
  private static let other: Int64 = 2

  enum Event: CaseIterable {
    case scan, scanByOther, confirm, confirmByOther, consumeScanned, consumeConfirmed, cancel
    case expire
  }

  private static let states: [(name: String, state: CodeMachine.State)] = [
    ("created", .created), ("scanned", .scanned(by: binder)),
    ("confirmed", .confirmed(by: binder)), ("consumed", .consumed(by: binder)),
    ("cancelled", .cancelled(by: binder)), ("expired", .expired(by: binder)),
  ]

  private func apply(_ event: Event, to machine: inout CodeMachine, now: Instant) -> String {
    let (binder, other) = (Self.binder, Self.other)
    var changed = machine
    let found = verdict {
      switch event {
      case .scan: try changed.scan(by: binder, now: now)
      case .scanByOther: try changed.scan(by: other, now: now)
      case .confirm: try changed.confirm(by: binder, now: now)
      case .confirmByOther: try changed.confirm(by: other, now: now)
      case .consumeScanned: try changed.consume(now: now, from: .scanned)
      case .consumeConfirmed: try changed.consume(now: now, from: .confirmed)
      case .cancel: try changed.cancel(now: now)
      case .expire: _ = changed.expire(now: now)
      }
    }
    guard found == "ok" else { return found }
    machine = changed
    return machine.status.rawValue
  }

  /// A row a state, a column an event, in the order of `Event`.
  private static let inTime: [String: [String]] = [
    "created": [
      "scanned", "scanned", "qr.wrong_status", "qr.wrong_status", "qr.wrong_status",
      "qr.wrong_status", "cancelled", "created",
    ],
    "scanned": [
      "scanned", "qr.already_scanned", "confirmed", "qr.not_binder", "consumed",
      "qr.wrong_status", "cancelled", "scanned",
    ],
    "confirmed": [
      "confirmed", "qr.already_scanned", "confirmed", "qr.not_binder", "qr.wrong_status",
      "consumed", "cancelled", "confirmed",
    ],
    "consumed": [
      "qr.used", "qr.already_scanned", "qr.used", "qr.used", "qr.used", "qr.used", "qr.used",
      "consumed",
    ],
    "cancelled": Array(repeating: "qr.cancelled", count: 7) + ["cancelled"],
    "expired": Array(repeating: "qr.expired", count: 7) + ["expired"],
  ]

  @Test func everyStateAnswersEveryEvent() throws {
    for (name, state) in Self.states {
      let row = try #require(Self.inTime[name])
      for (event, expected) in zip(Event.allCases, row) {
        var machine = CodeMachine(uses: .single, expires: Self.expires, state: state)
        let found = apply(event, to: &machine, now: Instant(milliseconds: 59_999))
        #expect(found == expected, "\(name), \(event)")
      }
    }
  }

  @Test func afterItsTimeEveryWaitingStateIsExpired() {
    for (name, state) in Self.states where ["created", "scanned", "confirmed"].contains(name) {
      for event in Event.allCases {
        for (moment, isOver) in [(59_999, false), (60_000, true), (60_001, true)] {
          var machine = CodeMachine(uses: .single, expires: Self.expires, state: state)
          let found = apply(event, to: &machine, now: Instant(milliseconds: Int64(moment)))
          let over = event == .expire ? "expired" : "qr.expired"
          #expect((found == over) == isOver, "\(name), \(event) at \(moment): \(found)")
        }
      }
    }
  }

  @Test func aCodeForManyStaysCreatedHoweverManyScanIt() throws {
    var machine = CodeMachine(uses: .multi, expires: Self.expires)
    for person: Int64 in 1...100 {
      try machine.scan(by: person, now: Instant(milliseconds: 0))
      #expect(machine.state == .created)
    }
    try machine.cancel(now: Instant(milliseconds: 1))
    #expect(verdict { try machine.scan(by: 1, now: Instant(milliseconds: 2)) } == "qr.cancelled")
  }

  @Test func moreTimeNeverMeansLess() {
    var machine = CodeMachine(uses: .single, expires: Self.expires)
    machine.extend(until: Instant(milliseconds: 1))
    #expect(machine.expires == Self.expires)
    machine.extend(until: Instant(milliseconds: 60_001))
    #expect(machine.at(Self.expires).status == .created)
  }
}
