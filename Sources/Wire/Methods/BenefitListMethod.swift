/// The caller's coupons, stamps and cards that hold now, newest first.
package enum BenefitListMethod: Method {
  /// What the caller sends.
  package typealias Params = NoParams

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// What was given.
    package var benefits: [BenefitView]

    /// What the daemon answers.
    package init(benefits: [BenefitView]) {
      self.benefits = benefits
    }
  }

  package static let name = "benefit.list"
  package static let summary =
    "The caller's coupons, stamps and cards that hold now, newest first."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: [:],
    result: [
      "benefits": [
        [
          "benefit": "bn_3d7f", "app": "kr.co.noodlehouse.table", "from": "국수집",
          "merchant": "noodlehouse", "kind": "stamp", "title": "국수 한 그릇", "count": 3,
          "granted": 1_763_680_000_000,
        ]
      ]
    ])
}
