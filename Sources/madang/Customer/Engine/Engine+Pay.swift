import Wire

extension Engine {
  /// Approves the sheet that is shown, or a bill that is named: one key.
  func approve(bill: BillID? = nil, amount: Int64? = nil) throws(ShellFailure) {
    counters.keys += 1
    notices = []
    if let bill, openBill != bill {
      let sheet = try link.call(BillShowMethod.self, .init(bill: bill))
      show(sheet)
    }
    try pay(amount: amount)
  }

  /// Takes the sheet away: one key, no call.
  func decline() throws(ShellFailure) {
    counters.keys += 1
    if case .consent = place { return try answerConsent(.declined) }
    guard case .sheet = place else { throw .fault(ShellFault(.nothingToPay)) }
    dropSheet()
  }

  private var openBill: BillID? {
    if case .sheet(let request) = place { request.sheet.bill.bill } else { nil }
  }

  /// Pays what the sheet shows, or what a script says it saw. The sheet keeps its key: asking again
  /// after a lost answer can never pay twice.
  func pay(amount: Int64?) throws(ShellFailure) {
    guard case .sheet(let request) = place else { throw .fault(ShellFault(.nothingToPay)) }
    let bill = request.sheet.bill
    do {
      let paid = try link.call(
        BillPayMethod.self,
        .init(key: request.key, bill: bill.bill, amount: amount ?? bill.total.amount))
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
    case BillError.alreadyPaid, BillError.expired, BillError.cancelled, BillError.unknown:
      dropSheet()
    default: break
    }
  }
}
