import Crypto
import Gate
import Glibc
import QRCode
import Wire

/// A gate: decides alone, keeps what it let through, and tells the daemon when it can.
final class GateDevice {
  /// Bytes of the stored keys.
  static let keyByteLimit = 1 << 20

  /// Where the gate stands.
  struct Setting {
    var app: AppID
    var gate: String
    var station: String
    var side: GateSide
    var directory: String
  }

  private let setting: Setting
  private let link: DaemonLink
  private let log: GateLog
  private var keys: GateKeysMethod.Result
  private var decider: GateDecider
  /// The daemon's time minus this machine's, in milliseconds.
  private var clockOffset: Int64 = 0

  /// A gate with the newest keys there are: the daemon's, or without a network the stored ones.
  init(_ setting: Setting, link: DaemonLink) throws(ShellFailure) {
    self.setting = setting
    self.link = link
    try Files.createDirectories(setting.directory, mode: 0o700)
    log = try GateLog(path: "\(setting.directory)/\(setting.gate).log")
    let path = Self.keyPath(setting)
    do {
      keys = try Self.fetch(setting, link)
      try Files.write(JSON(encoding: keys).bytes, to: path, mode: 0o600)
      clockOffset = keys.now.milliseconds - GateCodeCommand.machineTime()
    } catch {
      guard case .unreachable = error, let stored = Self.stored(path) else { throw error }
      keys = stored
    }
    decider = try Self.decider(keys)
    replay()
  }

  private static func keyPath(_ setting: Setting) -> String {
    "\(setting.directory)/\(setting.gate).keys.json"
  }

  private static func fetch(
    _ setting: Setting, _ link: DaemonLink
  ) throws(ShellFailure) -> GateKeysMethod.Result {
    try link.call(GateKeysMethod.self, .init(app: setting.app))
  }

  private static func stored(_ path: String) -> GateKeysMethod.Result? {
    guard let bytes = Files.read(path, limit: keyByteLimit) else { return nil }
    do {
      return try JSON.parse(bytes).decode(GateKeysMethod.Result.self)
    } catch {
      return nil
    }
  }

  private static func decider(
    _ keys: GateKeysMethod.Result
  ) throws(ShellFailure) -> GateDecider {
    guard let short = PlatformCode.ShortID(keys.shortID) else { throw damaged }
    do {
      return GateDecider(
        shortID: short, verifier: try VerifyingKey(Hex.decode(keys.verifier) ?? []),
        day: keys.day, dayKey: try MACKey(Hex.decode(keys.dayKey) ?? []),
        stopped: ids(keys.stopped))
    } catch {
      throw damaged
    }
  }

  private static let damaged = ShellFailure.fault(
    ShellFault(.badInput, ["reason": "the gate's keys are damaged"]))

  private static func ids(_ passes: [PassID]) -> Set<[UInt8]> {
    Set(passes.compactMap { Hex.decode($0.text) })
  }

  /// What the log says was let through today may not be let through again.
  private func replay() {
    for record in log.all {
      do throws(GateDecider.Refusal) {
        decider.take(try decider.decide(record.code, at: record.at.milliseconds))
      } catch { continue }
    }
  }

  /// The gate's clock.
  var now: Int64 { GateCodeCommand.machineTime() + clockOffset }

  /// Records the daemon does not have yet.
  var pendingCount: Int { log.pending.count }

  /// Decides about a code; what is let through is durable before the answer.
  func scan(_ text: String, at moment: Int64) throws(ShellFailure) -> JSON {
    let opening: GateDecider.Opening
    do throws(GateDecider.Refusal) {
      opening = try decider.decide(text, at: moment)
    } catch {
      return ["open": false, "reason": .string(error.rawValue)]
    }
    let record = GateRecord(
      sequence: log.nextSequence, code: text, step: opening.step, side: setting.side,
      station: setting.station, at: Instant(milliseconds: moment))
    try log.add(record)
    decider.take(opening)
    return [
      "open": true, "sequence": .integer(record.sequence), "step": .integer(record.step),
      "pending": .integer(Int64(log.pending.count)),
    ]
  }

  /// Tells the daemon what it does not know yet and asks for today's keys; offline nothing is
  /// lost.
  func sync() throws(ShellFailure) -> JSON {
    var (accepted, duplicates, refused): (Int64, Int64, Int64) = (0, 0, 0)
    do {
      while let last = log.pending.prefix(GateReportMethod.recordLimit).last {
        let records = Array(log.pending.prefix(GateReportMethod.recordLimit))
        // The same records have the same key, so a report whose answer was lost counts once.
        let key = "gate-report-\(setting.gate.hashName)-\(records[0].sequence)-\(last.sequence)"
        let answer = try link.call(
          GateReportMethod.self,
          .init(key: key, app: setting.app, gate: setting.gate, records: records))
        try log.markReported(through: last.sequence)
        accepted += Int64(answer.accepted)
        duplicates += Int64(answer.duplicates.count)
        refused += Int64(answer.refused.count)
        decider.stop(Self.ids(answer.stopped))
      }
      try renewKeys()
    } catch {
      switch error {
      case .unreachable, .outcomeUnknown:
        return ["offline": true, "pending": .integer(Int64(log.pending.count))]
      case .refused, .protocolError, .fault: throw error
      }
    }
    return [
      "synced": .integer(accepted), "duplicates": .integer(duplicates),
      "refused": .integer(refused), "pending": .integer(Int64(log.pending.count)),
    ]
  }

  private func renewKeys() throws(ShellFailure) {
    let fresh = try Self.fetch(setting, link)
    clockOffset = fresh.now.milliseconds - GateCodeCommand.machineTime()
    decider.stop(Self.ids(fresh.stopped))
    guard fresh.day != keys.day else { return }
    keys = fresh
    try Files.write(JSON(encoding: keys).bytes, to: Self.keyPath(setting), mode: 0o600)
    decider = try Self.decider(keys)
  }
}

extension String {
  /// A short name for a key of letters and digits, made from any text.
  fileprivate var hashName: String {
    String(Hex.encode(Blake2b.hash(Array(utf8)).bytes).prefix(16))
  }
}
