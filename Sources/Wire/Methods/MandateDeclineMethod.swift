/// Says no to a mandate that an app asks for.
package enum MandateDeclineMethod: Method {
  /// What the caller sends.
  package typealias Params = MandateParams

  /// What the daemon answers.
  package typealias Result = MandateReply

  package static let name = "mandate.decline"
  package static let summary =
    "Says no to a mandate that an app asks for."
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
        ], "status": "declined", "created": 1_763_680_000_000, "expires": 1_763_766_400_000,
        "charged": 0, "chargedTotal": 0, "owed": 0,
      ]
    ])
}
