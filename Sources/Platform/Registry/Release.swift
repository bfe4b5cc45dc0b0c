package import Wire

/// Names one version of one app.
package struct ReleaseKey: Hashable, Sendable {
  /// The app.
  package let app: AppID
  /// The version's code.
  package let version: Int64

  /// Names one version of one app.
  package init(app: AppID, version: Int64) {
    self.app = app
    self.version = version
  }
}

/// A published version as the daemon runs it; one object, because every call carries it along.
package final class Release: Sendable, Hashable {
  /// Which.
  package let key: ReleaseKey
  /// What the merchant declared.
  package let manifest: Manifest
  /// SHA-256 of the program's files in hexadecimal: its name in the bundle store.
  package let digest: String
  /// What the program offered at publish: tool names and canonical input schemas.
  package let tools: JSON
  /// What printed codes name the app by.
  package let shortID: String

  init(key: ReleaseKey, manifest: Manifest, digest: String, tools: JSON, shortID: String) {
    self.key = key
    self.manifest = manifest
    self.digest = digest
    self.tools = tools
    self.shortID = shortID
  }

  /// A version never changes once it is published.
  package static func == (left: Release, right: Release) -> Bool {
    left.key == right.key && left.digest == right.digest
  }

  /// Hashes what tells it from others.
  package func hash(into hasher: inout Hasher) { hasher.combine(key) }
}
