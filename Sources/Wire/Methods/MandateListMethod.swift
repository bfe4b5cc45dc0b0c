/// Lists what the caller lets apps charge later, newest first.
package enum MandateListMethod: Method {
  /// What the caller sends.
  package typealias Params = ListParams

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// The mandates.
    package var mandates: [MandateView]

    /// What the daemon answers.
    package init(mandates: [MandateView]) {
      self.mandates = mandates
    }
  }

  package static let name = "mandate.list"
  package static let summary =
    "Lists what the caller lets apps charge later, newest first."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: [:],
    result: [
      "mandates": [
        [
          "mandate": "md_7k2p", "app": "kr.co.beanbox.subscribe", "payee": "빈박스", "title": "원두 구독",
          "terms": [
            "maxPerCharge": 15_000, "maxPerPeriod": 15_000, "total": 180_000, "unit": "month",
            "count": 1, "usage": "recurring", "currency": "KRW",
          ], "status": "active", "created": 1_763_680_000_000, "expires": 1_763_766_400_000,
          "approved": 1_763_680_100_000, "period": 0, "periodEnds": 1_766_242_800_000,
          "charged": 0, "chargedTotal": 0, "owed": 0,
        ]
      ]
    ])
}
