import Store
import Wire

/// Durable timers: each due time is done exactly once, across restarts and whatever the clock does.
///
/// A firing's plan and the timer's row are written together. A clock that jumps forward makes a
/// recurring timer catch up, one due time after the other; one that is set back finds nothing to
/// do, because what is done is gone.
extension Platform {
  /// Timers that one run fires; the rest follows in the next commit group.
  static let firingLimit = 100
  /// Failures after which a due time is given up.
  static let firingTryLimit: Int64 = 20
  /// When a due time is tried again after its first failure, in seconds; doubled after each.
  static let firingRetrySeconds: Int64 = 60
  /// The longest wait between two tries, in seconds.
  static let firingRetryLimitSeconds: Int64 = 3_600

  private func scheduledJob(_ name: String) -> (any ScheduledJob.Type)? {
    scheduledJobs.first { $0.name == name }
  }

  /// Sets a timer, or moves the one that is there.
  func schedule(
    _ job: any ScheduledJob.Type, _ subject: String, at due: Instant, _ plan: inout Plan
  ) {
    precondition(scheduledJob(job.name) != nil, "\(job.name) is on the list of jobs")
    plan.write(
      "INSERT INTO schedule_timer(job, subject, slot, due) VALUES (?1, ?2, ?3, ?3)"
        + " ON CONFLICT(job, subject) DO UPDATE SET slot = excluded.slot, due = excluded.due,"
        + " tries = 0, dead = NULL",
      .text(job.name), .text(subject), .integer(due.milliseconds))
  }

  /// Forgets a timer; one that is not there is no error.
  func unschedule(_ job: any ScheduledJob.Type, _ subject: String, _ plan: inout Plan) {
    plan.write(
      "DELETE FROM schedule_timer WHERE job = ? AND subject = ?", .text(job.name),
      .text(subject))
  }

  /// When a timer is due; nil where it is not set.
  func scheduled(_ job: any ScheduledJob.Type, _ subject: String) throws(StoreError) -> Instant? {
    try sql("SELECT due FROM schedule_timer WHERE job = ? AND subject = ? AND dead IS NULL")
      .first(.text(job.name), .text(subject)) { Instant(milliseconds: $0.integer(0)) }
  }

  /// The next instant at which a timer is due; nil without timers.
  func nextTimer() throws(StoreError) -> Instant? {
    try sql("SELECT min(due) FROM schedule_timer WHERE dead IS NULL")
      .first { $0.optionalInteger(0) }?.map(Instant.init(milliseconds:))
  }

  /// Timers that wait, and timers that were given up.
  func timerCount() throws(StoreError) -> (waiting: Int64, dead: Int64) {
    try sql("SELECT count(*) FILTER (WHERE dead IS NULL), count(dead) FROM schedule_timer")
      .first { ($0.integer(0), $0.integer(1)) } ?? (0, 0)
  }

  /// Gives every job that recurs by itself its timer; a rule that changed takes effect at the next
  /// due time after now.
  func ensureRecurringTimers(now: Instant) throws(StoreError) {
    for job in scheduledJobs {
      guard let rule = job.recurrence else { continue }
      try sql(
        "INSERT INTO schedule_timer(job, subject, slot, due, rule) VALUES (?1, '', ?2, ?2, ?3)"
          + " ON CONFLICT(job, subject) DO UPDATE SET slot = excluded.slot, due = excluded.due,"
          + " rule = excluded.rule, tries = 0, dead = NULL WHERE rule IS NOT excluded.rule"
      ).run(
        .text(job.name), .integer(rule.first(after: now).milliseconds), .text(rule.text))
    }
  }

  private struct DueTimer {
    let job: String
    let rule: String?
    let firing: Firing
  }

