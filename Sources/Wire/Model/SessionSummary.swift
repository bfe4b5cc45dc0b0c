/// A session in a list.
package struct SessionSummary: Codable, Sendable, Hashable {
  /// Which.
  package var session: SessionID
  /// Whose.
  package var app: AppID
  /// The app's registered name.
  package var name: LocalizedText
  /// Where.
  package var place: LocalizedText?
  /// How often it has changed.
  package var rev: Int64
  /// How many are in it.
  package var people: Int

  /// A session in a list.
  package init(
    session: SessionID, app: AppID, name: LocalizedText, place: LocalizedText? = nil, rev: Int64,
    people: Int
  ) {
    self.session = session
    self.app = app
    self.name = name
    self.place = place
    self.rev = rev
    self.people = people
  }
}
