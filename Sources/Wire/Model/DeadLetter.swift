/// An event or timer that its program did not take in time; it waits for its merchant's word.
package struct DeadLetter: Codable, Sendable, Hashable {
  /// The call's identity, the same at every try.
  package var call: String
  /// The version that was to take it.
  package var version: Int64
  /// The feature that was to take it.
  package var feature: String
  /// The session it belongs to.
  package var session: SessionID
  /// What the last try came to.
  package var code: String
  /// How often it was tried since it was put into the queue last.
  package var tries: Int
  /// When it came into being.
  package var created: Instant
  /// When it was given up; missing where an earlier version of the daemon did it.
  package var died: Instant?

  /// An event or timer that its program did not take in time; it waits for its merchant's word.
  package init(
    call: String, version: Int64, feature: String, session: SessionID, code: String, tries: Int,
    created: Instant, died: Instant? = nil
  ) {
    self.call = call
    self.version = version
    self.feature = feature
    self.session = session
    self.code = code
    self.tries = tries
    self.created = created
    self.died = died
  }
}
