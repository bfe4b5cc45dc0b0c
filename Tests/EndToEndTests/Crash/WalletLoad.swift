import JSONRPC
import TestSupport
import Wire

/// People who send each other money, many requests under way at once, while the daemon is killed.
final class WalletLoad {
  /// People, and payments each has under way at a kill.
  static let people = 3
  static let paymentsPerRound = 8
  /// What everybody has at first, and the most of one payment: nobody ever runs dry.
  static let funds: Int64 = 500_000
  static let largestAmount: Int64 = 20

  /// A payment that was sent, and its answer where one came before the kill.
  private struct Payment {
    let payer: Int
    let payee: Int
    let params: JSONObject
    let amount: Int64
    let id: RequestID
    var answer: JSON?
  }

  private let callers: [Caller]
  private let names: [String]
  /// What everybody must have, once every payment of the round was made.
  private var funds: [Int64]
  private var pending: [Payment] = []
  /// Payments that were made.
  private(set) var sentCount = 0

  init(_ world: World, boss: Caller) throws {
    var (callers, names): ([Caller], [String]) = ([], [])
    for _ in 0..<Self.people {
      let made = try boss.call("admin.token", ["key": .string(Caller.newKey())])
      let caller = try Caller(world, token: try made.text(at: "token"))
      _ = try caller.call(
        "wallet.topup",
        ["key": .string(Caller.newKey()), "amount": .integer(Self.funds), "currency": "KRW"])
      callers.append(caller)
      names.append(try made.text(at: "person"))
    }
    (self.callers, self.names) = (callers, names)
    funds = Array(repeating: Self.funds, count: Self.people)
  }

  /// Sends everybody's payments and waits for none.
  func send(_ random: inout SplitMix) {
    for round in 0..<Self.paymentsPerRound {
      for payer in callers.indices {
        let payee = (payer + 1 + round % (Self.people - 1)) % Self.people
        let amount = Int64.random(in: 1...Self.largestAmount, using: &random)
        let params: JSONObject = [
          "key": .string(random.key()), "to": .string(names[payee]), "amount": .integer(amount),
          "currency": "KRW",
        ]
        do {
          let id = try callers[payer].start("wallet.transfer", params)
          pending.append(
            Payment(payer: payer, payee: payee, params: params, amount: amount, id: id))
        } catch {
          // The daemon may be gone already: what was not sent has not happened.
          return
        }
      }
    }
  }

  /// Takes the answers that came before the kill.
  func collect() throws {
    for index in pending.indices {
      do throws(RPCClient.Failure) {
        pending[index].answer = try callers[pending[index].payer].wait(for: pending[index].id)
      } catch {
        if case .refused(let refusal) = error {
          throw TestFault("a payment was refused: \(refusal)")
        }
      }
    }
  }

  /// What was acknowledged is there and is answered the same way; of the rest, each has happened or
  /// not, as its key tells, and asking again makes it happen once.
  func resume() throws {
    for caller in callers { try caller.reconnect() }
    var known: [Bool] = []
    for payment in pending {
      let caller = callers[payment.payer]
      let found = try caller.answer("wallet.lookup", ["key": payment.params["key"] ?? .null])
      known.append(found["ok"] == true)
    }
    for (payment, isKnown) in zip(pending, known) {
      let again = try callers[payment.payer].call("wallet.transfer", payment.params)
      guard isKnown == (again["replayed"] == true), payment.answer == nil || isKnown else {
        throw TestFault("known \(isKnown), acknowledged \(payment.answer?.text ?? "no"): \(again)")
      }
      if let answer = payment.answer, again["transfer"] != answer["transfer"] {
        throw TestFault("answered \(answer.text), now \(again.text)")
      }
      if let answer = payment.answer, again["balance"] != answer["balance"] {
        throw TestFault("answered \(answer.text), now \(again.text)")
      }
      funds[payment.payer] -= payment.amount
      funds[payment.payee] += payment.amount
    }
    sentCount += pending.count
    pending = []
  }

  /// Everybody has what the acknowledged payments left them.
  func checkBalances() throws {
    for (index, caller) in callers.enumerated() {
      let found = try caller.call("wallet.balance")
      guard try found.number(at: "posted") == funds[index] else {
        throw TestFault("person \(index) should have \(funds[index]): \(found.text)")
      }
    }
  }
}
