import Store
import TestSupport
import Testing
import Wire

@testable import Platform

/// Durable timers: each due time exactly once, whatever the clock and the process do.
@Suite struct ScheduleTests {
  /// Steps over a virtual clock: `set a +60`, `go +60`, `back 3600`, `sweep`, `restart`,
  /// `forget a`, and after each `=` what the diary then holds.
  @Test(arguments: [
    "set a +60; go +59; = ; go +1; = a@60; sweep; = a@60; restart; sweep; = a@60",
    "set a +60; restart; go +60; = a@60",
    "set a +60; set a +30; go +30; = a@30; go +60; = a@30",
    "set a +60; forget a; go +600; = ",
    "set a +60; go +86400; = a@60; back 80000; sweep; = a@60; go +80000; = a@60",
    "set a +60; go +60; set a +60; = a@60; go +60; = a@60 a@120",
    "set a +60; set b +60; set c +90; go +90; = a@60 b@60 c@90",
    "go +10; back 100; set a +60; go +59; = ; go +1; = a@-30",
    "set a +0; sweep; = a@0; sweep; = a@0",
  ]) func timers(script: String) throws {
    let world = try DomainWorld()
    world.addTestJobs()
    for step in script.split(separator: ";") {
      let words = step.split(separator: " ")
      let number = words.last.flatMap { Int64($0) } ?? 0
      switch words[0] {
      case "set":
        try world.set(DiaryJob.self, String(words[1]), at: world.now.adding(seconds: number))
      case "forget":
        try world.group { platform in
          var plan = Plan()
          platform.unschedule(DiaryJob.self, String(words[1]), &plan)
          try platform.apply(plan)
        }
      case "go":
        world.now = world.now.adding(seconds: number)
        try world.runAllDue()
      case "back": world.now = world.now.adding(seconds: -number)
      case "sweep": for _ in 0..<2 { _ = try world.group { try $0.runDue(now: world.now) } }
      case "restart":
        try world.reopen()
        world.addTestJobs()
      default:
        let expected = words.dropFirst().map { word in
          let parts = word.split(separator: "@")
          let due = DomainWorld.start.adding(seconds: Int64(parts[1]) ?? 0)
          return "\(parts[0]) \(due.milliseconds)"
        }
        #expect(try world.diary().keys.sorted() == expected.sorted(), "\(script) at \(step)")
      }
    }
    #expect(try world.diary().values.allSatisfy { $0 == "1" })
  }

  /// A clock that jumps forward by days does every missed due time, each once and with its own
  /// time; set back, it does none again.
  @Test func aRecurringTimerCatchesUp() throws {
    let world = try DomainWorld()
    world.addTestJobs(NoonJob.self)
    try world.group { _ in }
    let first = NoonJob.recurrence?.first(after: world.now)
    let noon = try #require(first)
    for days in [3, -2, 3, 30] as [Int64] {
      world.now = world.now.adding(seconds: days * 86_400)
      try world.runAllDue()
      try world.reopen()
      world.addTestJobs(NoonJob.self)
    }
    let passed = (0..<34).map { " \(noon.adding(seconds: Int64($0) * 86_400).milliseconds)" }
    #expect(try world.diary().keys.sorted() == passed.sorted())
    #expect(try world.diary().values.allSatisfy { $0 == "1" })
    let next = try world.platform.scheduled(NoonJob.self, "")
    #expect(next == noon.adding(seconds: 34 * 86_400))
  }

  @Test func oneGroupFiresAsManyAsItsLimit() throws {
    for count in [Platform.firingLimit, Platform.firingLimit + 1] {
      let world = try DomainWorld()
      world.addTestJobs()
      for index in 0..<count { try world.set(DiaryJob.self, "\(index)", at: world.now) }
      _ = try world.group { try $0.runDue(now: world.now) }
      #expect(try world.diary().count == Platform.firingLimit)
      #expect(try world.runAllDue() == count - Platform.firingLimit)
      #expect(try world.diary().count == count)
    }
  }

