/// What a caller may do about an error (protocol.md, Errors); the number is the JSON-RPC code.
package enum ErrorClass: Int64, Sendable, Hashable, Codable {
  /// Asking again gives the same answer.
  case final = 1
  /// Something changed: read again, then retry.
  case conflict = 2
  /// The same request may succeed later.
  case later = 3
  /// It may or may not have happened: ask with the same key, never pay again.
  case outcomeUnknown = 4
  /// This caller may not do this.
  case notAllowed = 5
}

/// One stable error code with its sentences; every code is declared once, in a list of its feature.
package struct ErrorCode: Sendable, Hashable {
  /// The stable name: `wallet.insufficient_funds`.
  package let name: String
  /// What a caller may do about it.
  package let errorClass: ErrorClass
  /// What happened, in both languages; `{member}` stands for a member of the details.
  package let sentence: LocalizedText
  /// What to do next, in both languages; may name a command.
  package let fix: LocalizedText

  init(
    _ name: String, _ errorClass: ErrorClass, en english: String, ko korean: String,
    fixEn: String, fixKo: String
  ) {
    self.name = name
    self.errorClass = errorClass
    sentence = LocalizedText(ko: korean, en: english)
    fix = LocalizedText(ko: fixKo, en: fixEn)
  }

  /// Two codes are the same when their names are.
  package static func == (left: ErrorCode, right: ErrorCode) -> Bool { left.name == right.name }

  /// Hashes the name.
  package func hash(into hasher: inout Hasher) { hasher.combine(name) }

  /// Every code there is; a test proves that names are unique and documented.
  package static let all: [ErrorCode] =
    AuthError.all + IdentityError.all + ConsentError.all + RequestError.all + WalletError.all
    + LedgerError.all + BillError.all
    + SessionError.all
    + TradeError.all + StockError.all
    + MandateError.all + ScheduleError.all
    + ProgramError.all + QRError.all + GateError.all + RegistryError.all + DataError.all
    + PlatformError.all + AppError.all
    + AgentError.all + QuestionError.all + BenefitError.all
    + SMSError.all + FundingError.all + AuthorizationError.all

  /// The code of a name, for `explain` and for clients.
  package static func named(_ name: String) -> ErrorCode? { byName[name] }

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
}
