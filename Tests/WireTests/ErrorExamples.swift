import Wire

/// One refusal for each code as it travels: the details of the registry's examples.
enum ErrorExamples {
  /// What a member of the details most often holds.
  private static let members: [String: JSON] = [
    "action": "receive", "amount": "₩12,000", "app": "kr.co.noodlehouse.table", "available": 1,
    "call": "c_7k2m",
    "code": "data.full", "count": 2, "currency": "EUR", "day": "2026-11-21", "deal": "d_7k2m",
    "delivery": 3, "digits": "8801043014808", "feature": "menu.open", "field": "pin",
    "first": "/features/0/name must be a name",
    "from": "2026-11-21T03:10:00Z", "gtin": "08801234567893", "held": "₩50,000", "index": 3,
    "item": "cola", "job": "payroll", "key": "seats-12", "kind": "EMVCo",
    "known": "sandbox-final, sandbox-step, sandbox-strict", "left": 2, "limit": "₩50,000",
    "merchant": "noodlehouse", "method": "card", "needed": "registered", "party": "seller",
    "payment": "fp_3k9x", "period": 4, "person": "p_5av16v7f38447876",
    "pointer": "/lines/0/quantity", "provider": "sandbox-step", "published": 15,
    "reason": "must be from 1 to 9999", "remaining": "₩3,000", "reserved": 2, "run": 99,
    "scope": "profile.phone", "seconds": 10, "short": 1_000, "shortfall": "₩1,000",
    "status": "funded",
    "sum": "₩13,000", "template": "order.sung", "tier": "visitor", "to": "p_nobody",
    "topic": "product", "until": "2026-11-21T03:15:00Z", "version": 3, "window": "a day",
  ]

  /// Members that hold something else in one code.
  private static let special: [String: JSONObject] = [
    "app.event_over": ["status": "refunded"],
    "app.killed": ["reason": "Wrong prices"],
    "app.merchant_suspended": ["reason": "Stolen goods"],
    "bill.action_unknown": ["action": "frame"],
    "data.full": ["limit": 10],
    "data.invalid": ["reason": "a key has 1 to 128 characters"],
    "funding.declined": ["reason": "the balance of the account is too small"],
    "funding.too_many": ["limit": 10],
    "gate.fare_invalid": ["reason": "above the hold of ₩4,550"],
    "host.sandbox_unavailable": ["reason": "user namespaces are switched off"],
    "identity.assertion_invalid": ["reason": "it is older than 3 minutes"],
    "identity.device_in_use": ["reason": "its wallet holds ₩3,000"],
    "identity.device_limit": ["limit": 10],
    "identity.provider_unknown": ["provider": "somebody", "known": "sandbox-name"],
    "identity.too_many": ["limit": 5],
    "inbox.quota": ["limit": 20],
    "mandate.cap_period": ["left": "₩4,000"],
    "mandate.cap_total": ["left": "₩4,000"],
    "mandate.count": ["limit": 50],
    "mandate.not_open": ["status": "revoked"],
    "platform.internal": ["reason": "a key was settled before"],
    "platform.key_lost": ["key": "personal-2"],
    "platform.unreachable": ["reason": "no such file: madangd.sock"],
    "program.failed": ["reason": "the kitchen is closed"],
    "program.page_invalid": ["pointer": "/nodes/3/amount", "reason": "must be money"],
    "program.result_invalid": ["pointer": "/effects", "reason": "has more than 64 members"],
    "qr.too_many": ["limit": 20],
    "qr.wrong_status": ["status": "consumed"],
    "registry.program_mismatch": ["reason": "cart.add is declared and not offered"],
    "registry.program_missing": ["reason": "there is no executable file TableOrder"],
    "registry.schema_invalid": [
      "feature": "cart.add", "pointer": "/properties/item/$ref", "reason": "leads nowhere",
    ],
    "registry.version_not_greater": ["code": 15],
    "request.invalid": ["pointer": "/amount", "reason": "must be a whole number"],
    "session.full": ["limit": 50],
    "timer.limit": ["limit": 20, "scope": "session"],
    "trade.deliveries_full": ["limit": 20],
    "trade.item_unknown": ["item": "i_7k2m"],
    "trade.items_full": ["limit": 1_000],
    "trade.provider_limit": ["limit": "₩10,000,000"],
    "trade.provider_unknown": ["provider": "somebody"],
    "trade.split_sum": ["limit": "₩79,999"],
    "wallet.balance_limit": ["limit": "₩200,000"],
    "wallet.batch": ["limit": 1_000],
    "wallet.legs": ["limit": 64],
    "wallet.risk_denied": ["reason": "the PIN is locked"],
  ]

  /// The members that a code's sentences name.
  static func names(_ code: ErrorCode) -> [String] {
    let texts = [code.sentence, code.fix].flatMap { text in
      Language.allCases.map { text.text(in: $0) }
    }
    let found = texts.flatMap { $0.matches(of: /\{(\w+)\}/).map { String($0.1) } }
    return Array(Set(found)).sorted()
  }

  /// A refusal with details; nil where a member has no example.
  static func refusal(_ code: ErrorCode) -> Refusal? {
    var details = JSONObject()
    for name in names(code) {
      guard let value = special[code.name]?[name] ?? members[name] else { return nil }
      details[name] = value
    }
    return Refusal(
      code, details,
      retryAfterMilliseconds: code.errorClass == .later ? 1_000 : nil)
  }

  /// Members of the tables that no sentence names.
  static var unused: [String] {
    let codes = Dictionary(uniqueKeysWithValues: ErrorCode.all.map { ($0.name, $0) })
    let wrong = special.flatMap { name, details in
      details.members.map(\.key)
        .filter { codes[name].map { names($0) }?.contains($0) != true }
        .map { "\(name) \($0)" }
    }
    let named = Set(ErrorCode.all.flatMap(names))
    return wrong + members.keys.filter { !named.contains($0) }
  }
}
