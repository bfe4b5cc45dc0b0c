/// Publishes a version of an app: checks the manifest, stores the program, compares what it offers.
package enum RegistryPublishMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// The manifest's text.
    package var manifest: String
    /// The absolute path of the program or of the folder that holds it.
    package var source: String

    /// What the caller sends.
    package init(key: String, manifest: String, source: String) {
      self.key = key
      self.manifest = manifest
      self.source = source
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// The app.
    package var app: AppID
    /// The version's code.
    package var version: Int64
    /// What codes name the app by.
    package var shortID: String
    /// SHA-256 of the program in hexadecimal.
    package var digest: String
    /// What it offers.
    package var features: [String]
    /// Whether this is a stored answer.
    package var replayed: Bool?

    /// What the daemon answers.
    package init(
      app: AppID, version: Int64, shortID: String, digest: String, features: [String],
      replayed: Bool? = nil
    ) {
      self.app = app
      self.version = version
      self.shortID = shortID
      self.digest = digest
      self.features = features
      self.replayed = replayed
    }
  }

  package static let name = "registry.publish"
  package static let summary =
    "Publishes a version of an app: checks the manifest, stores the program, compares what it "
    + "offers."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.session
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef", "manifest": "{}", "source": "/opt/noodle/TableOrder"],
    result: [
      "app": "kr.co.noodlehouse.table", "version": 15, "shortID": "ABC123",
      "digest": "0000000000000000000000000000000000000000000000000000000000000000",
      "features": ["menu.open"],
    ])
}
