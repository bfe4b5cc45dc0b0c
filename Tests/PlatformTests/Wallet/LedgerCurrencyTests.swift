import Platform
import Store
import Testing
import Wire

/// Two currencies in one ledger never mix.
@Suite struct LedgerCurrencyTests {
  private func open(_ fixture: LedgerFixture, _ name: String, _ currency: Currency) throws
    -> AccountID
  {
    try fixture.run { (plan) throws(StoreError) in
      try plan.open(
        AccountOwner(name), name.hasPrefix("bank") ? .external : .user, currency)
    }
  }

  @Test func eachCurrencyBalancesByItself() throws {
    let fixture = try LedgerFixture()
    let (bankWon, bankDollar) = (
      try open(fixture, "bank", .krw), try open(fixture, "bank", .usd)
    )
    let (annWon, annDollar) = (try open(fixture, "ann", .krw), try open(fixture, "ann", .usd))
    #expect(Set([bankWon, bankDollar, annWon, annDollar]).count == 4)
    let cases: [(AccountID, AccountID, Money, String?)] = [
      (bankWon, annWon, Money(100, .krw), nil),
      (bankDollar, annDollar, Money(250, .usd), nil),
      (bankWon, annDollar, Money(1, .krw), "wallet.currency_mismatch"),
      (bankWon, annDollar, Money(1, .usd), "wallet.currency_mismatch"),
      (bankWon, annWon, Money(1, .usd), "wallet.currency_mismatch"),
      (bankWon, AccountID(rawValue: 99), Money(1, .krw), "wallet.account_unknown"),
      (AccountID(rawValue: 0), annWon, Money(1, .krw), "wallet.account_unknown"),
      (AccountID(rawValue: -1), annWon, Money(1, .krw), "wallet.account_unknown"),
    ]
    for (from, to, amount, code) in cases {
      let outcome = try fixture.run { (plan) throws(StoreError) in
        try plan.transfer(
          TransferRequest(legs: [Leg(from: from, to: to, amount: amount)], key: nil))
      }
      #expect(outcome.refusal?.code.name == code)
    }
    let report = try fixture.audit()
    #expect(report.isSound)
    #expect(report.sums == ["KRW": 0, "USD": 0])
    try fixture.reopen()
    #expect(fixture.ledger.read(annWon)?.posted == 100)
    #expect(fixture.ledger.read(annDollar) == fixture.balances()[3])
    #expect(fixture.balances()[3].currency == .usd)
  }

  /// Amounts at the edge of Int64 are refused, not wrapped.
  @Test func sumsDoNotOverflow() throws {
    let fixture = try LedgerFixture()
    let (bank, ann) = (try open(fixture, "bank", .krw), try open(fixture, "ann", .krw))
    for amount in [Int64.max, Int64.min, -1, 0, Money.largestAmount + 1] {
      let outcome = try fixture.run { (plan) throws(StoreError) in
        try plan.transfer(
          TransferRequest(legs: [Leg(from: bank, to: ann, amount: Money(amount, .krw))], key: nil))
      }
      #expect(outcome.refusal?.code == WalletError.amountInvalid)
    }
    let legs = Array(
      repeating: Leg(from: bank, to: ann, amount: Money(.max, .krw)),
      count: TransferRequest.maximumLegs)
    let limited = try fixture.run { (plan) throws(StoreError) in
      try plan.transfer(
        TransferRequest(
          legs: legs, key: nil,
          limits: TransferLimits(maximumPayment: .max, maximumBalance: nil)))
    }
    #expect(limited.refusal?.code == WalletError.limit)
    #expect(fixture.balances().allSatisfy { $0.posted == 0 })
  }
}
