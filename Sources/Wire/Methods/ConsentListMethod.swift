/// Lists what the caller lets each app see of them, and what they declined.
package enum ConsentListMethod: Method {
  /// What the caller sends.
  package typealias Params = NoParams

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// Every decision that holds now.
    package var consents: [ConsentView]

    /// What the daemon answers.
    package init(consents: [ConsentView]) {
      self.consents = consents
    }
  }

  package static let name = "consent.list"
  package static let summary =
    "Lists what the caller lets each app see of them, and what they declined."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: [:],
    result: [
      "consents": [
        [
          "app": "kr.co.noodlehouse.table", "name": "국수집", "merchant": "noodlehouse",
          "scope": "identity.nickname", "decision": "granted", "at": 1_763_680_000_000,
        ]
      ]
    ])
}
