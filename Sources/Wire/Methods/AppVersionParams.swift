/// What methods take about an app, or one version of it.
package struct AppVersionParams: Codable, Sendable, Hashable {
  /// Which.
  package var app: AppID
  /// Only this version.
  package var version: Int64?

  /// The parameters.
  package init(app: AppID, version: Int64? = nil) {
    self.app = app
    self.version = version
  }
}
