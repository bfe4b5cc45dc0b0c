import JSONRPC
import Testing
import Wire

@testable import Host

@Suite struct CrashLedgerTests {
  private func signature(_ number: Int) -> CallSignature {
    CallSignature(feature: "f", arguments: .integer(Int64(number)))
  }

  private func time(_ milliseconds: Int64) -> MonotonicTime {
    MonotonicTime(milliseconds: milliseconds)
  }

  @Test func argumentsInAnyOrderAreTheSameCall() {
    let one = CallSignature(feature: "f", arguments: ["a": 1, "b": [2]])
    #expect(one == CallSignature(feature: "f", arguments: ["b": [2], "a": 1]))
    #expect(one != CallSignature(feature: "g", arguments: ["a": 1, "b": [2]]))
    #expect(one != CallSignature(feature: "f", arguments: ["a": 1]))
  }

  @Test func theThirdCrashDisablesAndSuccessClears() {
    var ledger = CrashLedger()
    for crash in 1...CrashLedger.crashesToDisable {
      #expect(!ledger.isDisabled(signature(1)))
      let isTooMuch = ledger.record(signature(1), now: time(Int64(crash) * 100_000))
      #expect(!isTooMuch)
    }
    #expect(ledger.isDisabled(signature(1)))
    #expect(!ledger.isDisabled(signature(2)))
    ledger.clear(signature(1))
    #expect(!ledger.isDisabled(signature(1)))
  }

  @Test func theWindowOfQuarantineAtItsEdge() {
    var ledger = CrashLedger()
    var results: [Bool] = []
    for crash in 1...4 { results.append(ledger.record(signature(crash), now: time(0))) }
    results.append(ledger.record(signature(5), now: time(CrashLedger.windowMilliseconds - 1)))
    #expect(results == [false, false, false, false, true])
    var later = CrashLedger()
    for crash in 1...4 { _ = later.record(signature(crash), now: time(0)) }
    let isTooMuch = later.record(signature(5), now: time(CrashLedger.windowMilliseconds))
    #expect(!isTooMuch)
  }

  @Test func memoryIsBounded() {
    var ledger = CrashLedger()
    for _ in 1...CrashLedger.crashesToDisable { _ = ledger.record(signature(0), now: time(0)) }
    for other in 1..<CrashLedger.signatureLimit {
      _ = ledger.record(signature(other), now: time(Int64(other) * 60_000))
    }
    #expect(ledger.isDisabled(signature(0)))
    _ = ledger.record(signature(-1), now: time(0))
    #expect(!ledger.isDisabled(signature(0)))
  }

  @Test func theRingKeepsTheLastBytes() {
    var ring = ByteRing(capacity: 4)
    func add(_ text: String) { Array(text.utf8).withUnsafeBytes { ring.append($0) } }
    add("ab")
    #expect(ring.bytes == Array("ab".utf8))
    add("cde")
    #expect(ring.bytes == Array("bcde".utf8))
    add("0123456789")
    #expect(ring.bytes == Array("6789".utf8))
    #expect(ring.totalByteCount == 15)
  }
}
