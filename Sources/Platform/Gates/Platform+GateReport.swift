import Crypto
import Gate
import QRCode
import Store
package import Wire

/// What gates tell afterwards: each record counts once, and nothing is believed that the daemon
/// cannot check itself.
extension Platform {
  /// How far ahead of the daemon a gate's clock may be, in milliseconds: five minutes.
  static let gateClockAheadMilliseconds: Int64 = 300_000
  /// Characters of a gate's or a station's name.
  static let gateNameLength = 1...40

  private enum GateOutcome: String {
    case accepted, duplicate, refused
  }

  /// What one report has come to so far: none of it is in the file before the report is.
  private struct Taken {
    /// Passes with the steps of their codes.
    var codes: Set<[Int64]> = []
    /// Outcomes by the gate's own numbers.
    var outcomes: [Int64: GateOutcome] = [:]
  }

  /// Takes in what a gate let through.
  package func gateReport(
    _ caller: Person, _ params: GateReportMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try once(caller.keyScope, body, now: now) { plan in
      let release = try currentRelease(params.app)
      _ = try requireRole(
        caller, at: release.manifest.merchant, oneOf: [.gate, .manager, .owner])
      try check(params)
      var result = GateReportMethod.Result(
        accepted: 0, duplicates: [], refused: [], stopped: [])
      var taken = Taken()
      for record in params.records {
        switch try take(record, params, release, &taken, &plan, now: now) {
        case .accepted: result.accepted += 1
        case .duplicate: result.duplicates.append(record)
        case .refused: result.refused.append(record)
        }
      }
      result.stopped = try stoppedPasses(
        params.app, day: ServiceDay.number(at: now.milliseconds))
      return result
    }
  }

  private func check(_ params: GateReportMethod.Params) throws {
    func refuse(_ pointer: String, _ reason: String) -> Refusal {
      Refusal(
        RequestError.invalid, ["pointer": .string(pointer), "reason": .string(reason)])
    }
    guard params.records.count <= GateReportMethod.recordLimit else {
      throw refuse("/records", "has more than \(GateReportMethod.recordLimit) records")
    }
    guard Platform.gateNameLength.contains(params.gate.count) else {
      throw refuse("/gate", "must have 1 to 40 characters")
    }
    for (index, record) in params.records.enumerated() {
      guard Platform.gateNameLength.contains(record.station.count) else {
        throw refuse("/records/\(index)/station", "must have 1 to 40 characters")
      }
    }
  }

  private func take(
    _ record: GateRecord, _ params: GateReportMethod.Params, _ release: Release,
    _ taken: inout Taken, _ plan: inout Plan, now: Instant
  ) throws -> GateOutcome {
    if let told = taken.outcomes[record.sequence] { return told }
    let told = try sql(
      "SELECT outcome FROM gate_event WHERE app = ? AND gate = ? AND sequence = ?"
    ).first(.text(params.app.text), .text(params.gate), .integer(record.sequence)) {
      GateOutcome(rawValue: $0.text(0))
    }
    if let told { return told ?? .refused }
    let pass = try genuinePass(record, release, now: now)
    var outcome = GateOutcome.refused
    if let pass {
      let other = try sql(
        "SELECT 1 FROM gate_event WHERE pass = ? AND step = ? AND outcome = 'accepted'"
      ).first(.integer(pass.id), .integer(record.step)) { _ in true }
      let isFirst = other == nil && taken.codes.insert([pass.id, record.step]).inserted
      outcome = isFirst ? .accepted : .duplicate
    }
    taken.outcomes[record.sequence] = outcome
    plan.write(
      "INSERT INTO gate_event(app, gate, sequence, pass, step, side, station, at, outcome, told)"
        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      .text(params.app.text), .text(params.gate), .integer(record.sequence), .integer(pass?.id),
      .integer(record.step), .text(record.side.rawValue), .text(record.station),
      .integer(record.at.milliseconds), .text(outcome.rawValue), .integer(now.milliseconds))
    if outcome == .accepted, let pass {
      try tellProgram(record, pass, params.gate, &plan, now: now)
    }
    return outcome
  }

  /// The pass of a record whose signature, day, step and digits are all right; nil for any other.
  private func genuinePass(
    _ record: GateRecord, _ release: Release, now: Instant
  ) throws -> GatePassRow? {
    let (key, signer) = try gateKeys()
    guard record.at.milliseconds >= 0,
      record.at <= now.adding(milliseconds: Platform.gateClockAheadMilliseconds),
      let code = GateCode(record.code),
      let pass = GatePass(signed: code.signed, verifier: signer.publicKey),
      pass.shortID.text == release.shortID,
      ServiceDay.number(at: record.at.milliseconds) == pass.day,
      GateDecider.steps(at: record.at.milliseconds).contains(record.step)
    else { return nil }
    let dayKey = try MACKey(GateKey.day(pass.day, pass.shortID, from: key))
    guard GateDecider.isGenuine(code, pass, step: record.step, dayKey: dayKey) else { return nil }
    return try self.pass(opaque: pass.id)
  }

  private func tellProgram(
    _ record: GateRecord, _ pass: GatePassRow, _ gate: String, _ plan: inout Plan, now: Instant
  ) throws {
    guard let session = try session(row: pass.session), let release = try release(session.release)
    else { preconditionFailure("pass \(pass.name) has lost its session") }
    owe(
      "gate.passed",
      [
        "pass": .string(pass.name.text), "gate": .string(gate),
        "side": .string(record.side.rawValue), "station": .string(record.station),
        "at": .integer(record.at.milliseconds),
      ], release, session: pass.session, &plan, now: now)
  }
}
