import Crypto
import Store
import Testing
import Wire

@testable import Platform

/// The head of the log is signed once a day.
@Suite struct LedgerSealTests {
  private static func key(_ byte: UInt8) throws -> SigningKey {
    try SigningKey(seed: Array(repeating: byte, count: 32))
  }

  private func fixture(days: Int) throws -> LedgerFixture {
    let fixture = try LedgerFixture()
    let (bank, ann) = (try fixture.open("bank", .external), try fixture.open("ann"))
    let key = try Self.key(1)
    for _ in 0..<days {
      for _ in 0..<3 {
        try fixture.run { (plan) throws(StoreError) in
          _ = try plan.transfer(
            TransferRequest(legs: [Leg(from: bank, to: ann, amount: won(1))], key: nil))
        }
        try fixture.connection.group { () throws(StoreError) in
          try fixture.ledger.seal(with: key, now: fixture.now)
        }
      }
      fixture.now = fixture.now.adding(seconds: 86_400)
      try fixture.reopen()
    }
    return fixture
  }

  @Test func eachDayIsSignedOnce() throws {
    let report = try fixture(days: 4).audit()
    #expect(report.isSound)
    #expect(report.seals == 4)
    #expect(report.wire.seals == 4)
  }

  @Test(arguments: [
    ("UPDATE ledger_seal SET hash = zeroblob(32)", "another hash"),
    ("UPDATE ledger_seal SET transfer = transfer + 1", "another hash"),
    ("UPDATE ledger_seal SET day = day + 7", "not its signer's"),
    ("UPDATE ledger_seal SET signature = zeroblob(64)", "not its signer's"),
    ("UPDATE ledger_seal SET signer = x'00'", "not its signer's"),
    ("UPDATE ledger_seal SET hash = x'00'", "damaged"),
    ("UPDATE ledger_seal SET row = row + 1000", "not there"),
  ])
  func anEditedSealIsFound(edit: String, reason: String) throws {
    let fixture = try fixture(days: 2)
    try fixture.connection.execute(edit + " WHERE day = (SELECT min(day) FROM ledger_seal)")
    let fault = try #require(try fixture.audit().fault)
    #expect(fault.reason.contains(reason), "\(fault)")
  }
}
