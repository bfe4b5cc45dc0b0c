import JSONRPC
import Testing
import Wire

@testable import Host

@Suite struct ProgramMachineTests {
  @Test func startsWithTheFirstCallAndIdlesOut() {
    var machine = ProgramMachine()
    #expect(machine.lifeState == .installed)
    play(
      """
      0 call 1 a -> start 1 = starting
      1 started 1 -> send 1 1 = ready
      2 answered 1 -> = idle
      3 call 2 a -> send 2 1 = ready
      4 answered 1 -> = idle
      60003 timer -> = idle
      60004 timer -> close 1 = draining
      60005 clean 1 -> = stopped
      60006 call 3 a -> start 2 = starting
      """, on: &machine)
    #expect(machine.crashCount == 0)
  }

  @Test func aDrainingProcessIsKilledAfterItsTimeAndServesNobody() {
    var machine = ProgramMachine()
    play(
      """
      0 call 1 a -> start 1
      0 started 1 -> send 1 1
      0 answered 1 ->
      60000 timer -> close 1 = draining
      60001 call 2 a -> start 2 = starting
      60499 timer ->
      60500 timer -> kill 1
      60501 exit 1 ->
      60502 started 2 -> send 2 2 = ready
      """, on: &machine)
    #expect(machine.crashCount == 0)
  }

  @Test func aStuckProcessHoldsUpNobody() {
    var machine = ProgramMachine()
    play(
      """
      0 call 1 hang -> start 1
      0 started 1 -> send 1 1
      10 call 2 query ->
      29 timer ->
      30 timer -> start 2
      31 started 2 -> send 2 2
      32 answered 2 ->
      40 call 3 query -> send 3 2
      41 answered 2 ->
      5000 overdue 1 ->
      5001 call 4 query -> send 4 2
      9999 timer ->
      10000 timer -> kill 1
      10001 exit 1 ->
      """, on: &machine)
    #expect(machine.crashCount == 1)
  }

  @Test func theProcessWorksAgainWhenItAnswersLate() {
    var machine = ProgramMachine()
    play(
      """
      0 call 1 slow -> start 1
      0 started 1 -> send 1 1
      5000 overdue 1 ->
      5001 call 2 a -> start 2
      5002 answered 1 -> send 2 1
      5003 started 2 ->
      5004 answered 1 -> = idle
      """, on: &machine)
  }

  @Test func processesAreLimited() {
    var machine = ProgramMachine()
    play(
      """
      0 call 1 a -> start 1
      0 started 1 -> send 1 1
      0 call 2 a ->
      20 timer -> start 2
      20 started 2 -> send 2 2
      20 call 3 a ->
      40 timer -> start 3
      40 started 3 -> send 3 3
      40 call 4 a ->
      60 timer -> start 4
      60 started 4 -> send 4 4
      60 call 5 a ->
      80 timer ->
      4000 timer ->
      5060 timer -> refuse 5 deadline
      """, on: &machine)
    #expect(machine.processes.count == ProgramMachine.processLimit)
  }

  @Test func callsAreLimited() {
    var machine = ProgramMachine()
    play("0 call 0 a -> start 1\n0 started 1 -> send 0 1", on: &machine)
    for call in 1..<ProgramMachine.inFlightLimit { play("0 call \(call) a ->", on: &machine) }
    play(
      """
      0 call 100 a -> refuse 100 busy
      1 answered 1 -> send 1 1
      2 call 101 a ->
      3 call 102 a -> refuse 102 busy
      4 cancel 2 ->
      5 call 103 a ->
      """, on: &machine)
  }

  @Test func laterRoundsGoFirst() {
    var machine = ProgramMachine()
    play(
      """
      0 call 1 a -> start 1
      0 started 1 -> send 1 1
      1 call 2 b ->
      2 call 3 c ->
      3 answered 1 -> send 2 1
      3 more 1 a ->
      4 answered 1 -> send 1 1
      5 answered 1 -> send 3 1
      """, on: &machine)
  }

