import Crypto
import Gate
import QRCode

/// What a gate decides alone: signature, day, digits, and whether the code was used.
struct QRGate {
  let scale: QRScale

  private static let day: Int64 = 20_412

  /// The decisions about people with a pass each, one after the other.
  func decide() throws -> Timings {
    let signer = try SigningKey(seed: Array(repeating: 1, count: SigningKey.seedByteCount))
    let shortID = PlatformCode.ShortID(number: 7)
    let gateKey = try MACKey(Array(repeating: 2, count: MACKey.byteCount))
    let dayKey = try MACKey(GateKey.day(Self.day, shortID, from: gateKey))
    let moment = ServiceDay.start(of: Self.day) + 8 * 3_600_000
    var random = SplitMix(state: 20_412)
    let codes = try (0..<scale.passes).map { _ in
      let id = (0..<GatePass.idByteCount).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      let pass = GatePass(
        shortID: shortID, id: id, device: signer.publicKey, day: Self.day, maximumFare: 3_650)
      let secret = try HMACKey(GateKey.secret(of: pass, dayKey: dayKey))
      return GateCode(signed: pass.signed(with: signer), secret: secret, at: moment).text
    }
    var gate = GateDecider(
      shortID: shortID, verifier: signer.publicKey, day: Self.day, dayKey: dayKey)
    var timings = Timings()
    for code in codes {
      let before = Timings.now()
      let opening = try gate.decide(code, at: moment)
      gate.take(opening)
      timings.add(since: before)
    }
    return timings
  }
}
