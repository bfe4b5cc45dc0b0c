import Store
import Wire

@testable import Platform

/// A job that writes down each due time it did, so that doing one twice shows.
enum DiaryJob: ScheduledJob {
  static let name = "test.diary"

  static func fire(_ firing: Firing, in platform: Platform, _ plan: inout Plan) throws
    -> AfterFiring
  {
    plan.write(
      "INSERT INTO fact VALUES (?, '1') ON CONFLICT(name) DO UPDATE SET value = value + 1",
      .text("diary \(firing.subject) \(firing.slot.milliseconds)"))
    return .done
  }
}

/// The same every day at noon in Seoul.
enum NoonJob: ScheduledJob {
  static let name = "test.noon"
  static let recurrence: Recurrence? = .daily(every: 1, minute: 720)

  static func fire(_ firing: Firing, in platform: Platform, _ plan: inout Plan) throws
    -> AfterFiring
  {
    try DiaryJob.fire(firing, in: platform, &plan)
  }
}

/// A job that fails as often as its subject says, and writes nothing when it does.
enum StubbornJob: ScheduledJob {
  static let name = "test.stubborn"

  static func fire(_ firing: Firing, in platform: Platform, _ plan: inout Plan) throws
    -> AfterFiring
  {
    _ = try DiaryJob.fire(firing, in: platform, &plan)
    guard firing.tries >= Int64(firing.subject) ?? 0 else {
      throw Refusal(WalletError.merchantFunds)
    }
    return .done
  }
}

extension DomainWorld {
  /// What the test's jobs did: subject and due time, with how often.
  func diary() throws -> [String: String] {
    let rows = try connection.prepare("SELECT name, value FROM fact WHERE name LIKE 'diary %'")
      .rows { (String($0.text(0).dropFirst("diary ".count)), $0.text(1)) }
    return Dictionary(uniqueKeysWithValues: rows)
  }

  /// Lets the platform know the test's jobs; a reopened one has to be told again.
  func addTestJobs(_ recurring: any ScheduledJob.Type...) {
    platform.scheduledJobs += [DiaryJob.self, StubbornJob.self] + recurring
    platform.batchJobs += [TallyBatch.self]
  }

  /// Sets a timer of a job.
  func set(_ job: any ScheduledJob.Type, _ subject: String, at due: Instant) throws {
    try group { platform in
      var plan = Plan()
      platform.schedule(job, subject, at: due, &plan)
      try platform.apply(plan)
    }
  }

  /// Runs what is due until nothing is, as the daemon does; answers how many groups it took.
  @discardableResult
  func runAllDue() throws -> Int {
    var groups = 0
    while let due = try platform.nextDue(), due <= now {
      _ = try group { try $0.runDue(now: now) }
      groups += 1
    }
    return groups
  }
}
