/// What methods take about an app that need to know only which.
package struct AppParams: Codable, Sendable, Hashable {
  /// Whose gate.
  package var app: AppID

  /// The parameters.
  package init(app: AppID) {
    self.app = app
  }
}
