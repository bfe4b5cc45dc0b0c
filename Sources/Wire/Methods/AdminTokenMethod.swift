/// Makes a person with a test token, for load generators.
package enum AdminTokenMethod: Method {
  /// What the caller sends.
  package typealias Params = KeyParams

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// What `hello` takes as device.
    package var token: String
    /// Who it belongs to.
    package var person: PersonID

    /// What the daemon answers.
    package init(token: String, person: PersonID) {
      self.token = token
      self.person = person
    }
  }

  package static let name = "admin.token"
  package static let summary =
    "Makes a person with a test token, for load generators."
  package static let access = MethodAccess.operatorOnly
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef"],
    result: ["token": "tok_0123", "person": "p_4t8v"])
}
