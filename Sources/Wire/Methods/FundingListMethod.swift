/// Lists linked cards and accounts, and money that is under way.
package enum FundingListMethod: Method {
  /// What the caller sends.
  package typealias Params = NoParams

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// What is linked.
    package var sources: [FundingSource]
    /// Payments whose outcome is not known yet.
    package var pending: [FundingPayment]

    /// What the daemon answers.
    package init(sources: [FundingSource], pending: [FundingPayment]) {
      self.sources = sources
      self.pending = pending
    }
  }

  package static let name = "funding.list"
  package static let summary =
    "Lists linked cards and accounts, and money that is under way."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: [:],
    result: [
      "sources": [
        [
          "source": "f_8s4k", "kind": "card", "last4": "0007", "phone": "010-****-5678",
          "linked": 1_763_680_000_000,
        ]
      ],
      "pending": [
        [
          "payment": "x_1", "direction": "in", "amount": 30_000, "currency": "KRW",
          "at": 1_763_680_000_000, "asks": 1_763_680_060_000,
        ]
      ],
    ])
}
