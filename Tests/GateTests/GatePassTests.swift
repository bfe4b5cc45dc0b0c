import Crypto
import QRCode
import Testing

@testable import Gate

/// The signed pass: what goes in comes out, and nothing else does.
@Suite struct GatePassTests {
  private let signer: SigningKey
  private let pass: GatePass

  init() throws {
    signer = try SigningKey(seed: Array(repeating: 1, count: 32))
    pass = GatePass(
      shortID: PlatformCode.ShortID(number: 1 << 29), id: Array(repeating: 255, count: 10),
      device: signer.publicKey, day: Int64(UInt16.max), maximumFare: GatePass.fareLimit)
  }

  @Test func aPassIsReadBackAsItWasSigned() {
    let text = pass.signed(with: signer)
    #expect(GatePass(signed: text, verifier: signer.publicKey) == pass)
    #expect(GatePass(signed: text + "0", verifier: signer.publicKey) == nil)
    #expect(GatePass(signed: text.dropLast(), verifier: signer.publicKey) == nil)
    #expect(GatePass(signed: text.lowercased(), verifier: signer.publicKey) == nil)
  }

  /// 93 bytes are 744 bits; 149 characters have one bit more, which must be zero.
  @Test func thereIsOneSpellingOfAPass() throws {
    let text = pass.signed(with: signer)
    let last = try #require(text.utf8.last.flatMap { Crockford32.value(of: $0) })
    let other = Crockford32.text(bits: UInt64(last ^ 1), characters: 1)
    #expect(GatePass(signed: text.dropLast() + other, verifier: signer.publicKey) == nil)
  }

  @Test func secretsDifferByDayAppAndPass() throws {
    let key = try MACKey(Array(repeating: 2, count: 32))
    var secrets: Set<[UInt8]> = []
    for number: UInt32 in 1...2 {
      for day: Int64 in 1...2 {
        let short = PlatformCode.ShortID(number: number)
        let dayKey = try MACKey(GateKey.day(day, short, from: key))
        for id: UInt8 in 1...2 {
          let pass = GatePass(
            shortID: short, id: Array(repeating: id, count: 10), device: signer.publicKey,
            day: day, maximumFare: 1)
          secrets.insert(GateKey.secret(of: pass, dayKey: dayKey))
        }
      }
    }
    #expect(secrets.count == 8)
  }

  /// A day begins at four in the morning in Seoul, 19:00 UTC.
  @Test func theDayEndsAfterTheLastTrain() {
    // 2026-11-20T19:00:00Z
    let start: Int64 = 1_795_201_200_000
    let day = ServiceDay.number(at: start)
    #expect(ServiceDay.number(at: start - 1) == day - 1)
    #expect(ServiceDay.start(of: day) == start)
  }
}
