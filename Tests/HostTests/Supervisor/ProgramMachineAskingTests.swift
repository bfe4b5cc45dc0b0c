import Testing

@testable import Host

/// Processes whose call waits for its person.
@Suite struct ProgramMachineAskingTests {
  @Test func whoThinksHoldsUpNobody() {
    var machine = ProgramMachine()
    play(
      """
      0 call 1 a -> start 1
      0 started 1 -> send 1 1
      1 asks 1 -> = ready
      2 call 2 a -> start 2
      3 started 2 -> send 2 2
      4 answered 2 -> = ready
      5 call 3 a -> send 3 2
      6 resumes 1 ->
      7 answered 1 ->
      8 answered 2 -> = idle
      """, on: &machine)
    #expect(machine.inFlightCount == 0 && machine.crashCount == 0)
  }

  /// As many as may work do so beside those that wait.
  @Test func theyAreNotCountedAmongThoseThatWork() {
    var machine = ProgramMachine()
    var now = 0
    for number in 1...ProgramMachine.askingLimit {
      play(
        """
        \(now) call \(number) a -> start \(number)
        \(now) started \(number) -> send \(number) \(number)
        \(now) asks \(number) ->
        """, on: &machine)
    }
    #expect(machine.askingCount == ProgramMachine.askingLimit)
    for number in 1...ProgramMachine.processLimit {
      let name = ProgramMachine.askingLimit + number
      play("\(now) call \(name) a ->" + (number == 1 ? " start \(name)" : ""), on: &machine)
      if number > 1 {
        now += 20
        play("\(now) timer -> start \(name)", on: &machine)
      }
      play("\(now) started \(name) -> send \(name) \(name)", on: &machine)
    }
    play("\(now) call 100 a ->\n\(now + 20) timer ->", on: &machine)
  }

  /// Whatever ends a process that works ends one that waits.
  @Test(arguments: [
    ("exit 1", "refuse 1 crashed"), ("broken 1", "kill 1"), ("overdue 1", ""),
    ("stop", "refuse 1 unavailable, close 1"), ("killall", "refuse 1 unavailable, kill 1"),
    ("evict 1", ""), ("worn 1", ""),
  ])
  func itEndsLikeOneThatWorks(event: String, actions: String) {
    var machine = ProgramMachine()
    play("0 call 1 a -> start 1\n0 started 1 -> send 1 1\n1 asks 1 ->", on: &machine)
    play("2 \(event) -> \(actions)", on: &machine)
    switch event {
    case "broken 1": play("3 exit 1 -> refuse 1 crashed", on: &machine)
    case "overdue 1": play("3 answered 1 -> = idle", on: &machine)
    case "evict 1", "worn 1": play("3 resumes 1 ->\n4 answered 1 -> = idle", on: &machine)
    default: break
    }
    #expect(machine.askingCount == 0)
  }
}
