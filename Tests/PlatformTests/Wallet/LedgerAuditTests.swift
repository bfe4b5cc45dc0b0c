import Platform
import Store
import TestSupport
import Testing
import Wire

/// Somebody edits the file: the audit names the first place that disagrees.
@Suite struct LedgerAuditTests {
  /// Rows 1–3 open bank, ann and shop; 4 tops up; 5 pays in two legs with 6; 7 holds; 8 holds;
  /// 9 captures the first; 10 refunds part of row 9; 11 is a plain payment.
  private func makeLedger() throws -> LedgerFixture {
    let fixture = try LedgerFixture()
    let (bank, ann) = (try fixture.open("bank", .external), try fixture.open("ann"))
    let shop = try fixture.open("shop", .merchant)
    func pay(_ legs: [Leg], _ key: String, memo: [UInt8]? = nil) throws {
      try fixture.run { (plan) throws(StoreError) in
        try plan.transfer(TransferRequest(legs: legs, key: requestKey(key), memo: memo))
      }
    }
    let toShop = Leg(from: ann, to: shop, amount: won(1_000))
    try pay([Leg(from: bank, to: ann, amount: won(30_000))], "k1", memo: [1, 2, 3])
    try pay([toShop, Leg(from: shop, to: bank, amount: won(30))], "k2")
    let held = try fixture.run { (plan) throws(StoreError) in
      try plan.hold(toShop, forMilliseconds: 1000, key: requestKey("h1"))
    }
    try fixture.run { (plan) throws(StoreError) in
      try plan.hold(toShop, forMilliseconds: 1000, key: requestKey("h2"))
    }
    let number = try #require(held.record?.id)
    let captured = try fixture.run { (plan) throws(StoreError) in
      try plan.capture(number, amount: 600, key: requestKey("c1"))
    }
    let paid = try #require(captured.record?.id)
    try fixture.run { (plan) throws(StoreError) in
      try plan.refund(paid, amount: 100, key: requestKey("r1"))
    }
    try pay([toShop], "k3")
    return fixture
  }

  @Test func countsWhatIsThere() throws {
    let report = try makeLedger().audit()
    #expect(report.isSound)
    #expect(report.accounts == 3)
    #expect(report.transfers == 7)
    #expect(report.postings == 12)
    #expect(report.sums == ["KRW": 0])
    #expect(report.head.row == RowID(rawValue: 11))
    let wire = report.wire
    #expect(wire.ok && wire.head.count == 64 && wire.firstBad == nil)
  }

  @Test(arguments: [
    ("UPDATE ledger_log SET amount = 999 WHERE id = 5", Place.row(5)),
    ("UPDATE ledger_log SET credit = 2 WHERE id = 6", .row(6)),
    ("UPDATE ledger_log SET debit_posted = debit_posted + 1 WHERE id = 11", .row(11)),
    ("UPDATE ledger_log SET credit_previous = 4 WHERE id = 11", .row(11)),
    ("UPDATE ledger_log SET at = at - 1 WHERE id = 4", .row(4)),
    ("UPDATE ledger_log SET at = at + 1 WHERE id = 4", .row(4)),
    ("UPDATE ledger_log SET key = 'other' WHERE id = 4", .row(4)),
    ("UPDATE ledger_log SET principal = 'p_eve' WHERE id = 11", .row(11)),
    ("UPDATE ledger_log SET body_hash = zeroblob(32) WHERE id = 11", .row(11)),
    ("UPDATE ledger_log SET memo_hash = NULL WHERE id = 4", .row(4)),
    ("UPDATE ledger_log SET hash = zeroblob(32) WHERE id = 4", .row(4)),
    ("UPDATE ledger_log SET hash = NULL WHERE id = 4", .row(5)),
    ("UPDATE ledger_log SET hash = NULL WHERE id = 11", .row(11)),
    ("UPDATE ledger_log SET ref = 8 WHERE id = 9", .row(9)),
    ("UPDATE ledger_log SET ref = NULL WHERE id = 10", .row(10)),
    ("UPDATE ledger_log SET amount = 601 WHERE id = 10", .row(10)),
    ("UPDATE ledger_log SET ref = 1 WHERE id = 3", .row(3)),
    ("UPDATE ledger_log SET currency = 'USD' WHERE id = 11", .row(11)),
    ("UPDATE ledger_log SET leg = 1 WHERE id = 11", .row(11)),
    ("UPDATE ledger_log SET transfer = 12 WHERE id = 11", .row(11)),
    ("DELETE FROM ledger_log WHERE id = 7", .row(7)),
    ("DELETE FROM ledger_log WHERE id = 1", .row(1)),
    ("DELETE FROM ledger_log WHERE id = 11", .head),
    ("DELETE FROM ledger_head", .head),
    ("DELETE FROM account WHERE id = 3", .row(3)),
    ("UPDATE account SET owner = 'eve' WHERE id = 2", .row(2)),
    ("UPDATE account SET posted = posted + 1 WHERE id = 2", .account(2)),
    ("UPDATE account SET head = 99 WHERE id = 2", .account(2)),
    ("INSERT INTO account VALUES (4, 'eve', 1, 'KRW', 5, 0, 0, 0)", .head),
    ("DELETE FROM ledger_hold", .hold(8)),
    ("UPDATE ledger_hold SET amount = 1", .hold(8)),
    ("INSERT INTO ledger_hold VALUES (7, 6, 2, 3, 1000, 1)", .hold(7)),
    ("DELETE FROM ledger_refund", .refund(9)),
    ("UPDATE ledger_refund SET amount = 99", .refund(9)),
    ("UPDATE ledger_memo SET memo = x'00'", .memo(4)),
  ])
  func namesThePlace(edit: String, place: Place) throws {
    let fixture = try makeLedger()
    try fixture.connection.execute(
      """
      DROP TRIGGER ledger_log_keeps_rows;
      DROP TRIGGER ledger_log_keeps_values;
      \(edit)
      """)
    let report = try fixture.audit()
    #expect(report.fault?.place == place.place, "\(edit): \(String(describing: report.fault))")
    #expect(!report.isSound)
    #expect(!report.wire.ok && report.wire.reason != nil)
  }

