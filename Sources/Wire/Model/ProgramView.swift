/// A program that the host will not start, or will not make some call of.
package struct ProgramView: Codable, Sendable, Hashable {
  /// The app.
  package var app: AppID
  /// Its version.
  package var version: Int64
  /// `quarantined`, `resting` or `open`.
  package var state: String
  /// Since when.
  package var since: Instant
  /// When a program that rests is started again.
  package var until: Instant?
  /// The code of what crashed it last.
  package var reason: String
  /// Features that some arguments of crash it time and again.
  package var disabled: [String]

  /// A program that the host will not start, or will not make some call of.
  package init(
    app: AppID, version: Int64, state: String, since: Instant, until: Instant? = nil,
    reason: String, disabled: [String]
  ) {
    self.app = app
    self.version = version
    self.state = state
    self.since = since
    self.until = until
    self.reason = reason
    self.disabled = disabled
  }
}
