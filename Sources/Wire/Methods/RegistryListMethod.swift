/// Lists the published apps.
package enum RegistryListMethod: Method {
  /// What the caller sends.
  package typealias Params = NoParams

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// The apps.
    package var apps: [AppSummary]

    /// What the daemon answers.
    package init(apps: [AppSummary]) {
      self.apps = apps
    }
  }

  package static let name = "registry.list"
  package static let summary =
    "Lists the published apps."
  package static let access = MethodAccess.personOrOperator
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: [:],
    result: [
      "apps": [
        [
          "app": "kr.co.noodlehouse.table", "name": "국수집", "merchant": "noodlehouse", "version": 15,
          "shortID": "ABC123", "routes": ["table"],
        ]
      ]
    ])
}
