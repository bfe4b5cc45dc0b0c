import Crypto
import QRCode
import Testing

@testable import Gate

/// What a gate decides alone: it opens for today's pass and today's code, and once.
@Suite struct GateDeciderTests {
  private let signer: SigningKey
  private let dayKey: MACKey
  private let shortID: PlatformCode.ShortID
  private let pass: GatePass
  private let secret: HMACKey
  /// The first millisecond of a step well inside the day.
  private let moment: Int64
  private let day: Int64 = 20_412

  init() throws {
    signer = try SigningKey(seed: Array(repeating: 1, count: 32))
    shortID = PlatformCode.ShortID(number: 7)
    let key = try MACKey(Array(repeating: 2, count: 32))
    dayKey = try MACKey(GateKey.day(day, shortID, from: key))
    let device = try SigningKey(seed: Array(repeating: 3, count: 32)).publicKey
    pass = GatePass(
      shortID: shortID, id: Array(1...10), device: device, day: day, maximumFare: 3650)
    secret = try HMACKey(GateKey.secret(of: pass, dayKey: dayKey))
    let noon = ServiceDay.start(of: day) + 8 * 3_600_000
    moment = noon - noon % TimeCode.stepMilliseconds
  }

  private func gate(stopped: Set<[UInt8]> = []) -> GateDecider {
    GateDecider(
      shortID: shortID, verifier: signer.publicKey, day: day, dayKey: dayKey, stopped: stopped)
  }

  private func code(at milliseconds: Int64) -> String {
    GateCode(signed: pass.signed(with: signer), secret: secret, at: milliseconds).text
  }

  private func verdict(_ gate: GateDecider, _ text: String, at milliseconds: Int64) -> String {
    do throws(GateDecider.Refusal) {
      return "step \(try gate.decide(text, at: milliseconds).step - TimeCode.step(at: moment))"
    } catch { return error.rawValue }
  }

  /// The code of the step that begins at 0, shown at a time from there on.
  @Test(arguments: [
    (-5_001, "badCode"), (-5_000, "step 0"), (-1, "step 0"), (0, "step 0"), (29_999, "step 0"),
    (30_000, "step 0"), (59_999, "step 0"), (64_999, "step 0"), (65_000, "badCode"),
  ]) func theCurrentAndThePreviousStepCountWithFiveSecondsOfSkew(
    _ offset: Int64, _ expected: String
  ) {
    #expect(verdict(gate(), code(at: moment), at: moment + offset) == expected)
  }

  @Test func aCodeOpensAGateOnceAndAnotherStepAgain() throws {
    var gate = gate()
    gate.take(try gate.decide(code(at: moment), at: moment))
    #expect(verdict(gate, code(at: moment), at: moment) == "alreadyUsed")
    #expect(verdict(gate, code(at: moment), at: moment + 59_999) == "alreadyUsed")
    #expect(verdict(gate, code(at: moment + 30_000), at: moment + 30_000) == "step 1")
    // Another gate that is cut off too cannot know: reconciliation finds it.
    #expect(verdict(self.gate(), code(at: moment), at: moment) == "step 0")
  }

  @Test func decidingChangesNothing() throws {
    let gate = gate()
    #expect(verdict(gate, code(at: moment), at: moment) == "step 0")
    #expect(verdict(gate, code(at: moment), at: moment) == "step 0")
  }

  @Test func everyEditedCharacterOfACodeIsRefused() {
    let genuine = Array(code(at: moment).utf8)
    for index in GateCode.prefix.utf8.count..<genuine.count {
      var edited = genuine
      edited[index] = edited[index] == UInt8(ascii: "7") ? UInt8(ascii: "8") : UInt8(ascii: "7")
      let text = String(decoding: edited, as: UTF8.self)
      let found = verdict(gate(), text, at: moment)
      #expect(
        ["notAGateCode", "badSignature", "badCode"].contains(found), "character \(index): \(found)")
    }
  }

  @Test func onlyTheDaemonsKeyMakesPasses() throws {
    let thief = try SigningKey(seed: Array(repeating: 9, count: 32))
    let forged = GateCode(signed: pass.signed(with: thief), secret: secret, at: moment).text
    #expect(verdict(gate(), forged, at: moment) == "badSignature")
  }

  @Test func otherAppsOtherDaysAndStoppedPassesAreRefused() throws {
    func made(_ short: PlatformCode.ShortID, _ day: Int64) -> String {
      let device = signer.publicKey
      let other = GatePass(
        shortID: short, id: pass.id, device: device, day: day, maximumFare: 3650)
      return GateCode(signed: other.signed(with: signer), secret: secret, at: moment).text
    }
    #expect(
      verdict(gate(), made(PlatformCode.ShortID(number: 8), day), at: moment) == "otherApp")
    #expect(verdict(gate(), made(shortID, day - 1), at: moment) == "wrongDay")
    #expect(verdict(gate(stopped: [pass.id]), code(at: moment), at: moment) == "stopped")
    var gate = gate()
    gate.stop([pass.id])
    #expect(verdict(gate, code(at: moment), at: moment) == "stopped")
  }

  @Test func aGateOfYesterdayStaysClosed() {
    let start = ServiceDay.start(of: day + 1)
    #expect(verdict(gate(), code(at: start - 1), at: start - 1) != "noKeys")
    #expect(verdict(gate(), code(at: start), at: start) == "noKeys")
  }

  @Test(arguments: [
    "", "MD:G/", "MD:G/AAAA/12345678", "401928374650192837", "javascript:alert(1)", "MD:G//",
    "\u{202E}",
    String(repeating: "9", count: 10_000),
  ]) func textThatIsNoGateCodeIsRefused(_ text: String) {
    #expect(verdict(gate(), text, at: moment) == "notAGateCode")
  }
}
