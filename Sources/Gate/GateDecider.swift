package import Crypto
package import QRCode

/// Decides alone, without a network, whether a gate opens; pure but for what it remembers.
///
/// It holds the daemon's verifying key and the gate key of one day, so it can check every pass of
/// its app on that day and can make none: a pass needs the daemon's signature.
package struct GateDecider: Sendable {
  /// How far a gate's clock and a device's may differ, in milliseconds.
  package static let skewMilliseconds: Int64 = 5_000
  /// Steps of passes that are remembered; older than a day they can never come again.
  package static let rememberedLimit = 1_000_000

  /// Why a gate stays closed.
  package enum Refusal: String, Error, CaseIterable, Sendable {
    /// No gate code at all.
    case notAGateCode
    /// Another daemon's or nobody's pass.
    case badSignature
    /// Another operator's pass.
    case otherApp
    /// A pass of another day.
    case wrongDay
    /// The digits are of no step that counts now: a screenshot, or invented.
    case badCode
    /// The code opened this gate before.
    case alreadyUsed
    /// The daemon has stopped the pass.
    case stopped
    /// The gate's own day is over: it needs new keys.
    case noKeys
  }

  /// Somebody may pass.
  package struct Opening: Hashable, Sendable {
    /// The pass.
    package let pass: GatePass
    /// The step whose code it was.
    package let step: Int64
  }

  private let shortID: PlatformCode.ShortID
  private let verifier: VerifyingKey
  private let day: Int64
  private let dayKey: MACKey
  private var stopped: Set<[UInt8]>
  private var used: Set<Used> = []

  private struct Used: Hashable {
    let pass: [UInt8]
    let step: Int64
  }

  /// A gate of an app on one day.
  package init(
    shortID: PlatformCode.ShortID, verifier: VerifyingKey, day: Int64, dayKey: MACKey,
    stopped: Set<[UInt8]> = []
  ) {
    self.shortID = shortID
    self.verifier = verifier
    self.day = day
    self.dayKey = dayKey
    self.stopped = stopped
  }

  /// The daemon's newest word about passes that open nothing any more, by their ids.
  package mutating func stop(_ passes: Set<[UInt8]>) { stopped = passes }

  /// Decides about a code that was read at a moment. It changes nothing: `take` does, once the
  /// opening is written down.
  package func decide(
    _ text: String, at milliseconds: Int64
  ) throws(Refusal) -> Opening {
    guard let code = GateCode(text) else { throw .notAGateCode }
    guard ServiceDay.number(at: milliseconds) == day else { throw .noKeys }
    guard let pass = GatePass(signed: code.signed, verifier: verifier) else {
      throw .badSignature
    }
    guard pass.shortID == shortID else { throw .otherApp }
    guard pass.day == day else { throw .wrongDay }
    guard !stopped.contains(pass.id) else { throw .stopped }
    let step = try step(of: code, pass, at: milliseconds)
    guard !used.contains(Used(pass: pass.id, step: step)) else { throw .alreadyUsed }
    return Opening(pass: pass, step: step)
  }

  /// Notes that a code opened this gate.
  package mutating func take(_ opening: Opening) {
    precondition(used.count < Self.rememberedLimit, "a gate opens fewer times a day")
    used.insert(Used(pass: opening.pass.id, step: opening.step))
  }

  /// The step of the digits: the current or the previous one, by a clock that may be off.
  private func step(
    of code: GateCode, _ pass: GatePass, at milliseconds: Int64
  ) throws(Refusal) -> Int64 {
    for step in Self.steps(at: milliseconds) {
      if Self.isGenuine(code, pass, step: step, dayKey: dayKey) { return step }
    }
    throw .badCode
  }

  /// The steps that count at a moment, newest first.
  package static func steps(at milliseconds: Int64) -> [Int64] {
    let newest = TimeCode.step(at: milliseconds + skewMilliseconds)
    let oldest = TimeCode.step(at: max(0, milliseconds - skewMilliseconds)) - 1
    return (max(0, oldest)...newest).reversed()
  }

  /// Whether a code's digits are those of a step.
  package static func isGenuine(
    _ code: GateCode, _ pass: GatePass, step: Int64, dayKey: MACKey
  ) -> Bool {
    do {
      let secret = try HMACKey(GateKey.secret(of: pass, dayKey: dayKey))
      return ConstantTime.isEqual(
        Array(TimeCode.code(secret, step: step).utf8), Array(code.digits.utf8))
    } catch {
      preconditionFailure("a tag of 32 bytes is a key")
    }
  }
}
