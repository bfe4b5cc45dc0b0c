import Testing
import Wire

@testable import Platform

/// The conformance suite: every script means the same with every provider, whatever its style. An
/// audit from the log alone ends each, and after each step the money is where the screen says.
@Suite struct EscrowJourneyTests {
  static let providers = ["sandbox-step", "sandbox-final"]

  static let scripts: [(name: String, script: String)] = [
    (
      "a good sale",
      """
      = created turn buyer
      buyer fund
      = funded turn seller
      seller ship CJ 123
      = shipping noTracking
      carrier 1 inTransit
      = shipping onTheWay
      carrier 1 delivered
      = delivered turn buyer
      buyer receive
      = settled buyer 0 turn -
      !trade.not_now buyer receive
      !trade.not_now seller ship CJ 124
      """
    ),
    (
      "nobody says anything after a tracked delivery: three days",
      """
      buyer fund
      seller ship CJ 123
      carrier 1 delivered
      wait 3d-1ms
      = delivered turn buyer
      restart
      wait 1ms
      = settled buyer 0
      """
    ),
    (
      "nobody says anything after untracked shipping: seven days",
      """
      buyer fund
      seller ship hand -
      = shipping turn buyer
      wait 7d-1ms
      = shipping turn buyer
      wait 1ms
      = settled buyer 0
      """
    ),
    (
      "a seller who shipped nothing is never paid by the clock",
      """
      buyer fund
      seller ship CJ 123
      = shipping noTracking
      wait 14d-1ms
      = shipping noTracking
      wait 1ms
      = disputed disputeOpen
      wait 90d
      = disputed turn operator
      operator buyer
      = refunded buyer 80000
      """
    ),
    (
      "a number that moved before the payment is another parcel",
      """
      buyer fund
      seller ship CJ 123
      carrier 1 delivered seen -1d
      = delivered trackingPredatesOrder
      wait 13d
      = delivered trackingPredatesOrder
      seller correct 1 CJ 124
      = shipping noTracking
      carrier 1 delivered
      wait 3d
      = settled buyer 0
      """
    ),
    (
      "lost on the way, sent again",
      """
      buyer fund
      seller ship CJ 123
      carrier 1 lost
      = shipping lost
      seller ship CJ 124
      = shipping lost
      seller dispute
      = disputed disputeOpen
      !trade.not_yours seller receive
      operator seller
      = settled buyer 0
      """
    ),
    (
      "two parcels: the clock waits for both",
      """
      buyer fund
      seller ship CJ 123
      seller ship CJ 124
      carrier 1 delivered
      = shipping noTracking
      carrier 2 inTransit
      = shipping onTheWay
      wait 1d
      carrier 2 delivered
      = delivered turn buyer
      wait 3d-1ms
      = delivered turn buyer
      wait 1ms
      = settled buyer 0
      """
    ),
    (
      "rejected, returned, refunded",
      """
      buyer fund
      seller ship CJ 123
      carrier 1 delivered
      buyer reject
      = rejected turn seller
      !trade.not_yours buyer return
      seller return
      = returning notSentBack
      buyer ship CJ 900
      = returning noTracking
      carrier 2 inTransit
      = returning onTheWay
      carrier 2 delivered
      = returning turn seller
      seller receive
      = refunded seller 0 buyer 80000 fee 0
      """
    ),
    (
      "a returned item that the seller does not look at",
      """
      buyer fund
      seller ship CJ 123
      carrier 1 delivered
      buyer reject
      seller return
      buyer ship CJ 900
      carrier 2 delivered
      wait 3d-1s
      = returning turn seller
      wait 1s
      = refunded buyer 80000
      """
    ),
    (
      "rejected, and the buyer never sends it back",
      """
      buyer fund
      seller ship CJ 123
      carrier 1 delivered
      buyer reject
      seller return
      wait 7d-1s
      = returning notSentBack
      wait 1s
      = disputed turn operator
      operator seller
      = settled buyer 0
      """
    ),
    (
      "rejected, and the seller says nothing",
      """
      buyer fund
      seller ship hand -
      buyer reject
      wait 3d
      = disputed turn operator
      operator buyer
      = refunded buyer 80000
      """
    ),
    (
      "exchanged for another one",
      """
      buyer fund
      seller ship CJ 123
      carrier 1 delivered
      buyer reject
      seller return
      buyer ship CJ 900
      carrier 2 delivered
      seller ship CJ 124
      = shipping noTracking
      carrier 3 delivered
      = delivered turn buyer
      buyer receive
      = settled buyer 0
      """
    ),
    (
      "a dispute is split to the won",
      """
      buyer fund
      seller ship CJ 123
      buyer dispute
      = disputed disputeOpen
      !trade.split_sum operator split 0
      !trade.split_sum operator split 80000
      operator split 33333
      = settled buyer 33333
      """
    ),
    (
      "the buyer gives in during a dispute",
      """
      buyer fund
      seller ship CJ 123
      seller dispute
      buyer receive
      = settled buyer 0
      """
    ),
    (
      "given up before it is paid, by either",
      """
      !trade.not_now seller ship CJ 123
      seller cancel
      = cancelled buyer 0
      !trade.not_now buyer fund
      """
    ),
    (
      "given up before it is shipped",
      """
      buyer fund
      buyer cancel
      = refunded buyer 80000
      """
    ),
    (
      "the seller lets it be",
      """
      buyer fund
      seller cancel
      = refunded buyer 80000
      """
    ),
    (
      "never paid",
      """
      wait 15m-1ms
      = created turn buyer
      wait 1ms
      = expired turn -
      !trade.expired buyer fund
      """
    ),
    (
      "paid in the last millisecond",
      """
      wait 15m-1ms
      buyer fund
      = funded turn seller
      wait 1h
      = funded turn seller
      """
    ),
    (
      "another amount than what was seen",
      """
      !trade.amount_changed buyer fund 79999
      !trade.amount_changed buyer fund 80001
      !trade.unknown seller fund
      buyer fund
      !trade.not_now buyer fund
      !trade.not_yours buyer ship CJ 1
      !trade.unknown stranger receive
      !trade.delivery_unknown carrier 1 delivered
      """
    ),
  ]

