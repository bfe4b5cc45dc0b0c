import Crypto
import Foundation
import Platform
import Store
import TestSupport
import Testing
import Wire

/// Random operations on a real ledger and on ``LedgerModel``: they must always agree.
@Suite struct LedgerModelTests {
  /// Rounds of one run; `MADANG_TEST_SCALE=full` runs twenty times as many.
  private static let rounds = TestRun.isFull ? 40_000 : 2_000

  @Test(arguments: 0..<3)
  func agreesWithTheModel(run: Int) throws {
    let seed = TestRun.seed(of: "ledger model run \(run)")
    var walk = try LedgerWalk(seed: seed &+ UInt64(run))
    for round in 0..<Self.rounds {
      try walk.step(round)
    }
    let report = try walk.fixture.audit()
    #expect(report.fault == nil, "seed \(seed) run \(run)")
    #expect(report.isSound, "seed \(seed) run \(run)")
    #expect(report.accounts == LedgerWalk.accounts)
  }
}

/// One random walk.
struct LedgerWalk {
  static let accounts = 12

  let fixture: LedgerFixture
  private var model: LedgerModel
  private var random: SeededRandom
  private let accounts: [AccountID]
  private var numbers: [TransferNumber] = []
  private var requests: [(request: TransferRequest, record: TransferRecord)] = []
  private let seed: UInt64

  init(seed: UInt64) throws {
    self.seed = seed
    fixture = try LedgerFixture()
    random = SeededRandom(seed: seed)
    model = LedgerModel(accounts: Self.accounts, external: [0, 1])
    var opened: [AccountID] = []
    for index in 0..<Self.accounts {
      opened.append(try fixture.open("a\(index)", index < 2 ? .external : .user))
    }
    accounts = opened
  }

  mutating func step(_ round: Int) throws {
    fixture.now = fixture.now.adding(milliseconds: Int64(pick(40)) - 5)
    switch pick(100) {
    case 0..<45: try transfer(round)
    case 45..<60: try hold(round)
    case 60..<70: try end(round)
    case 70..<76: try expireDue()
    case 76..<86: try refund(round)
    case 86..<93: try replay()
    case 93..<97: try failedGroup()
    default: try fixture.reopen()
    }
    compare(round)
  }

  private mutating func pick(_ count: Int) -> Int {
    let bytes = random.bytes(4)
    let number = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return Int(number % UInt64(count))
  }

  private func compare(_ round: Int) {
    let balances = fixture.balances()
    #expect(balances.map(\.posted) == model.posted, "seed \(seed) round \(round)")
    #expect(balances.map(\.held) == model.held, "seed \(seed) round \(round)")
  }

  private mutating func transfer(_ round: Int) throws {
    let planned = (0...pick(3)).map { _ in
      (from: pick(Self.accounts), to: pick(Self.accounts), amount: Int64(pick(1_000)))
    }
    let request = TransferRequest(
      legs: planned.map {
        Leg(from: accounts[$0.from], to: accounts[$0.to], amount: won($0.amount))
      },
      key: requestKey("t\(round)"), memo: pick(4) == 0 ? random.bytes(20) : nil)
    let outcome = try fixture.run { (plan) throws(StoreError) in try plan.transfer(request) }
    let expected = model.moved(planned)
    #expect((outcome.record != nil) == (expected != nil), "seed \(seed) round \(round)")
    guard let record = outcome.record, let expected else { return }
    model = expected
    numbers.append(record.id)
    requests.append((request: request, record: record))
    if planned.count == 1 {
      model.paid[record.id] = LedgerModel.Paid(
        from: planned[0].from, to: planned[0].to, remaining: planned[0].amount)
    }
  }

  private mutating func hold(_ round: Int) throws {
    let (from, to) = (pick(Self.accounts), pick(Self.accounts))
    let (amount, duration) = (Int64(pick(500)), Int64(pick(500) + 1))
    let leg = Leg(from: accounts[from], to: accounts[to], amount: won(amount))
    let outcome = try fixture.run { (plan) throws(StoreError) in
      try plan.hold(leg, forMilliseconds: duration, key: requestKey("h\(round)"))
    }
    let expected = model.heldBack(from, to, amount)
    #expect((outcome.record != nil) == (expected != nil), "seed \(seed) round \(round)")
    guard let record = outcome.record, let expected else { return }
    model = expected
    model.holds[record.id] = LedgerModel.Hold(
      from: from, to: to, amount: amount, expires: record.at.milliseconds + duration)
  }

