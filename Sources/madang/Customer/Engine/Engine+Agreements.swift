import Wire

/// What a person has agreed to: mandates and safe trades, reached from the wallet.
extension Engine {
  /// What apps may charge, newest first.
  func mandates() throws(ShellFailure) -> [MandateView] {
    try link.call(MandateListMethod.self, .init(limit: Self.listLimit)).mandates
  }

  /// The person's safe trades, newest first.
  func deals() throws(ShellFailure) -> [DealView] {
    try link.call(TradeListMethod.self, .init(limit: Self.listLimit)).deals
  }

  /// Shows what an app may charge; one that waits for an answer can be answered.
  func open(mandate: MandateID) throws(ShellFailure) {
    show(try link.call(MandateShowMethod.self, .init(mandate: mandate)))
  }

  /// Takes back what is shown; nothing is charged by it any more.
  func revoke(_ mandate: MandateID) throws(ShellFailure) {
    guard case .mandate(var request) = place, request.mandate.mandate == mandate else {
      throw .fault(ShellFault(.nothingHere))
    }
    request.mandate = try link.call(
      MandateRevokeMethod.self, .init(key: request.key, mandate: mandate)
    ).mandate
    place = .mandate(request)
    say(
      .ok,
      [
        Words.pick(
          language, ko: "거두었습니다. 더는 결제되지 않습니다.",
          en: "Taken back. Nothing is charged any more.")
      ])
  }

  /// Shows a safe trade.
  func open(deal: DealID) throws(ShellFailure) {
    push(.deal(try link.call(TradeShowMethod.self, .init(deal: deal)).deal))
  }

  /// Reads a list of agreements anew when the person comes back to it; false where another place
  /// is shown.
  func refreshAgreements() throws(ShellFailure) -> Bool {
    switch place {
    case .mandates: place = .mandates(try mandates())
    case .deals: place = .deals(try deals())
    case .wallet: place = .wallet(try wallet())
    default: return false
    }
    return true
  }

  /// A safe trade changed: what is shown of it is read anew.
  func dealChanged(_ params: JSONObject) -> Bool {
    guard let name = params["deal"]?.string, case .deal(let deal) = place,
      deal.deal == DealID(name)
    else { return false }
    do {
      place = .deal(try link.call(TradeShowMethod.self, .init(deal: deal.deal)).deal)
    } catch {
      say(.warning, error.lines(in: language))
    }
    return true
  }
}

extension MandateView {
  /// Whether it can be taken back.
  var isInForce: Bool { status == .active || status == .pastDue }
}

extension Place {
  static let walletChoices = [
    host(
      "mandates", LocalizedText(ko: "자동 결제", en: "Automatic payments"), .mandates,
      .character("m")),
    host("deals", LocalizedText(ko: "안전거래", en: "Safe trades"), .deals, .character("d")), back,
  ]

  static func choices(_ mandates: [MandateView]) -> [Choice] {
    (mandates.map { host("mandate:\($0.mandate)", $0.payee, .mandate($0.mandate)) } + [back])
      .labelled()
  }

  static func choices(_ deals: [DealView]) -> [Choice] {
    (deals.map { host("deal:\($0.deal)", $0.title, .deal($0.deal)) } + [back]).labelled()
  }
}
