/// Shows one mandate: its terms, what was charged, what comes next.
package enum MandateShowMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable {
    /// Which.
    package var mandate: MandateID

    /// What the caller sends.
    package init(mandate: MandateID) {
      self.mandate = mandate
    }
  }

  /// What the daemon answers.
  package typealias Result = MandateView

  package static let name = "mandate.show"
  package static let summary =
    "Shows one mandate: its terms, what was charged, what comes next."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["mandate": "md_7k2p"],
    result: [
      "mandate": "md_7k2p", "app": "kr.co.beanbox.subscribe", "payee": "빈박스", "title": "원두 구독",
      "terms": [
        "maxPerCharge": 15_000, "maxPerPeriod": 15_000, "total": 180_000, "unit": "month",
        "count": 1, "usage": "recurring", "currency": "KRW",
      ], "status": "proposed", "created": 1_763_680_000_000, "expires": 1_763_766_400_000,
      "charged": 0, "chargedTotal": 0, "owed": 0,
    ])
}