  /// Fires what is due, the longest overdue first; answers what people are told.
  func fireTimers(now: Instant) throws -> Outcome<Bool> {
    var told = Outcome(true)
    for _ in 0..<Platform.firingLimit {
      guard let timer = try dueTimer(now: now) else { break }
      let (notices, owesCalls) = try fire(timer)
      told.notices += notices
      told.owesCalls = told.owesCalls || owesCalls
    }
    return told
  }

  private func dueTimer(now: Instant) throws(StoreError) -> DueTimer? {
    try sql(
      "SELECT job, subject, slot, rule, tries FROM schedule_timer"
        + " WHERE dead IS NULL AND due <= ? ORDER BY due, job, subject LIMIT 1"
    ).first(.integer(now.milliseconds)) {
      DueTimer(
        job: $0.text(0), rule: $0.optionalText(3),
        firing: Firing(
          subject: $0.text(1), slot: Instant(milliseconds: $0.integer(2)), now: now,
          tries: $0.integer(4)))
    }
  }

  private func fire(_ timer: DueTimer) throws -> (notices: [Notice], owesCalls: Bool) {
    guard let job = scheduledJob(timer.job) else {
      // A job that a later build has: it waits for that build.
      var plan = Plan()
      giveUp(timer, "job.unknown", &plan)
      try apply(plan)
      return ([], false)
    }
    var plan = Plan()
    do {
      let after = try job.fire(timer.firing, in: self, &plan)
      advance(timer, after, &plan)
    } catch let refusal as Refusal {
      // Nothing of the failed plan is written, only that it failed.
      plan = Plan()
      fail(timer, refusal, &plan)
    }
    let told = (plan.notices, plan.owesCalls)
    try apply(plan)
    return told
  }

  private func advance(_ timer: DueTimer, _ after: AfterFiring, _ plan: inout Plan) {
    guard after != .handled else { return }
    let next: Instant? =
      switch after {
      case .handled: nil
      case .again(let at): at
      case .done: timer.rule.flatMap(Recurrence.init(text:))?.next(after: timer.firing.slot)
      }
    guard let next else {
      plan.write(
        "DELETE FROM schedule_timer WHERE job = ? AND subject = ?", .text(timer.job),
        .text(timer.firing.subject))
      return
    }
    precondition(next > timer.firing.slot, "a timer's next due time is later than its last")
    plan.write(
      "UPDATE schedule_timer SET slot = ?1, due = ?1, tries = 0 WHERE job = ?2 AND subject = ?3",
      .integer(next.milliseconds), .text(timer.job), .text(timer.firing.subject))
  }

  private func fail(_ timer: DueTimer, _ refusal: Refusal, _ plan: inout Plan) {
    let tries = timer.firing.tries + 1
    guard tries < Platform.firingTryLimit else {
      return giveUp(timer, refusal.code.name, &plan)
    }
    let doubled = Platform.firingRetrySeconds << min(tries - 1, 10)
    let wait = min(doubled, Platform.firingRetryLimitSeconds)
    plan.write(
      "UPDATE schedule_timer SET due = ?, tries = ? WHERE job = ? AND subject = ?",
      .integer(timer.firing.now.adding(seconds: wait).milliseconds), .integer(tries),
      .text(timer.job), .text(timer.firing.subject))
  }

  /// A recurring timer that failed too often goes on with its next due time; another one is kept
  /// for the operator.
  private func giveUp(_ timer: DueTimer, _ code: String, _ plan: inout Plan) {
    if let rule = timer.rule.flatMap(Recurrence.init(text:)) {
      plan.write(
        "UPDATE schedule_timer SET slot = ?1, due = ?1, tries = 0 WHERE job = ?2"
          + " AND subject = ?3",
        .integer(rule.next(after: timer.firing.slot).milliseconds), .text(timer.job),
        .text(timer.firing.subject))
    } else {
      plan.write(
        "UPDATE schedule_timer SET dead = ?, tries = tries + 1 WHERE job = ? AND subject = ?",
        .text(code), .text(timer.job), .text(timer.firing.subject))
    }
  }
}