  @Test(arguments: scripts.map(\.name), providers)
  func conformance(name: String, provider: String) throws {
    let script = try #require(Self.scripts.first { $0.name == name }).script
    let trade = try EscrowScript.check(provider, script)
    // Nothing that came to rest is different for the provider.
    #expect(try trade.drift() == [])
  }

  /// The fee is data: of the seller's part only, rounded down.
  @Test(
    arguments: [
      ("sandbox-step", "seller", 79_200, 0, 800), ("sandbox-final", "seller", 78_000, 0, 2_000),
      ("sandbox-strict", "seller", 80_000, 0, 0), ("sandbox-step", "buyer", 0, 80_000, 0),
      ("sandbox-step", "split 79999", 1, 79_999, 0),
      ("sandbox-step", "split 33333", 46_201, 33_333, 466),
      ("sandbox-final", "split 1", 78_000, 1, 1_999),
    ] as [(String, String, Int64, Int64, Int64)])
  func parts(
    provider: String, verdict: String, seller: Int64, buyer: Int64, fee: Int64
  ) throws {
    let trade = try EscrowScript.check(
      provider,
      """
      buyer fund
      seller ship CJ 123
      buyer dispute
      operator \(verdict)
      """)
    let purse = try trade.view().purse
    #expect(purse == DealView.Purse(escrow: 0, seller: seller, buyer: buyer, fee: fee))
    #expect(try trade.balance("seller") == seller)
    #expect(try trade.balance("buyer") == 120_000 + buyer)
    #expect(try trade.posted(Platform.escrowFees, .fee) == fee)
  }

  /// A provider whose rules know no untracked shipping never confirms it by itself.
  @Test func untrackedShippingWhereTheProviderTakesNone() throws {
    _ = try EscrowScript.check(
      "sandbox-strict",
      """
      buyer fund
      seller ship hand -
      = shipping noTracking
      wait 13d
      = shipping noTracking
      buyer receive
      = settled buyer 0
      """)
  }

  /// Nobody who is not asked gets a message, and whoever's turn it is gets one.
  @Test func whoseTurnItIsIsTold() throws {
    let trade = try EscrowScript.check(
      "sandbox-step",
      """
      buyer fund
      seller ship CJ 123
      carrier 1 delivered
      buyer receive
      """)
    func templates(_ name: String) throws -> [String] {
      try trade.world.inbox(name).map(\.template).reversed()
    }
    #expect(try templates("buyer") == ["deal.created", "deal.delivered", "deal.settled"])
    #expect(try templates("seller") == ["deal.funded", "deal.shipping", "deal.settled"])
    let last = try #require(try trade.world.inbox("seller").first)
    #expect(last.text.text(in: .english).contains("The seller was paid ₩79,200 (fee ₩800)."))
    #expect(last.text.text(in: .korean).contains("판매자가 ₩79,200을 받았습니다"))
  }
}
