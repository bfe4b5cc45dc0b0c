import JSONRPC
import Wire

/// What the full screen remembers between keys; pure. It turns keys into what the engine is to do,
/// and the engine's screen into the lines of a terminal.
struct ScreenModel {
  /// Something for the engine.
  enum Command: Hashable {
    case tap(String)
    case fill(String, String)
    case approve
    case approveWithPIN(String)
    case decline
    case back
    case scan(String)
    case quit
    /// Only the drawing changes.
    case redraw
    /// The key came before the sheet could be read.
    case tooEarly
  }

  /// A text that is being typed.
  struct Edit: Hashable {
    /// Where it goes.
    enum Target: Hashable {
      case field(String)
      case scan
      case search
    }

    var target: Target
    var text: String

    /// The input's id; nil for the prompts of the host.
    var field: String? {
      if case .field(let id) = target { id } else { nil }
    }
  }

  /// The key that looks through a list.
  static let searchKey: Character = "/"

  /// The choice that the arrows stand on.
  private(set) var selection: String?
  /// What is being typed.
  private(set) var edit: Edit?
  /// What the lists are narrowed to; empty shows everything.
  private(set) var query = ""
  /// The first line of the body that is shown.
  private(set) var scroll = 0
  /// The digits of the PIN typed so far; they live here only and go with the sheet.
  private var pin = ""
  /// Digits of a PIN.
  static let pinDigits = 6
  private var sheetGuard = SheetGuard()
  private var shown: String?

  /// Takes what the engine shows now; called before each drawing.
  mutating func show(_ screen: Screen, at now: MonotonicTime) {
    let identity = Self.identity(screen.place)
    if identity != shown {
      shown = identity
      selection = nil
      scroll = 0
      edit = nil
      query = ""
      pin = ""
    }
    if let id = selection, screen.choice(id)?.key == nil, screen.choice(id)?.disabled != nil {
      selection = nil
    }
    if edit == nil, let field = screen.field { begin(field, screen) }
    if case .sheet(let request) = screen.place {
      sheetGuard.note("\(request.sheet.bill.bill)/\(request.sheet.bill.total.amount)", at: now)
    } else if case .mandate(let request) = screen.place {
      sheetGuard.note("\(request.mandate.mandate)", at: now)
    } else if case .code(let request) = screen.place, request.needsPIN {
      let amount = request.code.amount?.amount ?? 0
      sheetGuard.note("\(request.code.code)/\(amount)", at: now)
    } else if case .proposal(let request) = screen.place {
      sheetGuard.note("\(request.proposal.proposal)", at: now)
    } else {
      sheetGuard.note(nil, at: now)
    }
  }

  /// What of a screen is shown while a search narrows it.
  func narrowed(_ screen: Screen) -> Screen {
    var shown = query.isEmpty ? screen : screen.narrowed { KoreanSearch.matches(query, $0) }
    shown.pinLength = pin.count
    return shown
  }

  /// What a key means on a screen.
  mutating func press(_ key: Key, on screen: Screen, at now: MonotonicTime) -> Command? {
    if key == .interrupt { return .quit }
    if edit != nil { return type(key) }
    if case .sheet(let request) = screen.place {
      return pressOnSheet(key, needsPIN: request.sheet.needsPin ?? false, at: now)
    }
    if case .mandate(let request) = screen.place {
      return pressOnSheet(key, needsPIN: request.needsPIN, at: now)
    }
    if case .code(let request) = screen.place, request.needsPIN {
      return pressOnSheet(key, needsPIN: true, at: now)
    }
    if case .proposal = screen.place { return pressOnSheet(key, needsPIN: false, at: now) }
    switch key {
    case .escape: return escape(screen)
    case .enter: return enter(screen)
    case .up, .backTab: return move(-1, screen)
    case .down, .tab: return move(1, screen)
    case .pageUp: return scroll(by: -Self.pageLines)
    case .pageDown: return scroll(by: Self.pageLines)
    case .home: return scroll(by: Int.min / 2)
    case .end: return scroll(by: Int.max / 2)
    case .character(let character): return choose(character, screen)
    case .left, .right, .backspace, .paste, .unknown, .interrupt, .cursor: return nil
    }
  }

  /// Lines that a page key moves by.
  private static let pageLines = 10

  private mutating func pressOnSheet(
    _ key: Key, needsPIN: Bool, at now: MonotonicTime
  ) -> Command? {
    switch key {
    case .enter:
      guard sheetGuard.mayApprove(at: now) else { return .tooEarly }
      guard needsPIN else { return .approve }
      guard pin.count == Self.pinDigits else { return .redraw }
      // A wrong one is typed anew, all of it.
      defer { pin = "" }
      return .approveWithPIN(pin)
    case .escape:
      pin = ""
      return .decline
    case .character(let digit) where needsPIN && digit.isASCII && digit.isNumber:
      if pin.count < Self.pinDigits { pin.append(digit) }
      return .redraw
    case .backspace where needsPIN:
      pin = String(pin.dropLast())
      return .redraw
    default: return nil
    }
  }

