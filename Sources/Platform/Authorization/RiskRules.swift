package import Wire

/// What is to be done with a payment; the names are stored.
package enum RiskDecision: String, Sendable, Hashable, Codable, Comparable {
  /// Go on.
  case allow
  /// Ask for the PIN, whatever the amount.
  case stepUp
  /// Do not move money.
  case deny

  /// The stricter comes last.
  package static func < (one: RiskDecision, other: RiskDecision) -> Bool {
    one.rank < other.rank
  }

  private var rank: Int {
    switch self {
    case .allow: 0
    case .stepUp: 1
    case .deny: 2
    }
  }
}

/// Which command moves the money; the names are stored.
package enum PaymentKind: String, Sendable, Hashable, Codable, CaseIterable {
  case pay, transfer, withdraw, fund
  /// Letting an app charge later.
  case mandate

  /// Whether money moves at once.
  var movesMoney: Bool { self != .mandate }

  /// A bit of its own, for sets that every payment looks into.
  var bit: UInt8 {
    switch self {
    case .pay: 1
    case .transfer: 2
    case .withdraw: 4
    case .fund: 8
    case .mandate: 16
    }
  }
}

/// The rules about payments: data, not code (`risk.json`).
package struct RiskRules: Sendable {
  /// The most rules of a table: every payment is held against each of them.
  package static let ruleLimit = 64

  /// One rule: all its conditions hold, or it says nothing.
  struct Rule: Sendable {
    let id: String
    let kinds: Set<PaymentKind>
    let conditions: [(feature: RiskFeature, range: ClosedRange<Int64>)]
    let decision: RiskDecision
    /// Only watched: it is logged and changes nothing.
    let isShadow: Bool
    let reason: LocalizedText
  }

  /// What the rules say about one payment.
  package struct Verdict: Sendable {
    /// The strictest of the rules that spoke.
    package var decision = RiskDecision.allow
    /// Names of the rules that spoke.
    package var rules: [String] = []
    /// Names of rules that would have spoken if they did not only watch.
    package var shadow: [String] = []
    /// Why, in the order of the rules.
    package var reasons: [LocalizedText] = []
  }

  /// What of a rule every payment is held against, in plain numbers.
  private struct Check {
    /// The bits of the rule's kinds.
    let kinds: UInt8
    /// Its conditions among those of all rules.
    let conditions: Range<Int>
  }

  private struct Condition {
    let feature: RiskFeature
    let least: Int64
    let most: Int64
  }

  let rules: [Rule]
  /// One for each of `rules`, in their order.
  private let checks: [Check]
  private let conditions: [Condition]

  /// The rules of the embedded table.
  package static let standard = RiskRules(
    table: String(decoding: PackageResources.risk_json, as: UTF8.self))

  private struct Table: Codable {
    struct Entry: Codable {
      struct Range: Codable {
        var from: Int64?
        var to: Int64?
      }

      var id: String
      var kinds: [PaymentKind]
      var shadow: Bool?
      var when: [String: Range]
      var then: RiskDecision
      var reason: LocalizedText
    }

    var rules: [Entry]
  }

  init(table: String) {
    do {
      let entries = try JSON.parse(table).decode(Table.self).rules
      precondition(entries.count <= Self.ruleLimit, "risk.json: too many rules")
      rules = entries.map { entry in
        Rule(
          id: entry.id, kinds: Set(entry.kinds),
          conditions: entry.when.sorted { $0.key < $1.key }.map { name, range in
            guard let feature = RiskFeature(name: name) else {
              preconditionFailure("risk.json: there is no feature \(name)")
            }
            return (feature, (range.from ?? .min)...(range.to ?? .max))
          }, decision: entry.then, isShadow: entry.shadow ?? false, reason: entry.reason)
      }
    } catch {
      preconditionFailure("risk.json: \(error)")
    }
    conditions = rules.flatMap { rule in
      rule.conditions.map {
        Condition(feature: $0.feature, least: $0.range.lowerBound, most: $0.range.upperBound)
      }
    }
    var first = 0
    checks = rules.map { rule in
      defer { first += rule.conditions.count }
      return Check(
        kinds: rule.kinds.reduce(0) { $0 | $1.bit },
        conditions: first..<first + rule.conditions.count)
    }
  }

  /// Holds the features of a payment against every rule.
  package func decide(
    _ kind: PaymentKind, _ features: RiskFeatures
  ) -> Verdict {
    var verdict = Verdict()
    for index in checks.indices where speaks(checks[index], kind, features) {
      let rule = rules[index]
      if rule.isShadow {
        verdict.shadow.append(rule.id)
      } else {
        verdict.decision = max(verdict.decision, rule.decision)
        verdict.rules.append(rule.id)
        verdict.reasons.append(rule.reason)
      }
    }
    return verdict
  }

  private func speaks(_ check: Check, _ kind: PaymentKind, _ features: RiskFeatures) -> Bool {
    guard check.kinds & kind.bit != 0 else { return false }
    for index in check.conditions {
      let condition = conditions[index]
      let value = features[condition.feature]
      guard condition.least <= value, value <= condition.most else { return false }
    }
    return true
  }
}
