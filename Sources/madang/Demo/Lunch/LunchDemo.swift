import JSONRPC
import Wire

/// Lunch of three friends at one table, played through the same engines a person uses.
final class LunchDemo {
  /// The app they eat at.
  static let app = AppID("kr.co.noodlehouse.table")
  /// Where they sit.
  static let place = "3"
  /// Where somebody eats alone, to count keys.
  static let quietPlace = "5"
  /// What each has in the wallet before the scan, in won.
  static let preparedAmount: Int64 = 30_000
  /// How long anything that happens by itself may take, in milliseconds.
  static let patienceMilliseconds: Int64 = 10_000
  /// How often a state that nobody announces is read, in milliseconds.
  static let lookMilliseconds = 20

  /// Friends and what each takes. Three, so that the total does not divide.
  private static let friends = [
    (name: "mina", dish: "dish-bibim"), (name: "joon", dish: "dish-janchi"),
    (name: "sora", dish: "dish-sikhye"),
  ]

  let invocation: Invocation
  let reporter: LunchReporter
  private var engines: [String: Engine] = [:]

  init(_ invocation: Invocation) {
    self.invocation = invocation
    reporter = LunchReporter(output: invocation.output, language: invocation.language)
  }

  /// Plays everything; the result is the last event without its name.
  func play() throws(ShellFailure) -> JSONObject {
    let started = MonotonicTime.now
    let codes = try prepare()
    let bill = try order(codes[Self.place] ?? "")
    try cook(bill)
    try readInbox()
    try split(bill)
    let counters = try countKeys(codes[Self.quietPlace] ?? "")
    let audit = try invocation.operatorLink().call(AdminAuditMethod.self, .init())
    return [
      "ok": .bool(audit.ok), "keys": .integer(Int64(counters.keys)),
      "questions": .integer(Int64(counters.questions)), "audit": audit.ok ? "ok" : "bad",
      "prepared": ["wallet"], "transfers": .integer(audit.transfers),
      "milliseconds": .integer(MonotonicTime.now - started),
    ]
  }

  /// The engine of a person; its connection is open before anything is told.
  func engine(_ name: String) throws(ShellFailure) -> Engine {
    if let engine = engines[name] { return engine }
    let engine = try invocation.engine(as: name)
    try engine.link.prepare()
    engines[name] = engine
    return engine
  }

  // MARK: before the scan

  private func prepare() throws(ShellFailure) -> [String: String] {
    let owner = try engine("owner")
    for file in try ManifestFile.all() where Self.isNeeded(file.manifest) {
      try publish(file, owner)
    }
    for name in Self.friends.map(\.name) + ["solo"] {
      _ = try engine(name).topUp(Self.preparedAmount)
    }
    let codes = try owner.link.call(ShopCodesMethod.self, .init(app: Self.app)).codes
    return Dictionary(codes.map { ($0.place, $0.payload) }) { first, _ in first }
  }

  /// The shop they eat at, and what splits its receipts.
  private static func isNeeded(_ manifest: Manifest) -> Bool {
    manifest.app == app || manifest.receiptActions[SplitSteps.action] != nil
  }

  /// A home that is used again has the apps already.
  private func publish(_ file: ManifestFile, _ owner: Engine) throws(ShellFailure) {
    do {
      _ = try MerchantPublishCommand.publish(file, owner.link, key: owner.newKey())
    } catch {
      guard case .refused(let refusal) = error, refusal.code == RegistryError.versionNotGreater
      else { throw error }
    }
  }

  // MARK: order and pay

  private func order(_ code: String) throws(ShellFailure) -> BillView {
    let mina = try engine("mina")
    for (name, dish) in Self.friends {
      let friend = try engine(name)
      let before = MonotonicTime.now
      _ = try friend.open(code: code)
      reporter.tell(
        "scan",
        [
          "person": .string(name), "code": .string(code),
          "milliseconds": .integer(MonotonicTime.now - before),
        ], ko: "\(name): 테이블 코드를 스캔합니다", en: "\(name) scans the code on the table",
        screen: name == "mina" ? friend.screen : nil)
      try friend.tap(dish)
      tellPage(friend)
    }
    mina.drain()
    try mina.refresh()
    tellPage(mina)
    try mina.tap("order")
    guard case .sheet(let request) = mina.place else {
      throw .fault(ShellFault(.nothingToPay))
    }
    reporter.tell(
      "bill",
      [
        "bill": .string(request.sheet.bill.bill.text),
        "total": .integer(request.sheet.bill.total.amount),
        "payee": request.sheet.bill.payee.json,
        "balanceAfter": .integer(request.sheet.balanceAfter),
      ], ko: "mina: 한꺼번에 주문합니다", en: "mina orders for all", screen: mina.screen)
    try mina.approve()
    guard case .receipt(let receipt) = mina.place else { throw .fault(ShellFault(.nothingToPay)) }
    reporter.tell(
      "paid",
      [
        "bill": .string(receipt.bill.bill.text), "total": .integer(receipt.bill.total.amount),
        "balance": receipt.balance.map(JSON.integer) ?? .null,
        "keys": .integer(Int64(mina.counters.keys)),
      ], ko: "mina: 결제했습니다", en: "mina has paid", screen: mina.screen)
    return receipt.bill
  }

  private func tellPage(_ engine: Engine) {
    guard case .visit(let visit) = engine.place else { return }
    reporter.tell(
      "page",
      [
        "person": .string(engine.person), "session": .string(visit.session.text),
        "title": visit.page.title.json, "name": visit.name.json,
        "place": visit.place?.json ?? .null, "rev": .integer(visit.rev),
        "people": .integer(Int64(visit.people)), "keys": .integer(Int64(engine.counters.keys)),
      ], ko: "\(engine.person)의 화면", en: "What \(engine.person) sees", screen: engine.screen)
  }

  // MARK: alone, for the count

  /// One person, one dish, from the scan to the receipt: what it takes in keys and questions.
  private func countKeys(_ code: String) throws(ShellFailure) -> Counters {
    let solo = try engine("solo")
    _ = try solo.open(code: code)
    try solo.tap(Self.friends[0].dish)
    try solo.tap("order")
    try solo.approve()
    guard case .receipt(let receipt) = solo.place else {
      throw .fault(ShellFault(.nothingToPay))
    }
    let counters = solo.counters
    try clearKitchen(receipt.bill, of: "solo")
    return counters
  }
}
