import JSONRPC
import TestSupport
import Wire

/// One person's way from the scan to the receipt, step by step, each step with its own key; it can
/// be cut off anywhere and goes on by asking again.
final class Lunch {
  /// The steps in order; all but the last change something.
  enum Step: Int, CaseIterable {
    case topUp, scan, add, place, pay, balance
  }

  /// A request that was sent, and whether its answer came.
  struct Request {
    let step: Step
    let method: String
    let params: JSONObject
    /// The answer, once it came.
    var answer: JSON?
  }

  /// The dish and its price.
  static let dish: JSON = "cola"
  static let price: Int64 = 2000

  let diner: Diner
  private let code: String
  private(set) var step = Step.topUp
  /// Acknowledged requests of this lunch.
  private(set) var acknowledged: [Request] = []
  private(set) var pending: Request?
  private var pendingID: RequestID?
  private var session = ""
  private var revision: Int64 = 0
  private var bill = ""

  init(_ diner: Diner, code: String) {
    self.diner = diner
    self.code = code
  }

  /// Whether the receipt was seen.
  private(set) var isDone = false

  /// Sends the next request, or the one again whose answer never came.
  func send(_ random: inout SplitMix) throws(RPCClient.Failure) {
    let request = pending ?? next(&random)
    pending = request
    pendingID = nil
    pendingID = try diner.caller.start(request.method, request.params)
  }

  private func next(_ random: inout SplitMix) -> Request {
    let key = JSON.string(random.key())
    func request(_ method: String, _ params: JSONObject) -> Request {
      Request(step: step, method: method, params: params.merging(["key": key]), answer: nil)
    }
    switch step {
    case .topUp:
      return request("wallet.topup", ["amount": .integer(Self.price), "currency": "KRW"])
    case .scan: return request("qr.scan", ["payload": .string(code)])
    case .add:
      return request(
        "session.call",
        ["session": .string(session), "feature": "cart.add", "arguments": ["item": Self.dish]])
    case .place:
      return request(
        "session.call",
        [
          "session": .string(session), "feature": "order.place", "arguments": [:],
          "seenRev": .integer(revision),
        ])
    case .pay:
      return request("bill.pay", ["bill": .string(bill), "amount": .integer(Self.price)])
    case .balance:
      return Request(step: step, method: "wallet.balance", params: [:], answer: nil)
    }
  }

  /// Takes the answer of what was sent; false where none came, so nobody knows what happened.
  func collect() throws -> Bool {
    guard let request = pending, let id = pendingID else { return false }
    pendingID = nil
    let answer: JSON
    do throws(RPCClient.Failure) {
      answer = try diner.caller.wait(for: id)
    } catch {
      guard case .refused(let refusal) = error else { return false }
      try recover(from: refusal, request)
      return true
    }
    try take(answer, of: request)
    return true
  }

  private func take(_ answer: JSON, of request: Request) throws {
    var request = request
    request.answer = answer
    pending = nil
    switch request.step {
    case .topUp: diner.funds += Self.price
    case .scan: session = try answer.text(at: "page.session")
    case .add: break
    case .place:
      revision = try answer.number(at: "rev")
      // An order paid a moment ago at this table is still on its way to the kitchen.
      guard answer.at("sheet") != nil else { return try look() }
      bill = try answer.text(at: "sheet.bill.bill")
      let total = try answer.number(at: "sheet.bill.total.amount")
      guard total == Self.price else { throw TestFault("the bill is \(total): \(answer.text)") }
    case .pay: try paid(answer)
    case .balance:
      let balance = try answer.number(at: "available")
      guard balance == diner.funds else {
        throw TestFault("\(diner.name) has \(balance), not \(diner.funds)")
      }
      isDone = true
    }
    if let rev = answer.at("page.rev")?.integer ?? answer["rev"]?.integer { revision = rev }
    acknowledged.append(request)
    if let next = Step(rawValue: step.rawValue + 1) { step = next }
  }

