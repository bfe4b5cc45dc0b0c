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
