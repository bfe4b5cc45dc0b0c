import Crypto
import Gate
import QRCode
import Store
import Testing
import Wire

@testable import Platform

/// A railway with gates in the words of a test: passes, reports of gates, fares.
final class GateWorld {
  static let app = AppID("test.metro")
  static let maximum: Int64 = 3_000

  let world: DomainWorld
  private(set) var session = SessionID("")
  private var sequence: Int64 = 0

  /// Somebody with money who has opened the railway.
  init(money: Int64 = 10_000) throws {
    world = try DomainWorld()
    let manifest = DomainWorld.manifest(
      app: GateWorld.app.text, merchant: "metro",
      extra: ", \"gate\": {\"maximumFare\": \(GateWorld.maximum)}"
    )
    .replacing(
      "\"routes\": [",
      with: "\"routes\": [{\"code\": \"ride\", \"feature\": \"open\", \"visit\": \"own\"}, "
    )
    .replacing(
      "{\"name\": \"paid\", \"visibility\": \"system\"}",
      with: "{\"name\": \"paid\", \"visibility\": \"system\"}, {\"name\": \"passed\","
        + " \"visibility\": \"system\", \"scopes\": [\"wallet.gate\"]}"
    )
    .replacing("\"on\": {", with: "\"on\": {\"gate.passed\": \"passed\", ")
    .replacing(
      "{\"name\": \"records\", \"reason\": \"r\"}",
      with: "{\"name\": \"records\", \"reason\": \"r\"}, {\"name\": \"wallet.gate\","
        + " \"reason\": \"r\"}")
    try world.publish(as: "owner", manifest: manifest)
    if money > 0 { try world.topUp("rider", money) }
    session = try open("rider")
  }

  func open(_ name: String) throws -> SessionID {
    let params = SessionOpenMethod.Params(key: world.newKey(), app: Self.app, route: "ride")
    let caller = try world.caller(name)
    let body = try world.body(SessionOpenMethod.name, params)
    let ticket = try world.ticket { try $0.prepareOpen(caller, params, body, now: world.now) }
    return try #require(try world.commit(ticket, page: Page(title: "p"))).session
  }

  /// The pass of a rider's device.
  @discardableResult
  func pass(
    _ name: String = "rider", session: SessionID? = nil, device: String? = nil
  ) throws -> GatePassMethod.Result {
    let caller = try world.caller(name)
    let own = String((caller.credential ?? "").dropFirst("device:".count))
    let params = GatePassMethod.Params(
      key: world.newKey(), session: session ?? self.session, device: device ?? own)
    let body = try world.body(GatePassMethod.name, params)
    return try world.run { try $0.gatePass(caller, params, body, now: world.now) }
      .decode(GatePassMethod.Result.self)
  }

  /// What a gate writes down about a code that is shown now.
  func record(
    _ pass: GatePassMethod.Result, _ side: GateSide = .entry, at later: Int64 = 0
  ) throws -> GateRecord {
    sequence += 1
    let at = world.now.adding(milliseconds: later)
    let secret = try HMACKey(try #require(Hex.decode(pass.secret)))
    let code = GateCode(signed: pass.signed, secret: secret, at: at.milliseconds)
    return GateRecord(
      sequence: sequence, code: code.text, step: TimeCode.step(at: at.milliseconds), side: side,
      station: "s1", at: at)
  }

  @discardableResult
  func report(
    _ records: [GateRecord], gate: String = "g1", as name: String = "owner",
    key: String? = nil
  ) throws -> GateReportMethod.Result {
    let params = GateReportMethod.Params(
      key: key ?? world.newKey(), app: Self.app, gate: gate, records: records)
    let caller = try world.caller(name)
    let body = try world.body(GateReportMethod.name, params)
    return try world.run { try $0.gateReport(caller, params, body, now: world.now) }
      .decode(GateReportMethod.Result.self)
  }

  /// Delivers what gates told; the program asks for a fare at each.
  func charge(_ pass: GatePassMethod.Result, _ amount: Int64, key: String) throws {
    for ticket in try world.owed() {
      try world.commit(
        ticket,
        effects: [
          .fare(FareEffect(pass: pass.pass, key: key, amount: amount, title: "A – B"))
        ])
    }
  }

  /// A whole ride: told by a gate, charged by the program.
  func ride(_ pass: GatePassMethod.Result, _ amount: Int64, key: String) throws {
    try report([try record(pass)])
    try charge(pass, amount, key: key)
    // Another ride needs another code.
    world.now = world.now.adding(seconds: 60)
  }

  /// Somebody empties their wallet, as by paying elsewhere.
  func spend(_ amount: Int64) throws {
    let digits = try #require(try world.create("rider", .pay).payload)
    try world.charge("owner", digits, amount, merchant: MerchantID("metro"))
  }

  /// Fares that nobody has paid yet.
  func unpaid() throws -> [Int64] {
    try world.connection.prepare("SELECT amount FROM gate_fare WHERE transfer IS NULL ORDER BY id")
      .rows { $0.integer(0) }
  }

  /// Runs what is due until a moment.
  func wait(seconds: Int64) throws {
    world.now = world.now.adding(seconds: seconds)
    try world.group { try world.note($0.runDue(now: world.now).notices) }
  }
}
