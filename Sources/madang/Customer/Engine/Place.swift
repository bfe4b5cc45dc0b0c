import Wire

/// Where a person is in the shell.
enum Place: Hashable {
  case home(Home)
  case visit(Visit)
  case sheet(PayRequest)
  case consent(ConsentRequest)
  case mandate(MandateRequest)
  case question(QuestionRequest)
  case proposal(ProposalRequest)
  case receipt(Receipt)
  case inbox([InboxMessage])
  case orders([BillView])
  case wallet(Wallet)
  /// What apps may charge later.
  case mandates([MandateView])
  /// Safe trades.
  case deals([DealView])
  case deal(DealView)
  /// A code that waits for this person's word.
  case code(CodeRequest)

  /// What home shows.
  struct Home: Hashable {
    var sessions: [SessionSummary] = []
    var available: Money?
  }

  /// What the wallet shows.
  struct Wallet: Hashable {
    var balance: Money
    var held: Int64
    var paymentLimit: Int64
    var balanceLimit: Int64
    var entries: [WalletEntry]
    /// What a bank was asked to bring and has not answered.
    var pending: Int64?
  }
}

/// A pay sheet with the key under which it is paid, however often it is asked for.
struct PayRequest: Hashable {
  var sheet: PaySheet
  var key: String
  /// What stands for the PIN once it was given, so that it is not kept; taken back with the sheet.
  var token: PaymentToken?
}

/// A code on the screen, and whether its amount needs the PIN: the daemon decides that.
struct CodeRequest: Hashable {
  var code: CodeView
  var needsPIN = false
}

/// A one-time payment token with its public name.
struct PaymentToken: Hashable {
  var token: String
  var jti: String
}

/// A paid bill with what paying it left.
struct Receipt: Hashable {
  var bill: BillView
  /// What the payer holds now; nil where an old receipt is read.
  var balance: Int64?
  /// The ledger's newest hash at that moment.
  var head: String?
}
