import Crypto
import JSONRPC
import Wire

/// The world of one person: every mode of the shell feeds it inputs and draws its screens.
///
/// Confined to one thread. It owns no clock, no terminal and no file.
final class Engine {
  /// Events kept for `wait`.
  static let eventLimit = 1024
  /// Host notices kept on a screen.
  static let noticeLimit = 4

  /// The name of the person's directory.
  let person: String
  /// What they read.
  var language: Language
  /// The daemon.
  let link: DaemonLink
  /// Where the person is; the last is shown, home lies at the bottom.
  var places: [Place] = [.home(Place.Home())]
  /// Pressed and asked since the scan.
  var counters = Counters()
  /// What the host has to say.
  var notices: [HostNotice] = []
  /// Messages not read.
  var unread = 0
  /// The field that is typed into.
  var field: String?
  /// What the daemon told and nobody has waited for yet.
  var events: [RPCClient.Notification] = []
  /// Whether the journey since the scan is paid: later forms are no questions.
  var isPaid = false
  /// Questions already counted: session and input.
  var asked: Set<String> = []
  /// Visits left through Back: their pages and what was typed wait here.
  var kept: [SessionID: Visit] = [:]
  /// Visits that an earlier run of the shell left open.
  var memory: VisitMemory
  private var random: any RandomSource

  /// The world of a person who has done nothing yet.
  init(
    person: String, language: Language, link: DaemonLink, random: any RandomSource,
    memory: VisitMemory = VisitMemory()
  ) {
    self.memory = memory
    self.person = person
    self.language = language
    self.link = link
    self.random = random
  }

  /// Where the person is.
  var place: Place {
    get { places[places.count - 1] }
    set { places[places.count - 1] = newValue }
  }

  /// What is to be drawn.
  var screen: Screen {
    Screen(
      person: person, language: language, place: place, choices: place.choices(language),
      notices: notices, unread: unread, field: field)
  }

  /// A fresh idempotency key.
  func newKey() -> String { Hex.encode(random.bytes(16)) }

  /// Puts a sentence of the host above the page.
  func say(_ tone: PageNode.NoticeTone, _ lines: [String]) {
    // What a program gave as a reason may stand in it.
    notices.append(HostNotice(tone: tone, lines: lines.map(\.onOneLine)))
    if notices.count > Self.noticeLimit { notices.removeFirst() }
  }

  /// Shows a place on top of where the person is.
  func push(_ place: Place) {
    places.append(place)
    field = nil
  }

  /// The visit that is shown or lies under a sheet or receipt, changed in place.
  func updateVisit(_ session: SessionID, _ change: (inout Visit) -> Void) {
    for index in places.indices.reversed() {
      if case .visit(var visit) = places[index], visit.session == session {
        change(&visit)
        places[index] = .visit(visit)
        return
      }
    }
  }

  /// The visit that is shown.
  func currentVisit() throws(ShellFailure) -> Visit {
    guard case .visit(let visit) = place else { throw .fault(ShellFault(.nothingHere)) }
    return visit
  }
}
