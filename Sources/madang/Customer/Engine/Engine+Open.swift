import JSONRPC
import Wire

extension Engine {
  /// Takes a scanned text. The scan itself is no key; counting starts anew.
  func open(code: String) throws(ShellFailure) -> StaffRole? {
    startJourney()
    let reply = try link.call(QRScanMethod.self, .init(key: newKey(), payload: code))
    if let page = reply.page { try enter(page) }
    if let sheet = reply.sheet { show(sheet) }
    if let code = reply.code { push(.code(CodeRequest(code: code))) }
    if let hint = Words.takes(reply.kind, language) { say(.info, [hint]) }
    if let role = reply.role, reply.kind == .staff {
      say(
        .ok,
        [
          Words.pick(
            language, ko: "\(role.merchant) 직원이 되었습니다: \(role.role.rawValue)",
            en: "You work for \(role.merchant) now, as \(role.role.rawValue).")
        ])
    }
    return reply.role
  }

  /// Opens an app by name, as from a search or a link.
  func open(app: AppID, route: String, params: JSONObject) throws(ShellFailure) {
    startJourney()
    try enter(
      link.call(
        SessionOpenMethod.self, .init(key: newKey(), app: app, route: route, params: params)))
  }

  /// Opens a staff feature.
  func openShop(app: AppID, feature: String) throws(ShellFailure) {
    startJourney()
    try enter(
      link.call(ShopOpenMethod.self, .init(key: newKey(), app: app, feature: feature)))
  }

  /// Shows a bill: a sheet where it can be paid, else its receipt.
  func open(bill: BillID) throws(ShellFailure) {
    let sheet = try link.call(BillShowMethod.self, .init(bill: bill))
    if sheet.bill.status == .open {
      show(sheet)
    } else {
      push(.receipt(Receipt(bill: sheet.bill, balance: nil, head: nil)))
    }
  }

  /// Opens an action of a receipt.
  func open(receipt bill: BillID, action: String) throws(ShellFailure) {
    try enter(
      link.call(ReceiptOpenMethod.self, .init(key: newKey(), bill: bill, action: action)))
  }

  /// Goes on with a visit that home lists.
  func resume(_ session: SessionID) throws(ShellFailure) {
    if let kept = kept[session] {
      push(.visit(kept))
      return try refresh()
    }
    guard let action = memory.action(of: session) else {
      // Nobody knows which query draws it: only a scan does.
      throw .refused(Refusal(SessionError.unknown))
    }
    try enter(
      link.call(
        SessionCallMethod.self,
        .init(session: session, feature: action.feature, arguments: action.arguments)))
  }

  /// Reads home anew.
  func goHome() throws(ShellFailure) {
    for case .visit(let visit) in places where !visit.ended { kept[visit.session] = visit }
    places = [.home(Place.Home())]
    field = nil
    let sessions = try link.call(SessionListMethod.self, .init()).sessions
    let balance = try link.call(WalletBalanceMethod.self, .init())
    place = .home(
      Place.Home(sessions: sessions, available: Money(balance.available, balance.currency)))
    // What came while no shell was open.
    announce(nil)
  }

  /// Puts a sheet on top, with the key it will be paid under.
  func show(_ sheet: PaySheet) {
    if case .sheet(let request) = place, request.sheet.bill.bill == sheet.bill.bill {
      place = .sheet(PayRequest(sheet: sheet, key: request.key))
    } else {
      push(.sheet(PayRequest(sheet: sheet, key: newKey())))
    }
  }

  /// Enters the session of a reply, on top of home.
  func enter(_ reply: PageReply) throws(ShellFailure) {
    if reply.page == nil, let question = reply.question { return ask(question) }
    guard let json = reply.page else {
      throw .protocolError(
        RPCError(code: RPCError.internalErrorCode, message: "The session has no first page."))
    }
    let page = try read(json)
    for case .visit(let visit) in places where visit.session != reply.session {
      kept[visit.session] = visit
    }
    places = [places[0], .visit(Visit(reply, page: page))]
    memory.note(page.refresh, rev: reply.rev, of: reply.session)
    field = nil
    countQuestions()
    if let sheet = reply.sheet { show(sheet) }
    if let mandate = reply.mandate { show(mandate) }
  }

  /// The daemon has checked the page; the shell reads it with the same reader, never another.
  func read(_ json: JSON) throws(ShellFailure) -> Page {
    do {
      return try Page.read(json, from: .daemon).page
    } catch {
      throw .refused(
        Refusal(
          ProgramError.pageInvalid,
          [
            "pointer": .string(error.pointer),
            "reason": .string(error.message.text(in: language)),
          ]))
    }
  }

  /// Counts the forms of the page that is shown, until the journey is paid.
  func countQuestions() {
    guard !isPaid, case .visit(let visit) = place else { return }
    for id in visit.questions where asked.insert("\(visit.session)/\(id)").inserted {
      counters.questions += 1
    }
    field = visit.questions.first
  }

  private func startJourney() {
    counters = Counters()
    notices = []
    isPaid = false
    asked = []
  }
}
