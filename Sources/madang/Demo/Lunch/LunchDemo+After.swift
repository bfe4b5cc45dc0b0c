import JSONRPC
import Wire

extension LunchDemo {
  /// The kitchen takes the one order and finishes it.
  func cook(_ bill: BillView) throws(ShellFailure) {
    try awaitDelivery(bill, of: "mina")
    let owner = try engine("owner")
    try owner.openShop(app: Self.app, feature: "kitchen.board")
    let board = owner.screen
    let orders = board.choices.filter { $0.id.hasPrefix("accept-") }.count
    try press("accept-", owner)
    try press("ready-", owner)
    reporter.tell(
      "kitchen", ["orders": .integer(Int64(orders)), "accepted": true, "ready": true],
      ko: "주방이 주문을 받고 준비합니다", en: "The kitchen takes the order and cooks", screen: board)
    guard orders == 1 else {
      throw .fault(ShellFault(.unknownChoice, ["id": .string("\(orders) orders in the kitchen")]))
    }
  }

  /// Finishes whatever else waits, so that the same home can be used again.
  func clearKitchen(_ bill: BillView, of person: String) throws(ShellFailure) {
    try awaitDelivery(bill, of: person)
    let owner = try engine("owner")
    try owner.refresh()
    for prefix in ["accept-", "ready-"] {
      while let choice = owner.screen.choices.first(where: { $0.id.hasPrefix(prefix) }) {
        try owner.tap(choice.id)
      }
    }
  }

  private func press(_ prefix: String, _ engine: Engine) throws(ShellFailure) {
    guard let choice = engine.screen.choices.first(where: { $0.id.hasPrefix(prefix) }) else {
      throw .fault(ShellFault(.unknownChoice, ["id": .string(prefix)]))
    }
    try engine.tap(choice.id)
  }

  /// The kitchen's list is written by the event of the payment, which comes after the receipt.
  private func awaitDelivery(_ bill: BillView, of person: String) throws(ShellFailure) {
    let payer = try engine(person)
    try until("bill.changed") { () throws(ShellFailure) -> Bool in
      _ = payer.awaitNotification(timeoutMilliseconds: Self.lookMilliseconds)
      let now = try payer.link.call(BillShowMethod.self, .init(bill: bill.bill)).bill
      return now.delivery == .confirmed
    }
  }

  /// Both read that the food is ready.
  func readInbox() throws(ShellFailure) {
    for name in ["mina", "joon"] {
      let message = try awaitMessage("order.ready", name)
      let text = message.text.text(in: invocation.language)
      reporter.tell(
        "inbox",
        [
          "person": .string(name), "template": .string(message.template),
          "text": message.text.json,
        ], ko: "\(name): 소식을 받습니다: \(text)", en: "\(name) is told: \(text)")
    }
  }

  private func awaitMessage(_ template: String, _ name: String) throws(ShellFailure)
    -> InboxMessage
  {
    let engine = try engine(name)
    var found: InboxMessage?
    try until(template) { () throws(ShellFailure) -> Bool in
      _ = engine.awaitNotification(timeoutMilliseconds: Self.lookMilliseconds)
      found = try engine.inbox().messages.first { $0.template == template }
      return found != nil
    }
    guard let found else { throw .fault(ShellFault(.waitTimeout, ["event": .string(template)])) }
    return found
  }

  private func until(
    _ event: String, _ hasCome: () throws(ShellFailure) -> Bool
  ) throws(ShellFailure) {
    let limit = MonotonicTime.now + Self.patienceMilliseconds
    while MonotonicTime.now < limit {
      if try hasCome() { return }
    }
    throw .fault(ShellFault(.waitTimeout, ["event": .string(event)]))
  }

  /// mina asks the others for an equal part; each pays by an ordinary sheet.
  func split(_ bill: BillView) throws(ShellFailure) {
    let mina = try engine("mina")
    try mina.open(receipt: bill.bill, action: SplitSteps.action)
    let plan = mina.screen
    try SplitSteps.run(.equal, mina)
    var shares: [JSON] = []
    var sum: Int64 = 0
    for name in ["joon", "sora"] {
      let share = try payShare(name)
      sum += share.total.amount
      shares.append(
        ["person": .string(name), "amount": .integer(share.total.amount), "paid": true])
    }
    let rest = bill.total.amount - sum
    reporter.tell(
      "split",
      [
        "total": .integer(bill.total.amount), "people": 3, "shares": .array(shares),
        "payer": .integer(rest), "exact": .bool(rest + sum == bill.total.amount),
      ], ko: "셋이 똑같이 나눕니다. 나머지는 mina의 몫입니다",
      en: "They split it equally; what does not divide stays with mina", screen: plan)
  }

  private func payShare(_ name: String) throws(ShellFailure) -> BillView {
    let friend = try engine(name)
    var share: BillID?
    try until("share.request") { () throws(ShellFailure) -> Bool in
      _ = friend.awaitNotification(timeoutMilliseconds: Self.lookMilliseconds)
      share = try friend.orders().first { $0.status == .open }?.bill
      return share != nil
    }
    guard let share else { throw .fault(ShellFault(.nothingToPay)) }
    try friend.open(bill: share)
    try friend.approve()
    guard case .receipt(let receipt) = friend.place else {
      throw .fault(ShellFault(.nothingToPay))
    }
    return receipt.bill
  }
}
