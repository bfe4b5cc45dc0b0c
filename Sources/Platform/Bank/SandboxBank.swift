import Crypto
import Store
import Wire

/// The embedded bank: a deterministic state machine with books of its own.
///
/// It stands for another institution: the wallet reaches it through `FundingProvider` only, and
/// its tables through nothing else. Its book of our settlement account must always be the mirror
/// of our ledger's account of it, which a test compares.
struct SandboxBank: FundingProvider {
  /// What a card or account has when the bank first hears of it, in won.
  static let openingBalance: Int64 = 20_000_000
  /// What the deposit has that fills wallets without a card, in won.
  static let openingDeposit: Int64 = 1_000_000_000_000_000
  /// Where the money of all wallets lies.
  static let settlement = "settlement"
  /// The name of a deposit that nobody needs to link.
  static let deposit = "deposit"
  /// Questions that a silent card leaves without an answer.
  static let silentQuestions: Int64 = 2

  let platform: Platform

  func identify(
    _ number: FundingNumber, phone: PhoneNumber, now: Instant
  ) throws(StoreError) -> ProviderIdentification {
    guard let known = SandboxNumber(number),
      phone.text.hasSuffix(known.phone), !phone.text.hasPrefix("+")
    else { return .notMatching }
    guard known.behaviour != .blocked else { return .blocked }
    let reference = "\(number.kind.rawValue) " + number.digits
    let name = Hex.encode(
      platform.keys.pepper.tag(Array("madang/bank/1\(reference)".utf8), length: .short))
    try open(name, known.behaviour, balance: Self.openingBalance)
    return .token(name)
  }

  func connect(_ order: FundingOrder, now: Instant) throws(StoreError) -> ProviderReply {
    let behaviour = try behaviour(of: order.token)
    if behaviour == .connectRequestLost { return .lost }
    let state = order.profile.window == .external ? State.waiting : .approved
    let reply = try accept(order, state, behaviour == .connectDeclined, now: now)
    return behaviour == .connectAnswerLost ? .lost : reply
  }

  func pay(_ order: FundingOrder, now: Instant) throws(StoreError) -> ProviderReply {
    let behaviour = try behaviour(of: order.token)
    if behaviour == .payRequestLost { return .lost }
    if order.profile.style == .finalOnly {
      // One arrow each way: what is lost at connecting is lost here.
      if behaviour == .connectRequestLost { return .lost }
      let declines = behaviour == .connectDeclined
      let accepted = try accept(order, .approved, declines, now: now)
      guard case .approved = accepted else { return accepted }
    }
    let reply = try book(order, declines: behaviour == .payDeclined, now: now)
    let isLost =
      behaviour == .payAnswerLost || behaviour == .silent
      || (behaviour == .connectAnswerLost && order.profile.style == .finalOnly)
    return isLost ? .lost : reply
  }

  func inquire(_ moid: String, now: Instant) throws(StoreError) -> ProviderState {
    guard let row = try payment(moid) else { return .unknown }
    if row.behaviour == .silent, row.questions < Self.silentQuestions {
      try run("UPDATE bank_payment SET questions = questions + 1 WHERE moid = ?", .text(moid))
      return .noAnswer
    }
    switch row.state {
    case .waiting: return .waiting(tid: row.tid)
    case .approved: return .approved(tid: row.tid)
    case .paid: return .paid(tid: row.tid)
    case .declined, .cancelled: return .ended(row.reason)
    }
  }

  func cancel(_ moid: String, now: Instant) throws(StoreError) {
    try run(
      "UPDATE bank_payment SET state = 'cancelled', reason = 'cancelled', changed = ?"
        + " WHERE moid = ? AND state IN ('waiting', 'approved')",
      .integer(now.milliseconds), .text(moid))
  }

  /// The person approves in the card's own app; false where nothing waits for them.
  func approve(_ moid: String, now: Instant) throws(StoreError) -> Bool {
    guard let row = try payment(moid), row.state == .waiting else { return false }
    try run(
      "UPDATE bank_payment SET state = 'approved', changed = ? WHERE moid = ?",
      .integer(now.milliseconds), .text(moid))
    return true
  }
}

// MARK: its books

extension SandboxBank {
  /// Where a payment stands; the names are stored.
  enum State: String {
    case waiting, approved, paid, declined, cancelled
  }

  struct Payment {
    let tid: String
    let state: State
    let reason: DeclineReason
    let amount: Int64
    let account: String
    let behaviour: SandboxBehaviour
    let questions: Int64
  }