  private mutating func escape(_ screen: Screen) -> Command {
    if selection != nil || !query.isEmpty {
      selection = nil
      query = ""
      return .redraw
    }
    if case .home = screen.place { return .redraw }
    return .back
  }

  private mutating func enter(_ screen: Screen) -> Command? {
    let primary = screen.choices.first { $0.key == .enter }?.id
    guard let id = selection ?? primary else { return nil }
    return activate(id, screen)
  }

  private mutating func choose(_ character: Character, _ screen: Screen) -> Command? {
    if character == Self.searchKey, screen.isSearchable {
      edit = Edit(target: .search, text: query)
      return .redraw
    }
    let label = KeyLabel.character(JamoKeys.key(character))
    return screen.choices.first { $0.key == label }.flatMap { activate($0.id, screen) }
  }

  private mutating func activate(_ id: String, _ screen: Screen) -> Command? {
    guard let choice = screen.choice(id), choice.disabled == nil else { return nil }
    switch choice.deed {
    case .host(.scan):
      edit = Edit(target: .scan, text: "")
      return .redraw
    case .host(.quit): return .quit
    case .host(.back): return .back
    case .field(let field):
      begin(field, screen)
      return .redraw
    default: return .tap(id)
    }
  }

  private mutating func begin(_ field: String, _ screen: Screen) {
    if case .consent = screen.place {
      edit = Edit(target: .field(field), text: "")
      return
    }
    if case .question(let request) = screen.place {
      let value = request.content[field]
      edit = Edit(target: .field(field), text: value?.string ?? value?.text ?? "")
      return
    }
    guard case .visit(let visit) = screen.place else { return }
    edit = Edit(target: .field(field), text: visit.typed[field]?.text ?? "")
  }

  private mutating func type(_ key: Key) -> Command? {
    guard var edit else { return nil }
    switch key {
    case .character(let character): edit.text.append(character)
    case .paste(let text): edit.text += text.cleaned.filter { !$0.isNewline }
    case .backspace: edit.text = String(edit.text.dropLast())
    case .escape:
      if edit.target == .search { query = "" }
      self.edit = nil
      return .redraw
    case .enter, .tab:
      self.edit = nil
      return finish(edit)
    default: return nil
    }
    self.edit = edit
    // The list narrows while its name is typed.
    if edit.target == .search { query = edit.text }
    return .redraw
  }

  private func finish(_ edit: Edit) -> Command {
    switch edit.target {
    case .field(let id): .fill(id, edit.text)
    case .scan: edit.text.isEmpty ? .redraw : .scan(edit.text)
    case .search: .redraw
    }
  }

  private mutating func move(_ step: Int, _ screen: Screen) -> Command {
    let ids = screen.choices.filter { $0.disabled == nil }.map(\.id)
    guard !ids.isEmpty else { return .redraw }
    let current = selection.flatMap(ids.firstIndex)
    let next = current.map { $0 + step } ?? (step > 0 ? 0 : ids.count - 1)
    selection = ids[min(max(next, 0), ids.count - 1)]
    return .redraw
  }

  private mutating func scroll(by lines: Int) -> Command {
    selection = nil
    scroll = max(0, scroll &+ lines)
    return .redraw
  }

  /// Where the first line must be so that the selection and the last page are in sight.
  mutating func settleScroll(lines: [StyledLine], rows: Int) {
    let last = max(0, lines.count - rows)
    scroll = min(scroll, last)
    let target = selection ?? edit?.field
    guard let target, let index = lines.firstIndex(where: { $0.choice == target }) else { return }
    if index < scroll { scroll = index }
    if index >= scroll + rows { scroll = min(last, index - rows + 1) }
  }

  private static func identity(_ place: Place) -> String {
    switch place {
    case .home: "home"
    case .visit(let visit): "visit \(visit.session) \(visit.page.title.json.text)"
    case .sheet(let request): "sheet \(request.sheet.bill.bill)"
    case .consent(let request): "consent \(request.sheet.app)"
    case .question(let request): "question \(request.view.question)"
    case .proposal(let request): "proposal \(request.proposal.proposal)"
    case .mandate(let request): "mandate \(request.mandate.mandate)"
    case .receipt(let receipt): "receipt \(receipt.bill.bill)"
    case .inbox: "inbox"
    case .orders: "orders"
    case .wallet: "wallet"
    case .mandates: "mandates"
    case .deals: "deals"
    case .deal(let deal): "deal \(deal.deal)"
    case .code(let request): "code \(request.code.code)"
    }
  }
}
