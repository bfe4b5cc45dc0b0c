/// What a shell shows next: the page of an app, and the pay sheet where there is something to pay.
package struct PageReply: Sendable, Hashable, Codable {
  /// The session.
  package var session: SessionID
  /// The app.
  package var app: AppID
  /// The registered name of the app: first pages always show it.
  package var name: LocalizedText
  /// Where the person is: `table 3`; nil where the route has no place.
  package var place: LocalizedText?
  /// The session's revision; sent back as `seenRev`.
  package var rev: Int64
  /// How many people are in the session.
  package var people: Int
  /// The page, as `Page.read(_:from: .daemon)` takes it; nil keeps what is shown.
  package var page: JSON?
  /// What the person is asked to pay.
  package var sheet: PaySheet?
  /// What the person is asked first; the call was not made yet, make it again after either answer.
  package var consent: ConsentSheet?
  /// What the person is asked to let the app charge later.
  package var mandate: MandateView?
  /// What the program asks the person in the middle of the call; the call goes on with
  /// `session.answer`.
  package var question: QuestionView?
  /// Whether the session is over.
  package var ended: Bool
  /// Whether this is a stored answer to a repeated key.
  package var replayed: Bool?

  /// What a shell shows next.
  package init(
    session: SessionID, app: AppID, name: LocalizedText, place: LocalizedText?, rev: Int64,
    people: Int,
    page: JSON?, sheet: PaySheet? = nil, consent: ConsentSheet? = nil,
    mandate: MandateView? = nil, question: QuestionView? = nil, ended: Bool = false,
    replayed: Bool? = nil
  ) {
    self.session = session
    self.app = app
    self.name = name
    self.place = place
    self.rev = rev
    self.people = people
    self.page = page
    self.sheet = sheet
    self.consent = consent
    self.mandate = mandate
    self.question = question
    self.ended = ended
    self.replayed = replayed
  }
}
