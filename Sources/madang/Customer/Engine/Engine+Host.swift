import Wire

extension Engine {
  /// Rows that lists of the host show.
  static let listLimit = 20

  /// Goes back one step: a page, then the visit, then home. Nothing typed or ordered is lost.
  func back() throws(ShellFailure) {
    counters.keys += 1
    try stepBack()
  }

  func perform(_ deed: Choice.HostDeed) throws(ShellFailure) {
    switch deed {
    case .approve:
      if case .mandate = place { return try approveMandate(pin: nil) }
      if case .proposal = place { return try approveProposal() }
      try pay(amount: nil)
    case .decline:
      if case .mandate = place { return try declineMandate() }
      if case .proposal = place { return try declineProposal() }
      dropSheet()
    case .allow: try answerConsent(.granted)
    case .refuseConsent: try answerConsent(.declined)
    case .answer(let action): try answerQuestion(action)
    case .proposals: try showProposals()
    case .questions: try showQuestions()
    case .back: try stepBack()
    case .done: try leaveReceipt()
    case .scan, .quit: break
    case .inbox: push(.inbox(try inbox().messages))
    case .orders: push(.orders(try orders()))
    case .wallet: push(.wallet(try wallet()))
    case .mandates: push(.mandates(try mandates()))
    case .deals: push(.deals(try deals()))
    case .mandate(let mandate): try open(mandate: mandate)
    case .revoke(let mandate): try revoke(mandate)
    case .deal(let deal): try open(deal: deal)
    case .visit(let session): try resume(session)
    case .receipt(let bill, let action): try open(receipt: bill, action: action)
    case .bill(let bill): try open(bill: bill)
    case .confirm(let code): try confirm(code)
    }
  }

  private func stepBack() throws(ShellFailure) {
    notices = []
    field = nil
    switch place {
    case .sheet: dropSheet()
    case .consent: try answerConsent(.declined)
    case .question: try answerQuestion(.cancel)
    case .visit(var visit):
      if visit.goBack() {
        place = .visit(visit)
        if visit.isStale { try refresh() }
      } else {
        try goHome()
      }
    case .home: break
    case .receipt, .inbox, .orders, .wallet, .mandate, .code, .proposal, .mandates, .deals, .deal:
      try leaveReceipt()
    }
  }

  /// Leaves a receipt or a list of the host for what lies under it.
  private func leaveReceipt() throws(ShellFailure) {
    if places.count > 1 { places.removeLast() }
    if case .home = place { return try goHome() }
    if try !refreshAgreements() { try refresh() }
  }

  /// Takes the sheet away without paying.
  func dropSheet() {
    guard case .sheet(let request) = place, places.count > 1 else { return }
    places.removeLast()
    guard let token = request.token else { return }
    do throws(ShellFailure) {
      _ = try link.call(BillRevokeMethod.self, .init(key: newKey(), jti: token.jti))
    } catch {
      // It ends by itself within minutes and pays nothing but this bill at this price.
      say(.info, error.lines(in: language))
    }
  }

  /// The person's messages; listing marks them read.
  func inbox() throws(ShellFailure) -> InboxListMethod.Result {
    let result = try link.call(InboxListMethod.self, .init(limit: Self.listLimit))
    unread = 0
    return result
  }

  /// The person's bills and receipts.
  func orders() throws(ShellFailure) -> [BillView] {
    try link.call(BillListMethod.self, .init(limit: Self.listLimit)).bills
  }

  /// What the wallet holds and how it came there.
  func wallet() throws(ShellFailure) -> Place.Wallet {
    let balance = try link.call(WalletBalanceMethod.self, .init())
    let history = try link.call(WalletHistoryMethod.self, .init(limit: Self.listLimit))
    return Place.Wallet(
      balance: Money(balance.available, balance.currency), held: balance.held,
      paymentLimit: balance.paymentLimit, balanceLimit: balance.balanceLimit,
      entries: history.entries, pending: balance.pending)
  }

  /// Moves money into the wallet: from a linked source, or the sandbox's deposit.
  func topUp(
    _ amount: Int64, key: String? = nil, source: FundingSourceID? = nil, method: String? = nil
  ) throws(ShellFailure) -> WalletTopUpMethod.Result {
    try link.call(
      WalletTopUpMethod.self,
      .init(
        key: key ?? newKey(), amount: amount, currency: .krw, source: source, method: method))
  }
}
