/// Makes a new key for personal data and brings everybody under it while serving.
package enum AdminRotateKeysMethod: Method {
  /// What the caller sends.
  package typealias Params = KeyParams

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// The new key's version.
    package var version: Int
    /// People whose data was brought under it.
    package var people: Int64
    /// Whether this is a stored answer.
    package var replayed: Bool?

    /// What the daemon answers.
    package init(version: Int, people: Int64, replayed: Bool? = nil) {
      self.version = version
      self.people = people
      self.replayed = replayed
    }
  }

  package static let name = "admin.rotateKeys"
  package static let summary =
    "Makes a new key for personal data and brings everybody under it while serving."
  package static let access = MethodAccess.operatorOnly
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef"],
    result: ["version": 2, "people": 120])
}
