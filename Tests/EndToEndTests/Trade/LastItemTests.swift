import Glibc
import JSONRPC
import TestSupport
import Testing
import Wire

/// Sixty-four people want the last one at the same moment, through a real daemon: one has it,
/// nobody else pays.
@Suite struct LastItemTests {
  /// People who want it.
  static let buyerCount = 64
  /// Rounds of one run; `MADANG_TEST_SCALE=full` makes a thousand.
  static let rounds = TestRun.isFull ? 1_000 : 50
  private static let price: Int64 = 100

  @Test func theLastItemHasOneBuyer() throws {
    try World.with { world in
      let seller = try TradePerson(world, "seller", number: 0)
      let buyers = try (1...Self.buyerCount).map { number in
        let buyer = try TradePerson(world, "buyer\(number)", number: number)
        try buyer.caller.call(
          "wallet.topup",
          ["key": .string(Caller.newKey()), "amount": 200_000, "currency": "KRW"])
        return buyer
      }
      var paid: [Int: Int64] = [:]
      for round in 0..<Self.rounds {
        let winner = try race(buyers, for: try item(of: seller), first: round)
        paid[winner, default: 0] += Self.price
      }
      // Rotating who asks first must have made more than one of them win.
      #expect(paid.count > 1)
      for (index, buyer) in buyers.enumerated() {
        let balance = try buyer.caller.call("wallet.balance")
        #expect(balance["available"] == .integer(200_000 - paid[index, default: 0]))
      }
      let audit = try world.run("madangd", ["audit", "--home", world.home, "--json"]).json()
      #expect(audit["ok"] == true && audit["sums"] == ["KRW": 0])
    }
  }

  private func item(of seller: TradePerson) throws -> JSON {
    let posted = try seller.caller.call(
      "trade.post",
      [
        "key": .string(Caller.newKey()), "title": "the last one", "price": .integer(Self.price),
        "currency": "KRW", "quantity": 1, "provider": "sandbox-final",
      ])
    return posted["item"]?["item"] ?? .null
  }

  /// One round; everybody's request is on its way before anybody's answer is read.
  private func race(_ buyers: [TradePerson], for item: JSON, first: Int) throws -> Int {
    let order = buyers.indices.map { ($0 + first) % buyers.count }
    let requests = try order.map { index in
      (
        index,
        try buyers[index].caller.start(
          "trade.open", ["key": .string(Caller.newKey()), "item": item])
      )
    }
    var won: (index: Int, deal: JSON)?
    var lost = 0
    for (index, request) in requests {
      do throws(RPCClient.Failure) {
        let deal = try buyers[index].caller.wait(for: request)
        #expect(won == nil, "two of them have the last one")
        won = (index, deal["deal"]?["deal"] ?? .null)
      } catch {
        guard case .refused(let refusal) = error else { throw error }
        #expect(refusal.data?["code"] == "trade.sold_out")
        lost += 1
      }
    }
    let (winner, deal) = try #require(won)
    #expect(lost == buyers.count - 1)
    func params() -> JSONObject {
      ["key": .string(Caller.newKey()), "deal": deal, "amount": .integer(Self.price)]
    }
    // Somebody else cannot pay for it either.
    let other = buyers[(winner + 1) % buyers.count]
    #expect(try other.caller.refusal("trade.fund", params()) == "trade.unknown")
    let funded = try buyers[winner].caller.call("trade.fund", params())
    #expect(funded["deal"]?["purse"]?["escrow"] == .integer(Self.price))
    return winner
  }
}

/// Somebody with a verified name.
struct TradePerson {
  let caller: Caller

  /// Verifies phone and name as a person does, then says hello anew with the higher tier.
  init(_ world: World, _ name: String, number: Int) throws {
    caller = try Caller(world, as: name)
    let digits = String(20_000_000 + number)
    try caller.call(
      "identity.sendCode",
      ["key": .string(Caller.newKey()), "phone": .string("010\(digits)")])
    let inbox = try caller.call("phone.inbox")
    let code = try inbox.text(at: "messages.0.code")
    try caller.call(
      "identity.confirmCode", ["key": .string(Caller.newKey()), "code": .string(code)])
    let begun = try caller.call(
      "identity.start", ["key": .string(Caller.newKey()), "provider": "sandbox-name"])
    // One name is one person: each has their own, of letters only.
    let letters = String(number).map { Array("abcdefghij")[$0.wholeNumberValue ?? 0] }
    try caller.call(
      "identity.ask",
      [
        "key": .string(Caller.newKey()), "verification": begun["verification"] ?? .null,
        "answers": ["name": .string("Kim " + String(letters)), "birth": "1990-01-01"],
      ])
    try caller.reconnect()
  }
}
