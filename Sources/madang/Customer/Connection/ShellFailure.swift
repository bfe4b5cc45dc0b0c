import JSONRPC
import Wire

/// Everything that can keep the shell from doing what it was asked: a closed list.
enum ShellFailure: Error, Hashable {
  /// The daemon understood and said no.
  case refused(Refusal)
  /// The daemon answered an error that is not in the registry of codes.
  case protocolError(RPCError)
  /// There is no daemon to talk to.
  case unreachable(String)
  /// A request with this key was sent and its answer never came.
  case outcomeUnknown(key: String)
  /// The shell itself cannot do it.
  case fault(ShellFault)

  /// The stable code.
  var code: String {
    switch self {
    case .refused(let refusal): refusal.code.name
    case .protocolError(let error): error.data?["code"]?.string ?? "rpc.\(error.code)"
    case .unreachable: PlatformError.unreachable.name
    case .outcomeUnknown: PlatformError.outcomeUnknown.name
    case .fault(let fault): fault.kind.rawValue
    }
  }

  /// Facts about this case.
  var details: JSONObject {
    switch self {
    case .refused(let refusal): refusal.details
    case .protocolError(let error): error.data?["details"]?.object ?? JSONObject()
    case .unreachable(let reason): ["reason": .string(reason)]
    case .outcomeUnknown(let key): ["key": .string(key)]
    case .fault(let fault): fault.details
    }
  }

  /// Whether money moved nevertheless; nil where nobody knows.
  var moneyMoved: Bool? {
    switch self {
    case .refused(let refusal): refusal.moneyMoved
    case .outcomeUnknown: nil
    case .protocolError, .unreachable, .fault: false
    }
  }

  /// What happened, for a person.
  func message(in language: Language) -> String {
    switch self {
    case .refused(let refusal): refusal.message(in: language)
    case .protocolError(let error): error.message
    case .unreachable(let reason):
      Refusal(PlatformError.unreachable, ["reason": .string(reason)]).message(in: language)
    case .outcomeUnknown: Refusal(PlatformError.outcomeUnknown).message(in: language)
    case .fault(let fault): fault.message(in: language)
    }
  }

  /// What to do next, for a person.
  func fix(in language: Language) -> String? {
    switch self {
    case .refused(let refusal): refusal.fix(in: language)
    case .protocolError: nil
    case .unreachable: Refusal(PlatformError.unreachable).fix(in: language)
    case .outcomeUnknown(let key):
      Refusal(PlatformError.outcomeUnknown).fix(in: language)
        .replacingAll("KEY", with: key)
    case .fault(let fault): fault.fix(in: language)
    }
  }

  /// One line for each thing that is wrong with a document, where the failure is about one.
  func issues(in language: Language) -> [String] {
    (details["issues"]?.array ?? []).compactMap { issue in
      guard let pointer = issue["pointer"]?.string else { return nil }
      let message = issue["message"].flatMap(LocalizedText.init(json:))?.text(in: language) ?? ""
      return "  \(pointer.isEmpty ? "/" : pointer): \(message)"
    }
  }

  /// At most four lines: what happened, whether money moved, what to do, the code.
  func lines(in language: Language) -> [String] {
    var lines = [message(in: language)]
    if code.hasPrefix("wallet.") || code.hasPrefix("bill."), let moneyMoved {
      lines.append(moneyMoved ? Words.moneyMoved(language) : Words.moneyStayed(language))
    }
    if let fix = fix(in: language), !fix.isEmpty { lines.append("→ \(fix)") }
    lines[lines.count - 1] += " [\(code)]"
    return lines
  }

  /// The `error` member of a drive answer and of `--json` output.
  func json(in language: Language) -> JSON {
    var object: JSONObject = [
      "code": .string(code), "message": .string(message(in: language)),
      "details": .object(details), "moneyMoved": moneyMoved.map(JSON.bool) ?? .null,
    ]
    if let fix = fix(in: language) { object["fix"] = [.string(fix)] }
    if case .refused(let refusal) = self, let wait = refusal.retryAfterMilliseconds {
      object["retryAfterMs"] = .integer(wait)
    }
    return .object(object)
  }

  /// The status a command ends with.
  var exitCode: ExitCode {
    switch self {
    case .refused(let refusal): Self.exitCode(of: refusal.code)
    case .protocolError: .ourBug
    case .unreachable: .unreachable
    case .outcomeUnknown: .outcomeUnknown
    case .fault(let fault): fault.kind.exitCode
    }
  }

  private static let badData: Set<ErrorCode> = [
    RequestError.invalid, QRError.unknown, QRError.tooLong, QRError.badCheck,
    RegistryError.manifestInvalid,
  ]

  private static func exitCode(of code: ErrorCode) -> ExitCode {
    if code == PlatformError.internalFault { return .ourBug }
    if badData.contains(code) { return .badData }
    if code.name.hasSuffix(".expired") { return .expired }
    switch code.errorClass {
    case .conflict: return .conflict
    case .later: return .failed
    case .outcomeUnknown: return .outcomeUnknown
    case .notAllowed: return .notAllowed
    case .final:
      // Looking for a movement that is not there refuses no payment.
      if code == WalletError.notFound { return .failed }
      return code.name.hasPrefix("wallet.") || code.name.hasPrefix("bill.")
        ? .paymentRefused : .failed
    }
  }
}

extension String {
  /// The text with every occurrence of a word replaced.
  func replacingAll(_ word: String, with other: String) -> String {
    var copy = self
    copy.replace(word, with: other)
    return copy
  }
}
