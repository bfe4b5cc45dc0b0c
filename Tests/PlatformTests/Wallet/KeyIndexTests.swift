import Crypto
import Store
import Testing
import Wire

@testable import Platform

/// Fingerprints may collide; answers may not.
@Suite struct KeyIndexTests {
  @Test func keepsEveryPlaceOfAFingerprint() {
    var index = KeyIndex()
    #expect(index.candidates(7).isEmpty)
    index.insert(7, at: 1)
    index.insert(8, at: -2)
    index.insert(7, at: 3)
    index.insert(7, at: 4)
    #expect(index.candidates(7) == [1, 3, 4])
    #expect(index.candidates(8) == [-2])
    #expect(index.count == 4)
  }

  @Test func aCollisionIsLookedThrough() throws {
    let fixture = try LedgerFixture()
    let (bank, ann) = (try fixture.open("bank", .external), try fixture.open("ann"))
    let legs = [Leg(from: bank, to: ann, amount: won(1))]
    let other = try fixture.run { (plan) throws(StoreError) in
      plan.remember(.keyReused, for: requestKey("refused"))
      return try plan.transfer(TransferRequest(legs: legs, key: requestKey("other")))
    }
    let otherRow = try #require(other.record?.rows[0].id.rawValue)
    // As if "mine" had the fingerprint of both.
    let mine = requestKey("mine")
    fixture.ledger.keys.insert(mine.fingerprint, at: otherRow)
    fixture.ledger.keys.insert(mine.fingerprint, at: -1)
    let done = try fixture.run { (plan) throws(StoreError) in
      try plan.transfer(TransferRequest(legs: legs, key: mine))
    }
    let record = try #require(done.record)
    #expect(done == .done(record))
    let again = try fixture.run { (plan) throws(StoreError) in
      try plan.transfer(TransferRequest(legs: legs, key: mine))
    }
    #expect(again == .replayed(record))
    #expect(try fixture.ledger.lookup(principal: "p_me", key: "mine") == .replayed(record))
  }

  /// Keys are found again from pages, from the rows behind them, and at every border between.
  @Test(arguments: [KeyPage.rows - 3, KeyPage.rows - 2, KeyPage.rows - 1, KeyPage.rows * 2 + 7])
  func keysAreFoundAfterARestart(count: Int) throws {
    let fixture = try LedgerFixture()
    let (bank, ann) = (try fixture.open("bank", .external), try fixture.open("ann"))
    let request = { (index: Int) in
      TransferRequest(
        legs: [Leg(from: bank, to: ann, amount: won(1))],
        key: index % 3 == 0 ? nil : requestKey("k\(index)"))
    }
    for begin in stride(from: 0, to: count, by: 100) {
      try fixture.run { (plan) throws(StoreError) in
        for index in begin..<min(begin + 100, count) {
          _ = try plan.transfer(request(index))
        }
      }
    }
    let known = fixture.ledger.keys.count
    let unpaged = fixture.ledger.unpagedKeys
    #expect(unpaged.count == (count + 2) % KeyPage.rows)
    try fixture.reopen()
    #expect(fixture.ledger.keys.count == known)
    #expect(fixture.ledger.unpagedKeys == unpaged)
    for index in 0..<count where index % 3 != 0 {
      let found = try fixture.ledger.earlier(requestKey("k\(index)"))
      #expect(found?.record?.rows[0].key == "k\(index)")
    }
    #expect(try fixture.audit().isSound)
  }

  @Test(arguments: [
    "UPDATE ledger_keys SET fingerprints = zeroblob(4096) WHERE first = 513",
    "UPDATE ledger_keys SET fingerprints = x'00' WHERE first = 513",
  ])
  func anEditedPageOfKeysIsFound(edit: String) throws {
    let fixture = try LedgerFixture()
    let (bank, ann) = (try fixture.open("bank", .external), try fixture.open("ann"))
    try fixture.run { (plan) throws(StoreError) in
      for index in 0..<(KeyPage.rows * 3) {
        _ = try plan.transfer(
          TransferRequest(
            legs: [Leg(from: bank, to: ann, amount: won(1))], key: requestKey("k\(index)")))
      }
    }
    try fixture.connection.execute(edit)
    #expect(try fixture.audit().fault?.place == .keys(RowID(rawValue: 513)))
  }

  /// Every refusal survives being stored.
  @Test(arguments: [
    LedgerRefusal.insufficientFunds(
      account: AccountID(rawValue: 1), amount: 2, available: -3),
    .keyReused, .accountUnknown(AccountID(rawValue: 1)),
    .currencyMismatch(account: AccountID(rawValue: 1)), .sameAccount(AccountID(rawValue: 1)),
    .amountOutOfRange(amount: 1, maximum: 2), .paymentLimit(amount: 1, maximum: 2),
    .balanceLimit(account: AccountID(rawValue: 1), balance: 2, maximum: 3),
    .legsOutOfRange(count: 1, maximum: 2), .transferUnknown(1), .holdEnded(1), .holdExpired(1),
    .holdNotDue(1), .holdTooLong(milliseconds: 1, maximum: 2),
    .captureTooLarge(amount: 1, held: 2), .refundTooLarge(amount: 1, remaining: 2),
    .limitNotAllowed(AccountID(rawValue: 1)), .linkedFailed(index: 1),
    .batchOutOfRange(count: 1, maximum: 2),
  ])
  func refusalsReadBack(refusal: LedgerRefusal) {
    #expect(LedgerRefusal(refusal.stored) == refusal)
    #expect(ErrorCode.named(refusal.code.name) != nil)
    for language in Language.allCases {
      let sentence = refusal.refusal.message(in: language)
      #expect(!sentence.isEmpty && !sentence.contains("{"))
    }
  }

  @Test func anUnknownStoredCodeIsNotGuessed() {
    #expect(LedgerRefusal(LedgerRefusal.Stored(code: "wallet.from_the_future")) == nil)
  }
}
