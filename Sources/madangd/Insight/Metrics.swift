import Host
import Synchronization
import Wire

/// What the daemon counts while it works: a few additions a request, written out only when asked.
///
/// Confined to the loop's thread, but for `CommitMetrics`.
final class Metrics {
  /// What a call was made for.
  enum Kind: String, CaseIterable {
    case query, change, event, update
  }

  /// Calls of programs by kind: how long they took, and how many failed.
  private var calls: [Kind: Histogram] = [:]
  private var failedCalls: [Kind: Int64] = [:]
  /// Errors by code; codes are a closed set.
  private var errors: [String: Int64] = [:]
  private(set) var updates: Int64 = 0
  private(set) var replays: Int64 = 0
  /// What the core thread counts.
  let commits = CommitMetrics()

  func noteCall(_ kind: Kind, nanoseconds: Int64, isFailed: Bool) {
    calls[kind, default: .seconds].observe(Double(nanoseconds) / 1e9)
    if isFailed { failedCalls[kind, default: 0] += 1 }
  }

  func noteError(_ code: String) { errors[code, default: 0] += 1 }

  func noteUpdate() { updates += 1 }

  func noteReplay() { replays += 1 }

  /// What is read from elsewhere when metrics are written.
  struct Snapshot {
    var requests: Int64 = 0
    var connections: Int64 = 0
    var coreQueue: Int64 = 0
    var unanswered: Int64 = 0
    var recordedCalls: Int64 = 0
    var residentBytes: Int64 = 0
    var programs: [(state: ProgramLifeState, count: Int64)] = []
    var processes: Int64 = 0
    var crashes: Int64 = 0
    var programCalls: Int64 = 0
    var programBytes: Int64 = 0
    var counters = ProgramCounters()
    var counts = DomainCounts()
    var deadEvents: Int64 = 0
    var transfers: Int64 = 0
  }

  /// Everything as text.
  func text(_ now: Snapshot) -> String {
    var text = MetricsText()
    writeRequests(&text, now)
    writeCalls(&text, now)
    writePrograms(&text, now)
    writeCore(&text, now)
    return text.text
  }
}

extension Metrics {
  private func writeRequests(_ text: inout MetricsText, _ now: Snapshot) {
    text.add("madang_requests_total", .counter, "Requests of all clients.", now.requests)
    text.add("madang_connections", .gauge, "Open client connections.", now.connections)
    text.add(
      "madang_requests_unanswered", .gauge, "Requests that wait for their answer.",
      now.unanswered)
    text.add(
      "madang_errors_total", .counter, "Errors answered, by their stable code.",
      errors.sorted { $0.key < $1.key }.map { (labels: [("code", $0.key)], value: $0.value) })
    text.add(
      "process_resident_memory_bytes", .gauge, "Resident memory of the daemon.",
      now.residentBytes)
  }

  private func writeCalls(_ text: inout MetricsText, _ now: Snapshot) {
    let kinds = Kind.allCases
    text.add(
      "madang_call_duration_seconds", "Time of a program's call, its reads included.",
      kinds.map { (labels: [("kind", $0.rawValue)], value: calls[$0] ?? .seconds) })
    text.add(
      "madang_calls_failed_total", .counter, "Calls without a usable result.",
      kinds.map { (labels: [("kind", $0.rawValue)], value: failedCalls[$0] ?? 0) })
    text.add(
      "madang_calls_in_flight", .gauge, "Calls that programs wait for or work on.",
      now.programCalls)
    text.add(
      "madang_calls_recorded", .gauge, "Calls kept in memory for replay.", now.recordedCalls)
    text.add("madang_calls_replayed_total", .counter, "Recorded calls run again.", replays)
    text.add(
      "madang_sessions_updated_total", .counter, "Sessions taken over by a newer version.",
      updates)
  }

  private func writePrograms(_ text: inout MetricsText, _ now: Snapshot) {
    text.add(
      "madang_programs", .gauge, "Programs that were called, by state.",
      now.programs.map { (labels: [("state", $0.state.rawValue)], value: $0.count) })
    text.add("madang_program_processes", .gauge, "Running processes.", now.processes)
    text.add(
      "madang_program_resident_memory_bytes", .gauge, "Resident memory of programs.",
      now.programBytes)
    text.add(
      "madang_program_starts_total", .counter, "Processes started.", now.counters.starts)
    text.add("madang_program_crashes_total", .counter, "Crashes of programs.", now.crashes)
    text.add("madang_program_kills_total", .counter, "Processes killed.", now.counters.kills)
    text.add(
      "madang_program_evictions_total", .counter, "Processes stopped for their memory.",
      now.counters.evictions)
    text.add(
      "madang_program_late_answers_total", .counter, "Answers after their deadline.",
      now.counters.lateAnswers)
  }

  private func writeCore(_ text: inout MetricsText, _ now: Snapshot) {
    let commits = commits.read()
    text.add("madang_commits_total", .counter, "Durable commits.", now.counts.commits)
    text.add(
      "madang_group_jobs", "Jobs in one group of the core.", [(labels: [], value: commits.jobs)])
    text.add(
      "madang_group_duration_seconds", "Time of one group of the core, its commit included.",
      [(labels: [], value: commits.seconds)])
    text.add("madang_core_queue_jobs", .gauge, "Jobs that wait for the core.", now.coreQueue)
    text.add(
      "madang_ledger_transfers_total", .counter, "Movements of money in the ledger.",
      now.transfers)
    text.add(
      "madang_outbox_events", .gauge, "Calls owed to programs.",
      [
        (labels: [("state", "waiting")], value: Int64(now.counts.outbox)),
        (labels: [("state", "dead")], value: now.deadEvents),
      ])
    text.add("madang_apps", .gauge, "Published apps.", Int64(now.counts.apps))
    text.add("madang_sessions", .gauge, "Open sessions.", Int64(now.counts.sessions))
    text.add("madang_people", .gauge, "People known.", Int64(now.counts.people))
  }
}

/// What the core thread counts, once a group; read from the loop.
final class CommitMetrics: Sendable {
  private struct State {
    var jobs = Histogram.sizes
    var seconds = Histogram.seconds
  }

  private let state = Mutex(State())

  func note(jobs: Int, nanoseconds: Int64) {
    state.withLock {
      $0.jobs.observe(Double(jobs))
      $0.seconds.observe(Double(nanoseconds) / 1e9)
    }
  }

  func read() -> (jobs: Histogram, seconds: Histogram) {
    state.withLock { ($0.jobs, $0.seconds) }
  }
}
