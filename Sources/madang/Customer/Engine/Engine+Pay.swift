import Wire

extension Engine {
  /// Approves the sheet that is shown, or a bill that is named: one key.
  /// A PIN is one key a digit more.
  func approve(
    bill: BillID? = nil, amount: Int64? = nil, pin: String? = nil
  ) throws(ShellFailure) {
    counters.keys += 1 + (pin?.count ?? 0)
    notices = []
    if bill == nil, case .mandate = place { return try approveMandate(pin: pin) }
    if bill == nil, case .code(let request) = place {
      return try confirm(request.code, pin: pin)
    }
    if bill == nil, case .proposal = place { return try approveProposal() }
    if let bill, openBill != bill {
      let sheet = try link.call(BillShowMethod.self, .init(bill: bill))
      show(sheet)
    }
    try pay(amount: amount, pin: pin)
  }

  /// Takes the sheet away: one key; only a token that was made for it is taken back by a call.
  func decline() throws(ShellFailure) {
    counters.keys += 1
    if case .consent = place { return try answerConsent(.declined) }
    if case .mandate = place { return try declineMandate() }
    if case .code(let request) = place { return try decline(request.code) }
    if case .question = place { return try answerQuestion(.decline) }
    if case .proposal = place { return try declineProposal() }
    guard case .sheet = place else { throw .fault(ShellFault(.nothingToPay)) }
    dropSheet()
  }

  private var openBill: BillID? {
    if case .sheet(let request) = place { request.sheet.bill.bill } else { nil }
  }

  /// Pays what the sheet shows, or what a script says it saw. The sheet keeps its key: asking again
  /// after a lost answer can never pay twice.
  func pay(amount: Int64?, pin: String? = nil) throws(ShellFailure) {
    guard case .sheet(var request) = place else { throw .fault(ShellFault(.nothingToPay)) }
    let bill = request.sheet.bill
    let approved = amount ?? bill.total.amount
    do {
      if let pin {
        let made = try link.call(
          BillAuthorizeMethod.self,
          .init(key: newKey(), bill: bill.bill, amount: approved, pin: pin))
        request.token = PaymentToken(token: made.token, jti: made.jti)
        place = .sheet(request)
      }
      let paid = try link.call(
        BillPayMethod.self,
        .init(
          key: request.key, bill: bill.bill, amount: approved, token: request.token?.token))
      isPaid = true
      place = .receipt(Receipt(bill: paid.bill, balance: paid.balance, head: paid.head))
    } catch {
      if case .refused(let refusal) = error { try settle(refusal, of: bill.bill) }
      throw error
    }
  }

  /// After a refusal the sheet shows the daemon's newest numbers, or goes where nothing can be
  /// paid.
  private func settle(_ refusal: Refusal, of bill: BillID) throws(ShellFailure) {
    switch refusal.code {
    case BillError.amountChanged, WalletError.insufficientFunds:
      let sheet = try link.call(BillShowMethod.self, .init(bill: bill))
      // A refused key is spent where the amount was part of the request.
      place = .sheet(PayRequest(sheet: sheet, key: newKey()))
    case AuthorizationError.pinRequired, AuthorizationError.tokenExpired,
      AuthorizationError.tokenInvalid, AuthorizationError.tokenRevoked:
      // A small amount may need it too: the daemon decides.
      guard case .sheet(var request) = place else { return }
      request.sheet.needsPin = true
      request.token = nil
      place = .sheet(request)
    case BillError.alreadyPaid, BillError.expired, BillError.cancelled, BillError.unknown:
      dropSheet()
    default: break
    }
  }
}
