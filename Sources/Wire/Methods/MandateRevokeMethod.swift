/// Ends a mandate at once; nothing more is charged by it.
package enum MandateRevokeMethod: Method {
  /// What the caller sends.
  package typealias Params = MandateParams

  /// What the daemon answers.
  package typealias Result = MandateReply

  package static let name = "mandate.revoke"
  package static let summary =
    "Ends a mandate at once; nothing more is charged by it."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef", "mandate": "md_7k2p"],
    result: [
      "mandate": [
        "mandate": "md_7k2p", "app": "kr.co.beanbox.subscribe", "payee": "빈박스", "title": "원두 구독",
        "terms": [
          "maxPerCharge": 15_000, "maxPerPeriod": 15_000, "total": 180_000, "unit": "month",
          "count": 1, "usage": "recurring", "currency": "KRW",
        ], "status": "revoked", "created": 1_763_680_000_000, "expires": 1_763_766_400_000,
        "approved": 1_763_680_100_000, "period": 0, "periodEnds": 1_766_242_800_000,
        "charged": 0, "chargedTotal": 0, "owed": 0,
      ]
    ])
}
