import Platform
import Store
import Testing
import Wire

/// Reads one line of a scenario and does it on a real ledger.
final class LedgerScript {
  let fixture: LedgerFixture
  private let start: Instant
  private var transfers: [String: TransferNumber] = [:]

  init() throws {
    fixture = try LedgerFixture()
    start = fixture.now
  }

  func run(_ words: [String]) throws -> String {
    let name = words.last.map { $0.hasPrefix("#") ? String($0.dropFirst()) : "" } ?? ""
    let key = requestKey(name.isEmpty ? "none" : name, body: words.joined(separator: " "))
    switch words[0] {
    case "pay": return try pay(words, key)
    case "remember": return try remember(words, name)
    case "hold":
      let leg = Leg(
        from: try account(words[1]), to: try account(words[2]), amount: won(try number(words[3])))
      let duration = try number(words[4]) * 1000
      return try note(key) { (plan) throws(StoreError) in
        try plan.hold(leg, forMilliseconds: duration, key: key)
      }
    case "capture":
      let amount = try number(words[2])
      return try end(words, key) { (plan, hold) throws(StoreError) in
        try plan.capture(hold, amount: amount, key: key)
      }
    case "release":
      return try end(words, key) { (plan, hold) throws(StoreError) in
        try plan.release(hold, key: key)
      }
    case "expire":
      return try end(words, key) { (plan, hold) throws(StoreError) in try plan.expire(hold) }
    case "refund":
      let amount = try number(words[2])
      return try end(words, key) { (plan, paid) throws(StoreError) in
        try plan.refund(paid, amount: amount, key: key)
      }
    default: return try look(words)
    }
  }

  private func look(_ words: [String]) throws -> String {
    switch words[0] {
    case "limit":
      let (account, overdraft) = (try account(words[1]), try number(words[2]))
      let outcome = try fixture.run { (plan) throws(StoreError) in
        plan.limit(account, overdraft: overdraft)
      }
      return outcome.refusal?.code.name ?? "ok"
    case "read":
      let balance = try #require(fixture.ledger.read(try account(words[1])))
      return "\(balance.posted)/\(balance.held)"
    case "clock":
      fixture.now = start.adding(seconds: try number(words[1]))
      return ""
    case "due":
      return try fixture.ledger.dueHolds(at: fixture.now, limit: 10)
        .map { due in transfers.first { $0.value == due }?.key ?? "?" }
        .joined(separator: " ")
    case "reopen":
      let before = fixture.balances()
      try fixture.reopen()
      #expect(fixture.balances() == before)
      return ""
    default: return "unknown command \(words[0])"
    }
  }

  private func pay(_ words: [String], _ key: RequestKey) throws -> String {
    let request = try request(words, key)
    return try note(key) { (plan) throws(StoreError) in try plan.transfer(request) }
  }

  private func remember(_ words: [String], _ name: String) throws -> String {
    let key = requestKey(name, body: (["pay"] + words.dropFirst()).joined(separator: " "))
    let request = try request(words, key)
    try fixture.run { (plan) throws(StoreError) in
      if let refusal = try plan.transfer(request).refusal { plan.remember(refusal, for: key) }
    }
    return ""
  }

  private func request(_ words: [String], _ key: RequestKey) throws -> TransferRequest {
    var (most, balance) = (Int64?.none, Int64?.none)
    for word in words where word.contains("=") {
      let value = try number(String(word.split(separator: "=")[1]))
      if word.hasPrefix("most") { most = value } else { balance = value }
    }
    let leg = Leg(
      from: try account(words[1]), to: try account(words[2]), amount: won(try number(words[3])))
    return TransferRequest(
      legs: [leg], key: key,
      limits: TransferLimits(maximumPayment: most, maximumBalance: balance))
  }

  private func end(
    _ words: [String], _ key: RequestKey,
    _ body: (inout LedgerPlan, TransferNumber) throws(StoreError) -> LedgerOutcome
  ) throws -> String {
    let transfer = try #require(transfers[words[1]])
    return try note(key) { (plan) throws(StoreError) in try body(&plan, transfer) }
  }

  private func note(
    _ key: RequestKey, _ body: (inout LedgerPlan) throws(StoreError) -> LedgerOutcome
  ) throws -> String {
    switch try fixture.run(body) {
    case .done(let record):
      if key.key != "none" { transfers[key.key] = record.id }
      return "ok"
    case .replayed(let record):
      #expect(transfers[key.key] == record.id)
      return "again"
    case .refused(let refusal): return refusal.code.name
    case .refusedBefore(let refusal): return "again " + refusal.code.name
    }
  }

  private func account(_ name: String) throws -> AccountID {
    let kind: AccountKind =
      name == "bank" ? .external : name.hasPrefix("shop") ? .merchant : .user
    return try fixture.open(name, kind)
  }

  private func number(_ word: String) throws -> Int64 {
    try #require(Int64(word))
  }
}
