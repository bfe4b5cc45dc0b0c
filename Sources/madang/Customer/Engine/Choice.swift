import Wire

/// One thing a person can do on a screen.
struct Choice: Hashable {
  /// What choosing it does.
  enum Deed: Hashable {
    /// Calls a feature of the program.
    case action(PageAction)
    /// Enters a field to type.
    case field(String)
    /// Chooses or unchooses one option of an input.
    case option(input: String, option: String)
    /// Turns a yes-or-no around.
    case toggle(String)
    /// Something of the host.
    case host(HostDeed)
  }

  /// What the host's own screens offer.
  enum HostDeed: Hashable {
    case allow, refuseConsent
    /// Answers what a program asks.
    case answer(QuestionAction)
    /// Shows what agents wait for, or what programs ask.
    case proposals, questions
    case approve, decline, back, done, scan, inbox, orders, wallet, quit
    case mandates, deals
    /// Opens what an app may charge.
    case mandate(MandateID)
    /// Takes back what an app may charge.
    case revoke(MandateID)
    /// Opens a safe trade.
    case deal(DealID)
    /// Goes on with an open visit.
    case visit(SessionID)
    /// Opens a receipt's action.
    case receipt(BillID, action: String)
    /// Opens a bill, to pay or to read.
    case bill(BillID)
    /// Says yes to a code that waits.
    case confirm(CodeView)
  }

  /// What `tap` names it by; unique on the screen.
  var id: String
  /// What it is called.
  var label: LocalizedText
  /// Its key; nil where the screen has more things than keys: arrows reach it.
  var key: KeyLabel?
  /// What it does.
  var deed: Deed
  /// Why it cannot be chosen; nil where it can.
  var disabled: LocalizedText?

  /// Keys pressed to choose it: one, or as many arrows as lie beyond the last label and Enter.
  func keyCost(at index: Int) -> Int {
    key == nil ? index - KeyLabel.row.count + 2 : 1
  }
}

extension [Choice] {
  /// The choices with keys: Enter and Esc stay where they are set, the rest follow the row of keys.
  func labelled() -> [Choice] {
    var row = KeyLabel.row[...]
    let taken = Set(compactMap(\.key))
    return map { choice in
      guard choice.key == nil, choice.disabled == nil else { return choice }
      var labelled = choice
      while let next = row.popFirst() {
        if taken.contains(.character(next)) { continue }
        labelled.key = .character(next)
        break
      }
      return labelled
    }
  }
}
