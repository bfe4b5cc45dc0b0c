import Testing
import Wire

@testable import Platform

/// The fee table and its rounding, at every bound.
@Suite struct FeePolicyTests {
  @Test(
    arguments: [
      (0, 40), (300_000_000, 40), (300_000_001, 100), (500_000_000, 100), (500_000_001, 115),
      (1_000_000_000, 115), (1_000_000_001, 145), (3_000_000_000, 145), (3_000_000_001, 200),
      (Money.largestAmount * 1_000, 200), (-1, 40),
    ] as [(Int64, Int64)]) func tiers(sales: Int64, expected: Int64)
  {
    #expect(FeePolicy.standard.basisPoints(yearlySales: sales) == expected)
  }

  @Test(
    arguments: [
      (0, 40, 0), (249, 40, 0), (250, 40, 1), (499, 40, 1), (500, 40, 2), (7_000, 40, 28),
      (1, 200, 0), (50, 200, 1), (-249, 40, 0), (-250, 40, -1), (-7_000, 145, -101),
      (Money.largestAmount, 10_000, Money.largestAmount),
      (Int64.max, 10_000, Int64.max), (Int64.max, 200, 184_467_440_737_095_516),
    ] as [(Int64, Int64, Int64)]) func rounding(net: Int64, basisPoints: Int64, expected: Int64)
  {
    #expect(FeePolicy.fee(of: net, basisPoints: basisPoints) == expected)
  }
}