  /// A due time that fails is tried again, ever later, and leaves nothing but the count.
  @Test func aFailingTimerIsTriedAgainAndGivenUp() throws {
    let world = try DomainWorld()
    world.addTestJobs()
    try world.set(StubbornJob.self, "3", at: world.now)
    try world.set(StubbornJob.self, "99", at: world.now)
    var waits: [Int64] = []
    while try world.platform.timerCount().dead == 0 {
      let before = world.now
      try world.runAllDue()
      world.now = try #require(try world.platform.nextTimer())
      waits.append((world.now.milliseconds - before.milliseconds) / 1000)
      #expect(waits.count < 100)
    }
    #expect(waits.prefix(7) == [60, 120, 240, 480, 960, 1_920, 3_600])
    #expect(waits.dropFirst(7).dropLast().allSatisfy { $0 == 3_600 })
    #expect(waits.count == Int(Platform.firingTryLimit))
    #expect(try world.diary().keys.map { $0.prefix(1) } == ["3"])
    let batches = try world.platform.batches(AdminBatchesMethod.Params())
    #expect((batches.timers, batches.deadTimers) == (1, 1))
  }

  /// The process dies at every statement of a firing: the due time is done once in the end.
  @Test func aTimerThatIsCutAnywhereFiresOnce() throws {
    let world = try DomainWorld()
    world.addTestJobs()
    try world.group { _ in }
    var cuts = 0
    for boundary in 0..<200 {
      let subject = "cut\(boundary)"
      try world.set(DiaryJob.self, subject, at: world.now)
      var reached = 0
      world.connection.failpoint = { (point) throws(StoreError) in
        guard point != .committed else { return }
        if reached == boundary { throw .inputOutput }
        reached += 1
      }
      var wasCut = false
      do { _ = try world.group { try $0.runDue(now: world.now) } } catch { wasCut = true }
      world.connection.failpoint = nil
      if wasCut {
        cuts += 1
        #expect(try world.diary()["\(subject) \(world.now.milliseconds)"] == nil)
        try world.reopen()
        world.addTestJobs()
      }
      try world.runAllDue()
      #expect(try world.diary()["\(subject) \(world.now.milliseconds)"] == "1")
      if !wasCut { break }
    }
    #expect(cuts > 5)
  }

  /// Any order of setting, moving, forgetting, jumping both ways, cutting and restarting: what a
  /// model says was done was done, once.
  @Test(arguments: [1, 2, 3, 4, 5] as [UInt64]) func timersAgainstAModel(seed: UInt64) throws {
    let world = try DomainWorld(seed: seed)
    world.addTestJobs()
    var random = SplitMix(seed: seed)
    var waiting: [String: Instant] = [:]
    var done: Set<String> = []
    func settle() {
      for (subject, due) in waiting where due <= world.now {
        done.insert("\(subject) \(due.milliseconds)")
        waiting[subject] = nil
      }
    }
    for _ in 0..<150 {
      let subject = "s\(random.below(8))"
      switch random.below(7) {
      case 0, 1, 2:
        // No due time is given to a subject twice, or the diary could not tell.
        let due = world.now.adding(milliseconds: Int64(random.below(200_000)) * 8 + 1)
        guard !done.contains("\(subject) \(due.milliseconds)") else { continue }
        try world.set(DiaryJob.self, subject, at: due)
        waiting[subject] = due
      case 3:
        world.now = world.now.adding(milliseconds: -Int64(random.below(500_000)))
      case 4:
        try world.reopen()
        world.addTestJobs()
      default:
        world.now = world.now.adding(milliseconds: Int64(random.below(1_000_000)))
        let boundary = random.below(30)
        var reached = 0
        world.connection.failpoint = { (point) throws(StoreError) in
          guard point != .committed else { return }
          if reached == boundary { throw .diskFull }
          reached += 1
        }
        // A cut group is done again: what it did is gone with it.
        do { _ = try world.group { try $0.runDue(now: world.now) } } catch {}
        world.connection.failpoint = nil
        try world.runAllDue()
        settle()
      }
    }
    #expect(try Set(world.diary().keys) == done, "seed \(seed)")
    #expect(try world.diary().values.allSatisfy { $0 == "1" }, "seed \(seed)")
    #expect(done.count > 20)
  }
}
