import CEndToEnd
import Glibc
import JSONRPC
import Loop
import TestSupport
import Testing
import Wire

/// What goes wrong on the way of a payment: frames that come twice and out of order, clients that
/// are cut off, a daemon that is stopped past the end of a hold.
@Suite struct MoneyFaultTests {
  private static let funds: Int64 = 500_000

  /// Two people with test tokens; the first has money.
  private func pair(_ world: World) throws -> (payer: Caller, other: Caller, payee: String) {
    let boss = try Caller.asOperator(world)
    func somebody() throws -> (String, String) {
      let made = try boss.call("admin.token", ["key": .string(Caller.newKey())])
      return (try made.text(at: "token"), try made.text(at: "person"))
    }
    let (token, _) = try somebody()
    let payer = try Caller(world, token: token)
    try payer.call(
      "wallet.topup",
      ["key": .string(Caller.newKey()), "amount": .integer(Self.funds), "currency": "KRW"])
    return (payer, try Caller(world, token: token), try somebody().1)
  }

  private func transfer(_ amount: Int64, to payee: String) -> JSONObject {
    [
      "key": .string(Caller.newKey()), "to": .string(payee), "amount": .integer(amount),
      "currency": "KRW",
    ]
  }

  private func plain(_ answer: JSON) -> String {
    var object = answer.object ?? [:]
    object["replayed"] = nil
    return JSON.object(object).text
  }

  private func expectSound(_ world: World) throws {
    let audit = try world.run("madangd", ["audit", "--home", world.home, "--json"]).json()
    #expect(audit["ok"] == true && audit["sums"] == ["KRW": 0])
  }

  /// Every frame three times, in any order, over two connections, and all of them again after
  /// kill -9: each payment is made once, and every copy has the same answer.
  @Test func framesThatComeTwiceAndOutOfOrder() throws {
    try World.with(options: ["--virtual-clock", "--test-tokens"]) { world in
      let (payer, other, payee) = try pair(world)
      let seed = TestRun.seed(of: "frames")
      var random = SplitMix(seed: seed)
      let requests = (1...20).map { transfer(Int64($0), to: payee) }
      var answers: [Int: String] = [:]
      for restarts in [false, true] {
        if restarts {
          world.kill()
          try world.start()
          for caller in [payer, other] { try caller.reconnect() }
        }
        let frames = (requests.indices.map { [$0, $0, $0] }.flatMap(\.self))
          .shuffled(using: &random)
        let sent = try frames.enumerated().map { position, index in
          let caller = position.isMultiple(of: 2) ? payer : other
          return (index, caller, try caller.start("wallet.transfer", requests[index]))
        }
        var firsts = 0
        for (index, caller, id) in sent {
          let answer = try caller.wait(for: id)
          if answer["replayed"] != true { firsts += 1 }
          #expect(answers[index, default: plain(answer)] == plain(answer), "seed \(seed)")
          answers[index] = plain(answer)
        }
        #expect(firsts == (restarts ? 0 : requests.count), "seed \(seed)")
        let left = Self.funds - 20 * 21 / 2
        #expect(try payer.call("wallet.balance")["available"] == .integer(left))
      }
      try expectSound(world)
    }
  }

  /// Who is cut off before the answer, or with an answer that nobody read, asks again with the
  /// same key: the money has moved once.
  @Test func clientsThatAreCutOff() throws {
    try World.with(options: ["--virtual-clock", "--test-tokens"]) { world in
      let (payer, other, payee) = try pair(world)
      var left = Self.funds
      for round in 0..<40 {
        let request = transfer(Int64(round + 1), to: payee)
        let id = try payer.start("wallet.transfer", request)
        if round.isMultiple(of: 2) {
          // The answer lies in the socket when the client goes.
          while try !payer.hasAnswer(to: id) {
            e2e_await_readable(payer.descriptor, 100_000_000)
          }
        }
        try payer.reconnect()
        left -= Int64(round + 1)
        let again = try payer.call("wallet.transfer", request)
        #expect(again["balance"] == .integer(left))
        if round.isMultiple(of: 2) { #expect(again["replayed"] == true) }
        #expect(try other.call("wallet.balance")["available"] == .integer(left))
      }
      try expectSound(world)
    }
  }

  /// A daemon that stands still past the end of a hold wakes up too late to capture it: the money
  /// is free, once, and a capture that waited in the socket is refused.
  @Test func stoppedPastTheEndOfAHold() throws {
    try World.with(options: []) { world in
      let shop = try HostileShop(world)
      let mina = try Caller(world, as: "mina")
      try mina.call(
        "wallet.topup", ["key": .string(Caller.newKey()), "amount": 20_000, "currency": "KRW"])
      let visit = try shop.visit(mina)
      let bill = try visit.call("act", "hold").text(at: "sheet.bill.bill")
      let paid = try mina.call(
        "bill.pay", ["key": .string(Caller.newKey()), "bill": .string(bill), "amount": 9_000])
      #expect(paid["bill"]?["status"] == "held")
      #expect(paid["balance"] == 11_000)
      let pid = try #require(world.daemon?.handle.pid)
      #expect(kill(pid, SIGSTOP) == 0)
      let capture = try mina.start("session.call", visit.parameters("act", "capture"))
      // Nobody answers while it stands: these are the seconds in which the hold ends.
      for _ in 0..<2 { e2e_await_readable(mina.descriptor, 900_000_000) }
      #expect(try !mina.hasAnswer(to: capture))
      #expect(kill(pid, SIGCONT) == 0)
      do throws(RPCClient.Failure) {
        let answer = try mina.wait(for: capture)
        Issue.record("captured after its end: \(answer.text)")
      } catch {
        guard case .refused(let refusal) = error else { throw error }
        #expect(refusal.data?["details"]?["code"] == "bill.not_held", "\(refusal)")
      }
      let balance = try mina.call("wallet.balance")
      #expect(balance["available"] == 20_000)
      #expect(balance["held"] == 0)
      let bills = try mina.call("bill.list")["bills"]?.array ?? []
      #expect(bills.map { $0["status"] } == ["released"])
      let kinds = try mina.call("wallet.history")["entries"]?.array?.map { $0["kind"] }
      #expect(kinds == ["release", "hold", "topup"])
      try expectSound(world)
    }
  }
}
