import Crypto
import Testing
import Wire

@testable import Platform

@Suite struct SMSCodeTests {
  private let key: MACKey
  private let start = DomainWorld.start

  init() throws { key = try MACKey(Array(repeating: 7, count: 32)) }

  private func make(seed: UInt64 = 1) -> (code: SMSCode, digits: String) {
    var random = SeededRandom(seed: seed)
    return SMSCode.make(key: key, random: &random, now: start)
  }

  /// Some other six digits.
  private func other(than digits: String) -> String {
    digits.hasPrefix("0") ? "1" + digits.dropFirst() : "0" + digits.dropFirst()
  }

  @Test(
    arguments: [
      (0, .accepted), (179_999, .accepted), (180_000, .expired), (180_001, .expired),
    ] as [(Int64, SMSCode.Verdict)])
  func isGoodForThreeMinutes(after milliseconds: Int64, expected: SMSCode.Verdict) {
    var (code, digits) = make()
    #expect(
      code.check(digits, key: key, now: start.adding(milliseconds: milliseconds)) == expected)
  }

  @Test func theFifthWrongTryEndsItAndTheRightDigitsComeTooLate() {
    var (code, digits) = make()
    var verdicts: [SMSCode.Verdict] = []
    for _ in 0..<SMSCode.tryLimit {
      verdicts.append(code.check(other(than: digits), key: key, now: start))
    }
    #expect(
      verdicts == [
        .wrong(triesLeft: 4), .wrong(triesLeft: 3), .wrong(triesLeft: 2), .wrong(triesLeft: 1),
        .exhausted,
      ])
    #expect(code.check(digits, key: key, now: start) == .exhausted)
    #expect(!code.isUsed)
  }

  @Test func fourWrongTriesLeaveTheLastOne() {
    var (code, digits) = make()
    for _ in 1..<SMSCode.tryLimit { _ = code.check(other(than: digits), key: key, now: start) }
    #expect(code.check(digits, key: key, now: start) == .accepted)
  }

  @Test func isAcceptedOnce() {
    var (code, digits) = make()
    #expect(code.check(digits, key: key, now: start) == .accepted)
    #expect(code.check(digits, key: key, now: start) == .used)
  }

  @Test(arguments: ["", "12345", "1234567", "12345x", " 123456"])
  func otherTextsAreWrong(text: String) {
    var (code, _) = make()
    #expect(code.check(text, key: key, now: start) == .wrong(triesLeft: 4))
  }

  @Test func digitsAreSixAndTheHashNeedsKeyAndSalt() throws {
    var seen: Set<String> = []
    for seed in 0..<200 as Range<UInt64> {
      let (code, digits) = make(seed: seed)
      #expect(digits.count == SMSCode.digitCount && digits.allSatisfy(\.isNumber))
      seen.insert(digits)
      let elsewhere = try MACKey(Array(repeating: 8, count: 32))
      var stolen = code
      #expect(stolen.check(digits, key: elsewhere, now: start) == .wrong(triesLeft: 4))
      var salted = SMSCode(
        salt: Array(repeating: 0, count: SMSCode.saltByteCount), hash: code.hash,
        expires: code.expires, tries: 0, isUsed: false)
      #expect(salted.check(digits, key: key, now: start) == .wrong(triesLeft: 4))
    }
    #expect(seen.count > 190)
  }
}