  private func paid(_ answer: JSON) throws {
    guard try answer.text(at: "bill.status") != "open" else {
      throw TestFault("paid, but open: \(answer.text)")
    }
    diner.funds -= Self.price
    diner.paidBills.append(bill)
    guard try answer.number(at: "balance") == diner.funds || answer["replayed"] == true else {
      throw TestFault("\(diner.name) should have \(diner.funds): \(answer.text)")
    }
  }

  /// A refusal that says "look again" is looked at again, with a new key; no other may come.
  private func recover(from refusal: RPCError, _ request: Request) throws {
    let code = refusal.data?["code"]?.string ?? ""
    guard request.step == .place || refusal.code == RPCError.tryLaterCode,
      ["session.stale", "session.conflict", "session.busy"].contains(code)
    else { throw TestFault("\(request.method) \(request.params): \(refusal)") }
    try look()
  }

  private func look() throws {
    try diner.settle()
    let page = try diner.caller.call(
      "session.call", ["session": .string(session), "feature": "menu.open"])
    revision = try page.number(at: "rev")
    pending = nil
  }

  // MARK: after the daemon was killed

  /// Everything acknowledged is there: the same key gives the same answer. What was not
  /// acknowledged is looked up by its key where money may have moved, then asked again.
  func resume(_ random: inout SplitMix) throws {
    for request in acknowledged where request.params["key"] != nil {
      let again = try diner.caller.call(request.method, request.params)
      guard isRepetition(again, of: request) else {
        throw TestFault(
          "\(request.method) was answered \(request.answer?.text ?? ""), now \(again.text)")
      }
    }
    guard let request = pending else { return }
    let isKnown = try request.step == .pay ? lookedUp(request) : nil
    let sent = request
    try send(&random)
    guard try collect() else { throw TestFault("\(sent.method) was not answered") }
    guard let isKnown, let answer = acknowledged.last?.answer else { return }
    guard isKnown == (answer["replayed"] == true) else {
      throw TestFault("looked up \(isKnown), asked again \(answer.text)")
    }
  }

  /// Whether an answer is the one of before. A scan by somebody who sits there already does nothing
  /// that could be remembered: it leads to the same session.
  private func isRepetition(_ again: JSON, of request: Request) -> Bool {
    if request.step == .scan { return again.at("page.session")?.string == session }
    return again["replayed"] == true && Self.plain(again) == Self.plain(request.answer)
  }

  /// Whether the payment happened, as its key tells; the bill and the balance say the same.
  private func lookedUp(_ request: Request) throws -> Bool {
    let known = try diner.caller.answer("wallet.lookup", ["key": request.params["key"] ?? .null])
    let isKnown = known["ok"] == true
    let sheet = try diner.caller.call("bill.show", ["bill": .string(bill)])
    let funds = try diner.caller.call("wallet.balance").number(at: "available")
    guard try sheet.text(at: "bill.status") == (isKnown ? "paid" : "open"),
      funds == diner.funds - (isKnown ? Self.price : 0)
    else { throw TestFault("\(known.text) but \(sheet.text), \(funds) left") }
    return isKnown
  }

  /// An answer without what says that it is a repetition.
  private static func plain(_ answer: JSON?) -> JSON? {
    guard var object = answer?.object else { return answer }
    object["replayed"] = nil
    return .object(object)
  }
}

/// Somebody who eats again and again, and what they must still have.
final class Diner {
  let name: String
  let caller: Caller
  /// What their wallet must hold by all that was acknowledged.
  var funds: Int64 = 0
  /// Bills whose payment was acknowledged.
  var paidBills: [String] = []
  private let boss: Caller

  init(_ world: World, _ name: String, boss: Caller) throws {
    self.name = name
    self.boss = boss
    caller = try Caller(world, as: name)
  }

  /// Waits until everything that was done is delivered.
  func settle() throws { _ = try boss.call("admin.clock", ["advance": "PT1S"]) }
}
