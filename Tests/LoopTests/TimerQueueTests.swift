import JSONRPC
import TestSupport
import Testing

@testable import Loop

@Suite struct TimerQueueTests {
  private func time(_ milliseconds: Int64) -> MonotonicTime {
    MonotonicTime(milliseconds: milliseconds)
  }

  @Test func firesInOrderOfDeadlineThenOfMaking() {
    var timers = TimerQueue()
    let ids = [30, 10, 20, 10].map { timers.add(time($0)) }
    #expect(timers.next() == time(10))
    #expect(timers.popDue(now: time(9)) == nil)
    var fired: [UInt64] = []
    while let id = timers.popDue(now: time(30)) { fired.append(id) }
    #expect(fired == [ids[1], ids[3], ids[2], ids[0]])
    #expect(timers.count == 0)
  }

  @Test func aCancelledTimerNeverFires() {
    var timers = TimerQueue()
    let first = timers.add(time(1))
    let second = timers.add(time(2))
    #expect([timers.cancel(first), timers.cancel(first)] == [true, false])
    #expect(timers.next() == time(2))
    #expect(timers.popDue(now: time(9)) == second)
    let again = timers.cancel(second)
    #expect(!again)
    #expect(timers.next() == nil)
  }

  @Test func cancelledEntriesAreSweptOut() {
    var timers = TimerQueue()
    for _ in 0..<10_000 {
      let id = timers.add(time(5))
      _ = timers.cancel(id)
    }
    #expect(timers.storedCount <= TimerQueue.sweepThreshold + 1)
  }

  @Test(arguments: [1, 2, 3, 4, 5]) func agreesWithASortedList(seed: UInt64) {
    var random = SplitMix(seed: seed)
    var timers = TimerQueue()
    var model: [(deadline: Int64, id: UInt64)] = []
    for step in 0..<300 {
      switch random.below(4) {
      case 0, 1:
        let deadline = Int64(random.below(500))
        model.append((deadline, timers.add(time(deadline))))
      case 2 where !model.isEmpty:
        let removed = model.remove(at: random.below(model.count))
        let wasLive = timers.cancel(removed.id)
        #expect(wasLive, "seed \(seed) step \(step)")
      default:
        model.sort { ($0.deadline, $0.id) < ($1.deadline, $1.id) }
        #expect(timers.next() == model.first.map { time($0.deadline) })
        let now = Int64(random.below(500))
        let due = model.first.flatMap { $0.deadline <= now ? $0.id : nil }
        #expect(timers.popDue(now: time(now)) == due, "seed \(seed) step \(step)")
        if due != nil { model.removeFirst() }
      }
    }
  }
}
