import Testing
import Wire

@testable import Platform

/// The overlay answers the same whether it searches or hashes.
@Suite struct AccountOverlayTests {
  @Test(arguments: [
    0, 1, AccountOverlay.linear, AccountOverlay.linear + 1, AccountOverlay.linear * 4,
  ])
  func findsWhatWasSetLast(count: Int) {
    var overlay = AccountOverlay()
    for round in 0..<3 {
      for index in 0..<count {
        var account = Account(
          id: AccountID(rawValue: Int64(index + 1)), kind: .user, currency: .krw)
        account.posted = Int64(round * 1_000 + index)
        overlay.set(account)
      }
    }
    #expect(overlay.all.count == count)
    for index in 0..<count {
      #expect(overlay[AccountID(rawValue: Int64(index + 1))]?.posted == Int64(2_000 + index))
    }
    #expect(overlay[AccountID(rawValue: Int64(count + 1))] == nil)
  }
}
