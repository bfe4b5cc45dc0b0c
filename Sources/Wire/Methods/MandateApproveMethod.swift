/// Lets an app charge within the terms the person saw; other terms are refused.
package enum MandateApproveMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// Which.
    package var mandate: MandateID
    /// What the person saw and approved.
    package var terms: MandateTerms
    /// The person's PIN of six digits, where the amount needs it; never part of the key.
    package var pin: String?

    /// What the caller sends.
    package init(key: String, mandate: MandateID, terms: MandateTerms, pin: String? = nil) {
      self.key = key
      self.mandate = mandate
      self.terms = terms
      self.pin = pin
    }
  }

  /// What the daemon answers.
  package typealias Result = MandateReply

  package static let name = "mandate.approve"
  package static let summary =
    "Lets an app charge within the terms the person saw; other terms are refused."
  package static let access = MethodAccess.person(.registered)
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: [
      "key": "0123456789abcdef", "mandate": "md_7k2p",
      "terms": [
        "maxPerCharge": 15_000, "maxPerPeriod": 15_000, "total": 180_000, "unit": "month",
        "count": 1, "usage": "recurring", "currency": "KRW",
      ],
    ],
    result: [
      "mandate": [
        "mandate": "md_7k2p", "app": "kr.co.beanbox.subscribe", "payee": "빈박스", "title": "원두 구독",
        "terms": [
          "maxPerCharge": 15_000, "maxPerPeriod": 15_000, "total": 180_000, "unit": "month",
          "count": 1, "usage": "recurring", "currency": "KRW",
        ], "status": "active", "created": 1_763_680_000_000, "expires": 1_763_766_400_000,
        "approved": 1_763_680_100_000, "period": 0, "periodEnds": 1_766_242_800_000,
        "charged": 0, "chargedTotal": 0, "owed": 0,
      ]
    ])
}