  /// Places as numbers, so that the table above stays short.
  enum Place: Sendable {
    case row(Int64)
    case account(Int64)
    case hold(Int64)
    case refund(Int64)
    case memo(Int64)
    case head

    var place: LedgerReport.Fault.Place {
      switch self {
      case .row(let number): .row(RowID(rawValue: number))
      case .account(let number): .account(AccountID(rawValue: number))
      case .hold(let number): .hold(RowID(rawValue: number))
      case .refund(let number): .refund(RowID(rawValue: number))
      case .memo(let number): .memo(TransferNumber(rawValue: number))
      case .head: .head
      }
    }
  }

  @Test func anAuditSeesWholeGroupsOnly() throws {
    let fixture = try makeLedger()
    let before = try fixture.audit()
    let (bank, ann) = (AccountID(rawValue: 1), AccountID(rawValue: 2))
    try fixture.run { (plan) throws(StoreError) in
      _ = try plan.transfer(
        TransferRequest(legs: [Leg(from: bank, to: ann, amount: won(5))], key: nil))
      try fixture.ledger.apply(plan)
      // In the middle of a group the reader still sees the one before.
      let connection = try Connection.openReadOnly(path: fixture.directory.database)
      #expect(try LedgerAudit.run(connection) == before)
      plan = fixture.ledger.plan(now: fixture.now)
    }
    let after = try fixture.audit()
    #expect(after.isSound && after.transfers == before.transfers + 1)
  }

  @Test func anErasedMemoIsInOrder() throws {
    let fixture = try makeLedger()
    try fixture.connection.execute("DELETE FROM ledger_memo")
    #expect(try fixture.audit().isSound)
  }

  @Test(arguments: ["UPDATE ledger_log SET amount = 1 WHERE id = 5", "DELETE FROM ledger_log"])
  func theFileItselfRefusesEdits(edit: String) throws {
    let fixture = try makeLedger()
    let error = #expect(throws: StoreError.self) { try fixture.connection.execute(edit) }
    #expect(error?.message.contains("append-only") == true)
  }

  @Test func anEmptyLedgerIsSound() throws {
    let report = try LedgerFixture().audit()
    #expect(report.isSound && report.accounts == 0 && report.head.row == .none)
  }

  @Test func theWorstKeepsItsFirstReason() throws {
    let fixture = try makeLedger()
    try fixture.connection.execute(
      """
      DROP TRIGGER ledger_log_keeps_values;
      UPDATE ledger_log SET amount = amount + 1 WHERE id IN (5, 8, 11)
      """)
    #expect(try fixture.audit().fault?.place == .row(RowID(rawValue: 5)))
  }
}
