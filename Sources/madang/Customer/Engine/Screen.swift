import Wire

/// Everything there is to draw: the one value that all modes render.
struct Screen: Hashable {
  /// Whose shell this is.
  var person: String
  /// What they read.
  var language: Language
  /// Where they are.
  var place: Place
  /// What they can do.
  var choices: [Choice]
  /// What the host has to say, newest last.
  var notices: [HostNotice]
  /// Messages not read yet.
  var unread: Int
  /// The field that is typed into.
  var field: String?
  /// How many digits of the PIN are typed; the digits never come here.
  var pinLength = 0
  /// The person's private word, where it may be shown: only on a terminal or read aloud to them.
  var sealWord: String?

  /// A choice by its id.
  func choice(_ id: String) -> Choice? { choices.first { $0.id == id } }
}

/// A sentence of the host above the page.
struct HostNotice: Hashable {
  var tone: PageNode.NoticeTone
  var lines: [String]
}

/// What was pressed and asked since the scan.
struct Counters: Hashable {
  var keys = 0
  var questions = 0
}
