import Crypto
import Gate
import Testing

/// The time-based codes of RFC 6238 with SHA-256 and eight digits.
@Suite struct RFC6238Tests {
  /// Appendix B of RFC 6238: seconds since 1970 and the code, for the seed of 32 ASCII digits.
  private static let vectors: [(seconds: Int64, code: String)] = [
    (59, "46119246"), (1_111_111_109, "68084774"), (1_111_111_111, "67062674"),
    (1_234_567_890, "91819424"), (2_000_000_000, "90698825"), (20_000_000_000, "77737706"),
  ]

  @Test func theVectorsOfAppendixB() throws {
    let secret = try HMACKey(Array("12345678901234567890123456789012".utf8))
    for (seconds, code) in Self.vectors {
      #expect(TimeCode.code(secret, step: TimeCode.step(at: seconds * 1000)) == code)
    }
  }

  @Test(arguments: [0, 31, 33]) func keysHave32Bytes(_ count: Int) {
    #expect(throws: CryptoError.wrongLength(expected: 32, actual: count)) {
      try HMACKey(Array(repeating: 0, count: count))
    }
  }

  @Test func aStepIs30SecondsToTheMillisecond() {
    #expect([0, 29_999, 30_000, 59_999, 60_000].map { TimeCode.step(at: $0) } == [0, 0, 1, 1, 2])
  }
}
