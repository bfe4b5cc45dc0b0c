/// What the operator does about programs.
enum ProgramCommand: Equatable {
  /// Programs in quarantine, at rest, or with calls switched off.
  case quarantine
  /// Ends the quarantine of an app, of one version where it is named.
  case release(app: String, version: Int64?)
  /// Switches an app off.
  case kill(app: String, reason: String)
  /// Switches an app on again.
  case restore(app: String)
  /// Suspends a merchant.
  case suspend(merchant: String, reason: String)
  /// Ends the suspension of a merchant.
  case reinstate(merchant: String)
  /// What Prometheus reads.
  case metrics
}

extension Arguments {
  /// The words behind `quarantine`, `kill`, `restore`, `suspend`, `reinstate` and `metrics`.
  static func program(
    _ verb: Command.Verb, _ rest: inout ArraySlice<String>
  ) throws(Fault) -> ProgramCommand {
    func word(_ name: String) throws(Fault) -> String {
      guard let word = rest.first, !word.hasPrefix("-") else { throw .missingValue(name) }
      rest = rest.dropFirst()
      return word
    }
    switch verb {
    case .kill: return .kill(app: try word("APP"), reason: try word("REASON"))
    case .restore: return .restore(app: try word("APP"))
    case .suspend:
      return .suspend(merchant: try word("MERCHANT"), reason: try word("REASON"))
    case .reinstate: return .reinstate(merchant: try word("MERCHANT"))
    case .metrics: return .metrics
    default: break
    }
    guard let first = rest.first, !first.hasPrefix("-") else { return .quarantine }
    rest = rest.dropFirst()
    switch first {
    case "list": return .quarantine
    case "release":
      let app = try word("APP")
      guard let next = rest.first, !next.hasPrefix("-") else {
        return .release(app: app, version: nil)
      }
      rest = rest.dropFirst()
      guard let version = Int64(next), version > 0 else {
        throw .badValue(option: "VERSION", value: next, expected: "1, 2, 3 …")
      }
      return .release(app: app, version: version)
    default: throw .unexpected(first)
    }
  }
}
