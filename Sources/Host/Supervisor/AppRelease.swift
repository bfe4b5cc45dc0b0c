package import Wire

/// One published version of an app, as far as running it is concerned.
package struct AppRelease: Sendable {
  /// Which version of which app: the unit that has processes of its own.
  package struct Key: Hashable, Sendable {
    /// The app.
    package let app: AppID
    /// Its version for machines.
    package let version: Int64

    /// A version of an app.
    package init(app: AppID, version: Int64) {
      self.app = app
      self.version = version
    }
  }

  /// Which version of which app.
  package let key: Key
  /// The bundle's name in the store.
  package let digest: String
  /// What is started of the bundle.
  package let entry: ProgramEntry
  /// What a process may use.
  package let limits: SandboxLimits
  /// What the program offered when it was published.
  package let tools: FrozenTools

  /// A published version.
  package init(
    key: Key, digest: String, entry: ProgramEntry, limits: SandboxLimits, tools: FrozenTools
  ) {
    self.key = key
    self.digest = digest
    self.entry = entry
    self.limits = limits
    self.tools = tools
  }
}
