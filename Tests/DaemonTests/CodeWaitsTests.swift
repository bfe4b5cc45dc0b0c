import Loop
import Testing
import Wire

@testable import Platform
@testable import madangd

/// Waiting for a code: woken by its change, by the clock, by the end of the daemon; and no more
/// waits than the limits allow.
@Suite struct CodeWaitsTests {
  private let loop: EventLoop
  private let waits: CodeWaits

  init() throws {
    loop = try EventLoop()
    waits = CodeWaits(loop)
  }

  private final class Woken { var names: [String] = [] }

  private func notice(_ code: String) -> Notice {
    Notice(
      person: PersonID("p_1"), method: ServerNotification.codeChanged,
      params: ["code": ["code": .string(code)]])
  }

  private func wait(
    _ code: String, _ person: String, milliseconds: Int64 = 60_000, _ woken: Woken
  ) -> Bool {
    waits.wait(for: CodeID(code), person: PersonID(person), milliseconds: milliseconds) {
      woken.names.append("\(code) \(person)")
    }
  }

  @Test func aChangeWakesWhoWaitsForThatCodeOnce() {
    let woken = Woken()
    for (code, person) in [("q_1", "p_1"), ("q_1", "p_2"), ("q_2", "p_1")] {
      #expect(wait(code, person, woken))
    }
    waits.wake(notice("q_1"))
    #expect(woken.names == ["q_1 p_1", "q_1 p_2"])
    waits.wake(notice("q_1"))
    waits.wake(notice("q_3"))
    #expect(woken.names.count == 2 && waits.count == 1)
    waits.endAll()
    #expect(woken.names.last == "q_2 p_1" && waits.count == 0)
  }

  @Test func anotherNoticeWakesNobody() {
    let woken = Woken()
    #expect(wait("q_1", "p_1", woken))
    waits.wake(
      Notice(
        person: PersonID("p_1"), method: ServerNotification.sessionChanged,
        params: ["code": ["code": "q_1"]]))
    #expect(woken.names.isEmpty && waits.count == 1)
  }

  @Test func onePersonHasSixteenWaits() {
    let woken = Woken()
    for number in 1...CodeWaits.personLimit { #expect(wait("q_\(number)", "p_1", woken)) }
    #expect(!wait("q_17", "p_1", woken))
    #expect(wait("q_17", "p_2", woken))
    // One that ends gives its place back.
    waits.wake(notice("q_3"))
    #expect(wait("q_17", "p_1", woken))
    #expect(!wait("q_18", "p_1", woken))
  }

  @Test func everybodyTogetherHasTenThousand() {
    let woken = Woken()
    for number in 0..<CodeWaits.limit {
      #expect(wait("q", "p_\(number / CodeWaits.personLimit)", woken))
    }
    #expect(!wait("q", "p_new", woken))
    waits.wake(notice("q"))
    #expect(woken.names.count == CodeWaits.limit)
    #expect(wait("q", "p_new", woken))
  }
}
