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

/// A published version as the daemon runs it.
package struct Release: Sendable, Hashable {
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
}
