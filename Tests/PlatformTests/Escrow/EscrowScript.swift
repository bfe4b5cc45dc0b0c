import Testing
import Wire

@testable import Platform

/// A deal as a script: one step a line, `who what …`; `=` says what the deal must be then, and `!`
/// before a step which code refuses it.
///
///     buyer fund
///     seller ship CJ 123          (`-` for no number)
///     seller correct 1 CJ 124
///     carrier 1 delivered [seen -1d]
///     operator split 30000
///     wait 3d
///     restart
///     = settled seller 70000 buyer 0 | = shipping lost
struct EscrowScript {
  let trade: TradeWorld

  static func check(
    _ provider: String, _ script: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> TradeWorld {
    let trade = try TradeWorld(provider)
    try trade.post()
    try trade.open()
    try trade.settle()
    let player = EscrowScript(trade: trade)
    for line in script.split(separator: "\n") {
      let text = String(line)
      guard !text.isEmpty else { continue }
      try player.play(text, provider, sourceLocation)
      try trade.checkMoney()
    }
    let audit = try trade.world.audit()
    #expect(audit.ok && audit.sums == ["KRW": 0], sourceLocation: sourceLocation)
    return trade
  }

  private func play(
    _ line: String, _ provider: String, _ sourceLocation: SourceLocation
  ) throws {
    var words = line.split(separator: " ").map(String.init)
    if words[0] == "=" {
      let found = try seen(Array(words.dropFirst()))
      #expect(
        found == words.dropFirst().joined(separator: " "), "\(provider): \(line)",
        sourceLocation: sourceLocation)
      return
    }
    var expected = "ok"
    if words[0].hasPrefix("!") {
      expected = String(words[0].dropFirst())
      words.removeFirst()
    }
    let came = verdict { try act(words) }
    #expect(came == expected, "\(provider): \(line)", sourceLocation: sourceLocation)
    try trade.settle()
  }

  /// The deal in the words that the script expects.
  private func seen(_ words: [String]) throws -> String {
    let view = try trade.view()
    var found = [view.status.rawValue]
    var rest = words.dropFirst()
    while let word = rest.popFirst() {
      switch word {
      case "seller": found += ["seller", String(view.purse.seller)]
      case "buyer": found += ["buyer", String(view.purse.buyer)]
      case "fee": found += ["fee", String(view.purse.fee)]
      case "turn": found += ["turn", view.turn?.rawValue ?? "-"]
      default:
        found.append(view.suspended ?? "-")
        continue
      }
      _ = rest.popFirst()
    }
    return found.joined(separator: " ")
  }

  private func act(_ words: [String]) throws {
    switch (words[0], words.count > 1 ? words[1] : "") {
    case ("wait", let text): try trade.wait(milliseconds: Self.milliseconds(text))
    case ("restart", _): try trade.world.reopen()
    case ("carrier", let number):
      let seen =
        words.count > 4
        ? trade.world.now.adding(milliseconds: Self.milliseconds(words[4])) : nil
      try trade.track(
        try #require(Int64(number)), try #require(DeliveryView.Status(rawValue: words[2])),
        seen: seen)
    case ("operator", "split"): try trade.resolve(.split, buyer: Int64(words[2]))
    case ("operator", let verdict):
      try trade.resolve(try #require(TradeResolveMethod.Verdict(rawValue: verdict)))
    case (let who, "fund"): try trade.fund(words.count > 2 ? Int64(words[2]) ?? 0 : 80_000, who)
    case (let who, "ship"):
      try trade.ship(words[2], words[3] == "-" ? nil : words[3], by: who)
    case (let who, "correct"):
      try trade.ship(words[3], words[4], correcting: Int64(words[2]), by: who)
    case (let who, let what): try turn(who, what)
    }
  }

  private func turn(_ who: String, _ what: String) throws {
    let (key, deal) = (trade.world.newKey(), trade.deal)
    switch what {
    case "receive":
      try trade.run(who, TradeReceiveMethod.name, TradeReceiveMethod.Params(key: key, deal: deal)) {
        try $0.tradeReceive($1, $2, $3, now: $4)
      }
    case "reject":
      try trade.run(
        who, TradeRejectMethod.name,
        TradeRejectMethod.Params(key: key, deal: deal, reason: "broken")
      ) { try $0.tradeReject($1, $2, $3, now: $4) }
    case "return":
      try trade.run(who, TradeReturnMethod.name, TradeReturnMethod.Params(key: key, deal: deal)) {
        try $0.tradeReturn($1, $2, $3, now: $4)
      }
    case "dispute":
      try trade.run(
        who, TradeDisputeMethod.name,
        TradeDisputeMethod.Params(key: key, deal: deal, reason: "no")
      ) { try $0.tradeDispute($1, $2, $3, now: $4) }
    case "cancel":
      try trade.run(who, TradeCancelMethod.name, TradeCancelMethod.Params(key: key, deal: deal)) {
        try $0.tradeCancel($1, $2, $3, now: $4)
      }
    default: Issue.record("there is no step \(what)")
    }
  }

  /// `3d`, `72h`, `15m`, `1s`, `1ms`, sums as `3d-1s`, and a sign.
  static func milliseconds(_ text: String) -> Int64 {
    let units: [String: Int64] = [
      "ms": 1, "s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000,
    ]
    var (sum, sign, number, unit): (Int64, Int64, Int64, String) = (0, 1, 0, "")
    func value() -> Int64 { sign * number * (units[unit] ?? 0) }
    for character in text {
      if character == "-" || character == "+" {
        sum += value()
        (sign, number, unit) = (character == "-" ? -1 : 1, 0, "")
      } else if let digit = character.wholeNumberValue {
        number = number * 10 + Int64(digit)
      } else {
        unit.append(character)
      }
    }
    return sum + value()
  }
}