  private mutating func end(_ round: Int) throws {
    let known = model.holds.keys.sorted()
    guard !known.isEmpty else { return }
    let transfer = known[pick(known.count)]
    let isCapture = pick(2) == 0
    let amount = Int64(pick(500) + 1)
    let (outcome, at) = try fixture.run { (plan) throws(StoreError) in
      let key = requestKey("e\(round)")
      let outcome =
        isCapture
        ? try plan.capture(transfer, amount: amount, key: key)
        : try plan.release(transfer, key: key)
      return (outcome, plan.at)
    }
    let isOver = at.milliseconds >= (model.holds[transfer]?.expires ?? 0)
    let expected =
      isCapture && isOver ? nil : model.ended(transfer, moving: isCapture ? amount : 0)
    #expect((outcome.record != nil) == (expected != nil), "seed \(seed) round \(round)")
    guard let record = outcome.record, let expected, let hold = model.holds[transfer] else {
      return
    }
    model = expected
    if isCapture {
      model.paid[record.id] = LedgerModel.Paid(from: hold.from, to: hold.to, remaining: amount)
    }
  }

  private mutating func expireDue() throws {
    let due = try fixture.ledger.dueHolds(at: fixture.ledger.plan(now: fixture.now).at, limit: 100)
    let now = fixture.ledger.plan(now: fixture.now).at.milliseconds
    let expected = model.holds.filter { $0.value.isOpen && $0.value.expires <= now }.keys
    #expect(Set(due) == Set(expected), "seed \(seed)")
    for transfer in due {
      let outcome = try fixture.run { (plan) throws(StoreError) in try plan.expire(transfer) }
      #expect(outcome.record != nil, "seed \(seed)")
      if let ended = model.ended(transfer, moving: 0) { model = ended }
    }
  }

  private mutating func refund(_ round: Int) throws {
    let known = model.paid.keys.sorted()
    guard !known.isEmpty else { return }
    let transfer = known[pick(known.count)]
    let amount = Int64(pick(600))
    let outcome = try fixture.run { (plan) throws(StoreError) in
      try plan.refund(transfer, amount: amount, key: requestKey("r\(round)"))
    }
    let expected = model.refunded(transfer, amount)
    #expect((outcome.record != nil) == (expected != nil), "seed \(seed) round \(round)")
    if let expected { model = expected }
  }

  /// Any request again, in any order and after any restart: the same answer, and nothing changes.
  private mutating func replay() throws {
    guard !requests.isEmpty else { return }
    let (request, record) = requests[pick(requests.count)]
    let outcome = try fixture.run { (plan) throws(StoreError) in try plan.transfer(request) }
    #expect(outcome == .replayed(record), "seed \(seed)")
    let key = try #require(request.key)
    let other = TransferRequest(
      legs: request.legs, key: requestKey(key.key, body: "another body"))
    let refused = try fixture.run { (plan) throws(StoreError) in try plan.transfer(other) }
    #expect(refused == .refused(.keyReused), "seed \(seed)")
  }

  /// A group whose COMMIT fails is as if it had never been.
  private mutating func failedGroup() throws {
    let leg = Leg(from: accounts[0], to: accounts[2], amount: won(777))
    let (ledger, connection, now) = (fixture.ledger, fixture.connection, fixture.now)
    let failAt = pick(2) == 0 ? Failpoint.commit : .statement
    var untilFailure = pick(4)
    connection.failpoint = { (reached) throws(StoreError) in
      guard reached == failAt else { return }
      if failAt == .statement, untilFailure > 0 {
        untilFailure -= 1
        return
      }
      throw .diskFull
    }
    #expect(throws: StoreError.diskFull) {
      try connection.group { () throws(StoreError) in
        for index in 0..<3 {
          var plan = ledger.plan(now: now)
          _ = try plan.transfer(
            TransferRequest(legs: [leg], key: requestKey("lost\(index)")))
          try ledger.apply(plan)
        }
        try ledger.closeGroup()
      }
    }
    connection.failpoint = nil
    try ledger.reload()
    #expect(try ledger.earlier(requestKey("lost0")) == nil, "seed \(seed)")
  }
}