  @Test func aCrashRestsLongerEachTime() {
    var machine = ProgramMachine()
    play(
      """
      0 call 1 a -> start 1
      0 started 1 -> send 1 1
      1 exit 1 -> refuse 1 crashed = crashed
      2 call 2 b ->
      100 timer ->
      101 timer -> start 2
      102 started 2 -> send 2 2
      103 exit 2 -> refuse 2 crashed
      104 call 3 c ->
      302 timer ->
      303 timer -> start 3
      304 started 3 -> send 3 3
      305 exit 3 -> refuse 3 crashed
      705 call 4 b -> start 4
      705 started 4 -> send 4 4
      705 answered 4 ->
      706 call 5 a -> send 5 4
      707 exit 4 -> refuse 5 crashed
      807 call 6 b -> start 5
      """, on: &machine)
  }

  @Test func theRestIsBoundedAndNobodyWaitsForALongOne() {
    var machine = ProgramMachine()
    var now: Int64 = 0
    var rests: [Int64] = []
    for crash in 1...12 {
      let at = MonotonicTime(milliseconds: now)
      _ = machine.handle(.timer, now: at)
      play("\(now) call \(crash) a -> start \(crash)", on: &machine)
      _ = machine.handle(.startFailed(crash, .versionUnsupported), now: at)
      _ = machine.handle(.exited(crash, isClean: true), now: at)
      guard case .resting(let until) = machine.condition else {
        Issue.record("\(machine.condition)")
        return
      }
      rests.append(until - at)
      now += until - at
    }
    #expect(rests.prefix(4) == [100, 200, 400, 800])
    #expect(rests.suffix(3) == [30_000, 30_000, 30_000])
    play("\(now - 2000) call 50 a -> refuse 50 unavailable(2000)", on: &machine)
    play("\(now - 1000) call 51 a ->", on: &machine)
  }

  @Test func aFailedStartTellsWhoeverWaits() {
    var machine = ProgramMachine()
    play(
      """
      0 call 1 a -> start 1
      0 call 2 b ->
      1 failed 1 -> kill 1, refuse 1 version, refuse 2 version = draining
      1 clean 1 -> = crashed
      """, on: &machine)
    #expect(machine.crashCount == 1)
  }

  @Test func oneCallDisablesItselfOnly() {
    var machine = ProgramMachine()
    play(
      """
      0 call 1 bad -> start 1
      0 started 1 -> send 1 1
      0 exit 1 -> refuse 1 crashed
      1000 call 2 bad -> start 2
      1000 started 2 -> send 2 2
      1000 exit 2 -> refuse 2 crashed
      2000 call 3 bad -> start 3
      2000 call 4 bad ->
      2000 started 3 -> send 3 3
      2000 exit 3 -> refuse 3 crashed, refuse 4 disabled
      3000 call 5 bad -> refuse 5 disabled
      3000 call 6 good -> start 4
      3000 started 4 -> send 6 4
      3001 answered 4 -> = idle
      3002 call 7 bad -> refuse 7 disabled
      """, on: &machine)
  }

  @Test func fiveDifferentCrashesInAMinuteQuarantine() {
    var machine = ProgramMachine()
    for crash in 1...4 {
      play(
        """
        \(crash * 10_000) call \(crash) f\(crash) -> start \(crash)
        \(crash * 10_000) started \(crash) -> send \(crash) \(crash)
        \(crash * 10_000) exit \(crash) -> refuse \(crash) crashed = crashed
        """, on: &machine)
    }
    play(
      """
      50000 call 5 f5 -> start 5
      50000 started 5 -> send 5 5
      50000 call 6 x ->
      50000 exit 5 -> refuse 5 crashed, refuse 6 unavailable = quarantined
      90000 call 7 x -> refuse 7 unavailable = quarantined
      90001 pardon -> = stopped
      90002 call 8 f5 -> start 6
      """, on: &machine)
  }

  @Test func crashesApartOrAlikeDoNotQuarantine() {
    var machine = ProgramMachine()
    for crash in 1...10 {
      let at = crash * 15_001
      play(
        """
        \(at) call \(crash) f\(crash) -> start \(crash)
        \(at) started \(crash) -> send \(crash) \(crash)
        \(at) exit \(crash) -> refuse \(crash) crashed = crashed
        """, on: &machine)
      // The rest grows with each crash in a row.
      play("\(at + 15_000) timer ->", on: &machine)
      machine.consecutiveCrashes = 0
    }
  }

