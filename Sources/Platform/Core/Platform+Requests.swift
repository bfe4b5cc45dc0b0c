import Crypto
import Store
package import Wire

/// Idempotency: the same key and body get the same answer, another body an error (protocol.md).
extension Platform {
  /// How long answers are kept that moved no money: 30 days.
  static let keepSeconds: Int64 = 30 * 86_400

  /// What a hash without a key would give away, or what may differ when the same is asked again.
  private static let secretMembers = ["pin", "newPin", "token", "sourceNumber"]

  /// The body of a request: everything but its key and what is secret in it.
  package static func body(of method: String, _ params: JSON) -> RequestBody? {
    guard let members = params.object?.members else { return nil }
    var key: String?
    // What counts, in canonical order; few enough to be put in order one by one.
    var order: [Int] = []
    order.reserveCapacity(members.count)
    for (index, member) in members.enumerated() {
      if member.key == "key" { key = member.value.string }
      guard member.key != "key", !Platform.secretMembers.contains(member.key) else { continue }
      let place = order.firstIndex {
        member.key.utf8.lexicographicallyPrecedes(members[$0].key.utf8)
      }
      order.insert(index, at: place ?? order.count)
    }
    return key.map { RequestBody(key: $0, hash: hash(of: method, members, in: order).bytes) }
  }

  /// The hash of the method and of some members, written as one canonical object.
  private static func hash(
    of method: String, _ members: [JSONObject.Member], in order: [Int]
  ) -> Digest {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(bodyCapacity)
    bytes.append(contentsOf: method.utf8)
    bytes.append(UInt8(ascii: "\n"))
    var separator = UInt8(ascii: "{")
    for index in order {
      bytes.append(separator)
      separator = UInt8(ascii: ",")
      JSON.string(members[index].key).write(to: &bytes)
      bytes.append(UInt8(ascii: ":"))
      members[index].value.canonical.write(to: &bytes)
    }
    if order.isEmpty { bytes.append(separator) }
    bytes.append(UInt8(ascii: "}"))
    return Blake2b.hash(bytes)
  }

  /// Room that most bodies fit in, in bytes.
  private static let bodyCapacity = 256

  /// The stored answer to a key; throws what was refused then, or that the key is taken.
  func replay(_ scope: String, _ body: RequestBody) throws -> JSON? {
    let stored = try sql(
      "SELECT body, outcome, refused FROM request WHERE principal = ? AND key = ?"
    )
    .first(.text(scope), .text(body.key)) { ($0.blob(0), $0.text(1), $0.integer(2) == 1) }
    guard let (hash, outcome, refused) = stored else {
      guard try !isOthersMovement(scope, body) else { throw Refusal(RequestError.keyReused) }
      return nil
    }
    guard hash == body.hash else { throw Refusal(RequestError.keyReused) }
    let json = try JSON.parse(outcome)
    if refused, let refusal = Refusal(wire: json) { throw refusal }
    return .object((json.object ?? [:]).merging(["replayed": true]))
  }

  /// Whether the ledger, which keeps the keys of movements between wallets, knows the key for
  /// another request.
  private func isOthersMovement(_ scope: String, _ body: RequestBody) throws -> Bool {
    let names = 1...RequestKey.maximumBytes
    guard names.contains(scope.utf8.count), names.contains(body.key.utf8.count) else {
      return false
    }
    let key = RequestKey(principal: scope, key: body.key, bodyHash: try Digest(body.hash))
    return try ledger.earlier(key) == .refused(.keyReused)
  }

  /// What a person's key led to before; nil for a new key.
  package func replayed(_ caller: Person, _ body: RequestBody) throws -> Outcome<JSON>? {
    do {
      return try replay(caller.keyScope, body).map { Outcome($0) }
    } catch let refusal as Refusal {
      return Outcome(refused: refusal)
    }
  }

  /// Runs a command once for a key: plans, stores the answer with what it does, applies.
  ///
  /// A final refusal is stored too; one that may pass later is not.
  func once<Answer: Encodable>(
    _ scope: String, _ body: RequestBody?, money: Bool = false, now: Instant,
    _ work: (inout Plan) throws -> Answer
  ) throws -> Outcome<JSON> {
    var plan = Plan()
    do {
      if let body, let replayed = try replay(scope, body) { return Outcome(replayed) }
      let answer = JSON(encoding: try work(&plan))
      if let body { plan.remember(scope, body, answer, refused: false, money: money, now: now) }
      let (notices, owesCalls) = (plan.notices, plan.owesCalls)
      try apply(plan)
      return Outcome(answer, notices: notices, owesCalls: owesCalls)
    } catch let refusal as Refusal {
      return Outcome(refused: try remember(refusal, scope, body, money: money, now: now))
    }
  }

  /// Decides on a call to a program once for a key; a refusal sticks as in `once`.
  func step(
    _ caller: Person, _ body: RequestBody?, now: Instant, _ work: () throws -> CallStep
  ) throws -> CallStep {
    do {
      if let body, let replayed = try replay(caller.keyScope, body) {
        return .answer(Outcome(replayed))
      }
      return identified(try work())
    } catch let refusal as Refusal {
      return .answer(
        Outcome(refused: try remember(refusal, caller.keyScope, body, now: now)))
    }
  }

  /// Ends a call whose program refused or failed; a final refusal sticks to the caller's key.
  package func refuse(
    _ ticket: CallTicket, _ refusal: Refusal, trace: TraceID? = nil, now: Instant
  ) throws -> Outcome<JSON> {
    // Whoever was in the middle of a call when the app was switched off is told just that.
    if let kill = try kill(of: ticket.release.key.app) {
      return Outcome(refused: Platform.killed(kill))
    }
    try note(refusal, ticket, trace: trace, now: now)
    guard let caller = ticket.caller else { return Outcome(refused: refusal) }
    return Outcome(
      refused: try remember(refusal, caller.keyScope, ticket.body, now: now))
  }

  /// Ends a request that was refused before or outside of its command; a final refusal sticks to
  /// the caller's key, and an earlier answer stands.
  package func refuse(
    _ caller: Person, _ body: RequestBody, _ refusal: Refusal, now: Instant
  ) throws -> Outcome<JSON> {
    if let earlier = try replayed(caller, body) { return earlier }
    return Outcome(refused: try remember(refusal, caller.keyScope, body, now: now))
  }

  /// Stores a final refusal under its key, so that repeating it gives the same answer.
  private func remember(
    _ refusal: Refusal, _ scope: String, _ body: RequestBody?, money: Bool = false, now: Instant
  ) throws -> Refusal {
    guard let body, refusal.code.errorClass == .final, refusal.code != RequestError.keyReused
    else { return refusal }
    // The same refusal may come out of the store: it stands there already.
    let isStored = try sql("SELECT 1 FROM request WHERE principal = ? AND key = ?")
      .first(.text(scope), .text(body.key)) { _ in true }
    guard isStored == nil else { return refusal }
    var plan = Plan()
    plan.remember(
      scope, body, refusal.wire(in: .korean), refused: true, money: money, now: now)
    try apply(plan)
    return refusal
  }
}

extension Plan {
  mutating func remember(
    _ scope: String, _ body: RequestBody, _ answer: JSON, refused: Bool, money: Bool, now: Instant
  ) {
    let forget = money ? nil : now.adding(seconds: Platform.keepSeconds).milliseconds
    write(
      "INSERT INTO request(principal, key, body, outcome, refused, at, forget)"
        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
      .text(scope), .text(body.key), .blob(body.hash), .text(answer.text),
      .integer(refused ? 1 : 0), .integer(now.milliseconds), .integer(forget))
  }
}