  func payment(_ moid: String) throws(StoreError) -> Payment? {
    let row = try platform.sql(
      "SELECT p.id, p.state, p.reason, p.amount, p.account, a.behaviour, p.questions"
        + " FROM bank_payment p JOIN bank_account a ON a.name = p.account"
        + " WHERE p.merchant = 'madang' AND p.moid = ?"
    ).first(.text(moid)) {
      (
        $0.integer(0), $0.text(1), $0.optionalText(2), $0.integer(3), $0.text(4), $0.integer(5),
        $0.integer(6)
      )
    }
    guard let (id, state, reason, amount, account, behaviour, questions) = row else { return nil }
    guard let state = State(rawValue: state), let behaviour = SandboxBehaviour(rawValue: behaviour)
    else { throw .damaged("bank_payment row \(id): an unknown word") }
    return Payment(
      tid: Self.tid(id), state: state,
      reason: reason.flatMap(DeclineReason.init(rawValue:)) ?? .cancelled, amount: amount,
      account: account, behaviour: behaviour, questions: questions)
  }

  /// The bank's own number of a payment.
  private static func tid(_ id: Int64) -> String {
    let digits = String(id)
    return "SB" + String(repeating: "0", count: max(0, 12 - digits.count)) + digits
  }

  /// Takes a payment in; the same order id twice is declined unless it is the same order.
  private func accept(
    _ order: FundingOrder, _ state: State, _ declines: Bool, now: Instant
  ) throws(StoreError) -> ProviderReply {
    if try payment(order.moid) != nil { return .declined(.duplicateOrder) }
    let isLate = now >= order.at.adding(seconds: order.profile.deadlineSeconds)
    let balance = try balance(of: order.token)
    let hasEnough = order.direction == .out || balance >= order.amount.amount
    var reason: DeclineReason?
    if isLate { reason = .tooLate }
    if declines || !hasEnough { reason = .insufficientFunds }
    try run(
      "INSERT INTO bank_payment(merchant, moid, account, direction, amount, state, reason, at,"
        + " changed) VALUES ('madang', ?, ?, ?, ?, ?, ?, ?, ?)",
      .text(order.moid), .text(order.token), .text(order.direction.rawValue),
      .integer(order.amount.amount), .text((reason == nil ? state : .declined).rawValue),
      .text(reason?.rawValue), .integer(now.milliseconds), .integer(now.milliseconds))
    if let reason { return .declined(reason) }
    guard let row = try payment(order.moid) else { throw .damaged("bank_payment: a row is gone") }
    return state == .waiting ? .waiting(tid: row.tid) : .approved(tid: row.tid)
  }

  /// Moves the money of an approved payment between the customer and us.
  private func book(
    _ order: FundingOrder, declines: Bool, now: Instant
  ) throws(StoreError) -> ProviderReply {
    guard let row = try payment(order.moid), row.state == .approved else {
      return .declined(.notPermitted)
    }
    let isIn = order.direction == .in
    let balance = try balance(of: row.account)
    let lacks = isIn && balance < row.amount
    let isLate = now >= order.at.adding(seconds: order.profile.deadlineSeconds)
    if declines || lacks || isLate {
      let reason: DeclineReason = isLate ? .tooLate : .insufficientFunds
      try run(
        "UPDATE bank_payment SET state = 'declined', reason = ?, changed = ? WHERE moid = ?",
        .text(reason.rawValue), .integer(now.milliseconds), .text(order.moid))
      return .declined(reason)
    }
    try add(isIn ? -row.amount : row.amount, to: row.account)
    try add(isIn ? row.amount : -row.amount, to: Self.settlement)
    try run(
      "UPDATE bank_payment SET state = 'paid', changed = ? WHERE moid = ?",
      .integer(now.milliseconds), .text(order.moid))
    return .paid(tid: row.tid)
  }

  private func behaviour(of account: String) throws(StoreError) -> SandboxBehaviour {
    if account == Self.deposit { try open(account, .good, balance: Self.openingDeposit) }
    return try platform.sql("SELECT behaviour FROM bank_account WHERE name = ?")
      .first(.text(account)) { $0.integer(0) }.flatMap(SandboxBehaviour.init(rawValue:)) ?? .good
  }

  /// What an account of the bank has.
  func balance(of account: String) throws(StoreError) -> Int64 {
    try platform.sql("SELECT balance FROM bank_account WHERE name = ?")
      .first(.text(account)) { $0.integer(0) } ?? 0
  }

  private func open(
    _ account: String, _ behaviour: SandboxBehaviour, balance: Int64
  ) throws(StoreError) {
    try run(
      "INSERT INTO bank_account(name, behaviour, balance) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
      .text(account), .integer(behaviour.rawValue), .integer(balance))
  }

  private func add(_ amount: Int64, to account: String) throws(StoreError) {
    try run(
      "INSERT INTO bank_account(name, behaviour, balance) VALUES (?1, 0, ?2)"
        + " ON CONFLICT(name) DO UPDATE SET balance = balance + ?2",
      .text(account), .integer(amount))
  }

  private func run(_ sql: String, _ values: Value...) throws(StoreError) {
    try platform.sql(sql).run(values: values)
  }
}
