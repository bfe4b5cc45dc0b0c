import Loop
import Synchronization
import Testing
import Wire

@testable import madangd

@Suite struct ClockTests {
  @Test func realTimeNeverRunsBack() {
    let machine = Mutex<Int64>(1000)
    let clock = WorldClock(
      .real, stored: Instant(milliseconds: 2000),
      machineTime: { Instant(milliseconds: machine.withLock { $0 }) })
    func told(at time: Int64) -> Int64 {
      machine.withLock { $0 = time }
      return clock.now.milliseconds
    }
    #expect(
      [told(at: 1000), told(at: 2500), told(at: 100), told(at: 2501)] == [2000, 2500, 2500, 2501])
  }

  @Test func virtualTimeStandsAndStartsWhereItWas() {
    #expect(WorldClock(.virtual, stored: nil).now == WorldClock.virtualStart)
    let clock = WorldClock(.virtual, stored: Instant(milliseconds: 5))
    #expect(clock.now.milliseconds == 5)
    clock.advance(to: Instant(milliseconds: 6))
    #expect(clock.now.milliseconds == 6)
  }

  @Test(
    arguments: [
      ("PT15M", 900_000), ("P1D", 86_400_000), ("P1W", 604_800_000), ("PT0.5S", 500),
      ("P1DT2H3M4.056S", 93_784_056), ("PT0S", 0), ("P3660D", DurationText.limitMilliseconds),
      ("P3661D", nil), ("P", nil), ("PT", nil), ("P1DT", nil), ("15M", nil), ("P1Y", nil),
      ("P1M", nil),
      ("PT1.5M", nil), ("PT1S1M", nil), ("PT1M1M", nil), ("PT-1S", nil), ("PT1.2345S", nil),
      ("PT.S", nil),
      ("PT1.S", nil), ("PT99999999999999999999S", nil), ("", nil), ("PTS", nil), ("P1DT1D", nil),
    ] as [(String, Int64?)]) func durations(text: String, milliseconds: Int64?)
  {
    #expect(DurationText.milliseconds(text) == milliseconds)
  }

  /// A domain whose agenda is a list of moments.
  private final class Diary {
    var due: [Int64]
    var ran: [Int64] = []
    var isStuck = false

    init(_ due: [Int64]) { self.due = due }
  }

  private func agenda(
    _ diary: Diary, _ clock: WorldClock, _ loop: EventLoop,
    stored: @escaping (Int64) -> Void = { _ in }
  ) -> Agenda {
    Agenda(
      loop, clock,
      hooks: Agenda.Hooks(
        nextDue: { $0(.success(diary.due.min().map { Instant(milliseconds: $0) })) },
        runDue: { now, done in
          diary.ran.append(now.milliseconds)
          if !diary.isStuck { diary.due.removeAll { $0 <= now.milliseconds } }
          done()
        },
        store: { done in
          stored(clock.now.milliseconds)
          done(nil)
        }))
  }

  @Test func advanceStopsAtEachDueInstantInOrder() throws {
    let diary = Diary([30, 10, 20, 10, 41])
    let clock = WorldClock(.virtual, stored: Instant(milliseconds: 0))
    var stored: [Int64] = []
    let agenda = agenda(diary, clock, try EventLoop()) { stored.append($0) }
    var answers: [Int64] = []
    // A refused advance shows as -1.
    agenda.advance(milliseconds: 40) { answers.append(moment($0)) }
    agenda.advance(milliseconds: 1) { answers.append(moment($0)) }
    #expect(diary.ran == [10, 20, 30, 41])
    #expect(answers == [40, 41])
    #expect(stored == [40, 41])
    #expect(clock.now.milliseconds == 41)
  }

  @Test func whatWasDoneBeforeIsDeliveredBeforeTheClockMoves() throws {
    let clock = WorldClock(.virtual, stored: Instant(milliseconds: 0))
    var settled: [() -> Void] = []
    var answers: [Int64] = []
    let agenda = Agenda(
      try EventLoop(), clock,
      hooks: Agenda.Hooks(
        nextDue: { $0(.success(nil)) }, runDue: { $1() }, settle: { settled.append($0) },
        store: { $0(nil) }))
    agenda.advance(milliseconds: 40) { _ in answers.append(clock.now.milliseconds) }
    #expect(settled.count == 1 && answers.isEmpty && clock.now.milliseconds == 0)
    settled.removeFirst()()
    #expect(answers == [40] && settled.isEmpty)
  }

  /// The moment of an answer, or -1.
  private func moment(_ result: Result<Instant, Refusal>) -> Int64 {
    if case .success(let now) = result { return now.milliseconds }
    return -1
  }

  @Test func onlySoManyAdvancesWait() throws {
    let clock = WorldClock(.virtual, stored: Instant(milliseconds: 0))
    var held: [(Result<Instant?, Refusal>) -> Void] = []
    let agenda = Agenda(
      try EventLoop(), clock,
      hooks: Agenda.Hooks(
        nextDue: { held.append($0) }, runDue: { $1() }, store: { $0(nil) }))
    var answers: [Int64] = []
    for _ in 0...Agenda.waitingAdvanceLimit {
      agenda.advance(milliseconds: 1) { answers.append(moment($0)) }
    }
    #expect(answers == [-1])
    while !held.isEmpty { held.removeFirst()(.success(nil)) }
    #expect(answers == [-1] + Array(1...Int64(Agenda.waitingAdvanceLimit)))
  }

  @Test func whatIsDueForEverEndsTheAdvance() throws {
    let diary = Diary([10])
    diary.isStuck = true
    let agenda = agenda(
      diary, WorldClock(.virtual, stored: Instant(milliseconds: 0)), try EventLoop())
    var codes: [String] = []
    agenda.advance(milliseconds: 40) {
      if case .failure(let refusal) = $0 { codes.append(refusal.code.name) }
    }
    #expect(codes == ["platform.internal"])
    #expect(diary.ran.count == Agenda.runsPerInstantLimit)
  }

  @Test func realClocksAreNotMoved() throws {
    let agenda = agenda(Diary([]), WorldClock(.real, stored: nil), try EventLoop())
    var codes: [String] = []
    agenda.advance(milliseconds: 1) {
      if case .failure(let refusal) = $0 { codes.append(refusal.code.name) }
    }
    #expect(codes == ["platform.real_clock"])
  }

  @Test func onARealClockWhatIsDueRunsByItself() throws {
    let clock = WorldClock(.real, stored: nil)
    let soon = clock.now.milliseconds + 20
    let diary = Diary([soon])
    let loop = try EventLoop()
    let agenda = agenda(diary, clock, loop)
    agenda.look()
    #expect(diary.ran.isEmpty)
    loop.run { diary.due.isEmpty }
    #expect(diary.ran.allSatisfy { $0 >= soon })
  }
}
