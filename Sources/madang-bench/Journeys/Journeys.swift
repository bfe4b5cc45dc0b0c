import Glibc
import Wire

/// The journeys of a lunch that have targets (issue of the first piece, Speed and memory).
struct Journeys {
  /// Programs published where the idle daemon's memory is read.
  static let publishedPrograms = 10
  /// What a wallet is filled with at once, in won: within a visitor's balance.
  private static let topUp: Int64 = 100_000

  let directory: String
  let scale: JourneyScale

  /// Scan of a table code to the first page, the program's process started in between: each sample
  /// scans right after a version was published that nobody has run yet.
  func coldFirstPage() throws -> JourneyFigures {
    try withDaemon("cold") { run in
      let shop = try BenchShop(number: 1)
      try shop.publish(version: 1, run.person)
      let codes = try shop.codes(run.person)
      return try run.measure(counted: scale.counted, timed: scale.cold) { index in
        try shop.publish(version: Int64(index + 2), run.person)
        return codes[index % codes.count]
      } step: { code in
        try run.person.raw(QRScanMethod.self, .init(key: run.person.newKey(), payload: code))
      }
    }
  }

  /// A call that changes the session, and one that only reads it, while the program runs.
  func warmCalls() throws -> (change: JourneyFigures, query: JourneyFigures) {
    try withDaemon("warm") { run in
      let person = run.person
      let shop = try BenchShop(number: 1)
      try shop.publish(version: 1, person)
      let session = try open(try shop.codes(person)[0], person).session
      _ = try call(session, "cart.add", ["item": .string(BenchShop.dish)], person)
      // The state keeps its size: the quantity of one line goes up and down.
      let change = try run.measure(counted: scale.counted, timed: scale.warm) { index in
        SessionCallMethod.Params(
          session: session, feature: "cart.change",
          arguments: ["line": "1", "quantity": .integer(Int64(1 + index % 2))],
          key: person.newKey())
      } step: {
        try person.raw(SessionCallMethod.self, $0)
      }
      let query = try run.measure(counted: scale.counted, timed: scale.warm) { _ in
        SessionCallMethod.Params(session: session, feature: "menu.open")
      } step: {
        try person.raw(SessionCallMethod.self, $0)
      }
      return (change, query)
    }
  }

  /// Paying a bill to its receipt; each sample is an order at a table of its own.
  func payReceipt() throws -> JourneyFigures {
    try withDaemon("pay") { run in
      let person = run.person
      let shop = try BenchShop(number: 1)
      try shop.publish(version: 1, person)
      let codes = try shop.codes(person)
      var balance: Int64 = 0
      return try run.measure(counted: scale.counted, timed: scale.pay) { index in
        if balance < BenchShop.price {
          balance = try person.call(
            WalletTopUpMethod.self,
            .init(key: person.newKey(), amount: Self.topUp, currency: .krw)
          ).balance
        }
        balance -= BenchShop.price
        let session = try open(codes[index % codes.count], person).session
        let cart = try call(session, "cart.add", ["item": .string(BenchShop.dish)], person)
        let order = try call(session, "order.place", [:], seenRev: cart.rev, person)
        guard let sheet = order.sheet else { throw BenchmarkError.unavailable("no pay sheet") }
        return BillPayMethod.Params(
          key: person.newKey(), bill: sheet.bill.bill, amount: sheet.bill.total.amount)
      } step: {
        try person.raw(BillPayMethod.self, $0)
      }
    }
  }

  private func open(_ code: String, _ person: BenchClient) throws -> PageReply {
    let scanned = try person.call(
      QRScanMethod.self, .init(key: person.newKey(), payload: code))
    guard let page = scanned.page else { throw BenchmarkError.unavailable("no page") }
    return page
  }

  private func call(
    _ session: SessionID, _ feature: String, _ arguments: JSONObject, seenRev: Int64? = nil,
    _ person: BenchClient
  ) throws -> PageReply {
    try person.call(
      SessionCallMethod.self,
      .init(
        session: session, feature: feature, arguments: arguments, seenRev: seenRev,
        key: person.newKey()))
  }

  func withDaemon<R>(_ name: String, _ body: (JourneyRun) throws -> R) throws -> R {
    let daemon = try BenchDaemon(home: "\(directory)/\(name)")
    let run = JourneyRun(
      daemon: daemon, operator: try daemon.connectOperator(),
      person: try BenchClient(personOf: daemon))
    let result = try body(run)
    try daemon.stop()
    return result
  }
}