  @Test func garbageKillsAndNamesItsReason() {
    var machine = ProgramMachine()
    play(
      """
      0 call 1 a -> start 1
      0 started 1 -> send 1 1
      0 garbage 1 -> kill 1
      0 broken 1 ->
      1 exit 1 -> refuse 1 garbage = crashed
      2 exit 1 ->
      """, on: &machine)
    #expect(machine.crashCount == 1)
  }

  @Test func endingByItselfWhileIdleIsNoCrash() {
    var machine = ProgramMachine()
    play(
      """
      0 call 1 a -> start 1
      0 started 1 -> send 1 1
      0 answered 1 ->
      1 broken 1 -> kill 1
      2 clean 1 -> = stopped
      3 call 2 a -> start 2
      3 started 2 -> send 2 2
      3 answered 2 ->
      4 broken 2 -> kill 2
      5 exit 2 -> = crashed
      """, on: &machine)
    #expect(machine.crashCount == 1)
  }

  @Test func aWornProcessIsReplacedWhenItIdles() {
    var machine = ProgramMachine()
    play(
      """
      0 call 1 a -> start 1
      0 started 1 -> send 1 1
      1 worn 1 ->
      2 answered 1 ->
      3 worn 1 -> close 1 = draining
      4 call 2 a -> start 2
      5 clean 1 ->
      6 started 2 -> send 2 2
      """, on: &machine)
    #expect(machine.crashCount == 0)
  }

  @Test func stoppingEndsEverythingForGood() {
    var machine = ProgramMachine()
    play(
      """
      0 call 1 a -> start 1
      0 started 1 -> send 1 1
      0 call 2 b ->
      20 timer -> start 2
      21 stop -> refuse 2 unavailable, refuse 1 unavailable, close 1, kill 2
      22 started 2 ->
      22 exit 2 ->
      22 answered 1 ->
      23 call 3 c -> refuse 3 unavailable
      521 timer -> kill 1
      522 exit 1 -> = stopped
      523 pardon ->
      524 call 4 c -> refuse 4 unavailable
      """, on: &machine)
  }

  @Test func timersCoverEveryDeadline() {
    var machine = ProgramMachine()
    func next(_ now: Int64) -> Int64? {
      machine.nextTimer(now: MonotonicTime(milliseconds: now))?.milliseconds
    }
    #expect(next(0) == nil)
    play("0 call 1 a -> start 1", on: &machine)
    #expect(next(0) == 20)
    #expect(next(20) == 5000)
    play("0 started 1 -> send 1 1", on: &machine)
    #expect(next(0) == nil)
    play("1 answered 1 ->", on: &machine)
    #expect(next(1) == 60_001)
    play("60001 timer -> close 1", on: &machine)
    #expect(next(60_001) == 60_501)
  }

  /// The kill switch: one that waits, one that works, one that comes up and one that idles.
  @Test func killingEverythingCountsNoCrash() {
    var machine = ProgramMachine()
    play(
      """
      0 call 1 a -> start 1
      0 started 1 -> send 1 1
      0 call 2 b ->
      20 timer -> start 2
      20 started 2 -> send 2 2
      30 answered 2 ->
      30 call 3 c -> send 3 2
      31 answered 1 ->
      31 call 4 d -> send 4 1
      32 call 5 e ->
      40 killall -> refuse 5 unavailable, refuse 4 unavailable, kill 1, refuse 3 unavailable, kill 2
      41 killall ->
      50 exit 1 ->
      51 exit 2 -> = stopped
      52 call 6 a -> start 3
      53 killall -> refuse 6 unavailable, kill 3
      54 exit 3 -> = stopped
      """, on: &machine)
    #expect(machine.crashCount == 0 && machine.recordRevision == 0)
  }

  @Test func onlyWhatIdlesIsEvictedOrWarmed() {
    var machine = ProgramMachine()
    play(
      """
      0 warm -> start 1 = starting
      0 warm ->
      1 evict 1 ->
      2 started 1 -> = idle
      3 warm ->
      4 call 1 a -> send 1 1
      5 evict 1 ->
      6 answered 1 ->
      7 evict 1 -> close 1 = draining
      8 clean 1 -> = stopped
      9 call 2 a -> start 2
      9 failed 2 -> kill 2, refuse 2 version
      10 exit 2 -> = crashed
      11 warm -> = crashed
      """, on: &machine)
  }
}
