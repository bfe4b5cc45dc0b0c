import JSONRPC
import Platform
import Wire

/// The latest calls of every app, kept in memory only and for a short time, so that a merchant can
/// run one again: what went in, what it read, what came out.
///
/// Confined to the loop's thread. Nothing of it is written to disk or survives the daemon, because
/// calls hold what people granted an app for the moment.
struct CallRecorder {
  /// Calls kept of one app.
  static let callsPerApp = 200
  /// Bytes of one call; a larger one is not kept.
  static let bytesPerCall = 512 << 10
  /// Bytes kept of one app.
  static let bytesPerApp = 4 << 20
  /// Apps with recorded calls; whoever was called longest ago is forgotten first.
  static let appLimit = 500
  /// How long a call is kept, in milliseconds: an hour.
  static let ageMilliseconds: Int64 = 3_600_000

  /// One call as it was made.
  struct Record {
    let ticket: CallTicket
    let trace: TraceID?
    let reads: [CallRead]
    let result: Result<CallResult, Refusal>
    let milliseconds: Int64
    let byteCount: Int

    /// `ok`, or the code of the error.
    var outcome: String {
      switch result {
      case .success: "ok"
      case .failure(let refusal): refusal.code.name
      }
    }

    var view: RecordedCall {
      RecordedCall(
        call: ticket.context.id, version: ticket.release.key.version,
        feature: ticket.feature.name, at: ticket.context.now, attempt: ticket.context.attempt,
        outcome: outcome, milliseconds: milliseconds, byteCount: byteCount, trace: trace?.text)
    }
  }

  private var shelves: [AppID: BoundedShelf<Record>] = [:]

  /// How many calls are kept.
  var count: Int { shelves.values.reduce(0) { $0 + $1.count } }

  /// Keeps a call, unless it is too large or was never made; `pageByteCount` is what the page that
  /// it came to takes.
  mutating func note(
    _ ticket: CallTicket, trace: TraceID?, reads: [CallRead], pageByteCount: Int,
    _ result: Result<CallResult, Refusal>,
    milliseconds: Int64, now: MonotonicTime
  ) {
    let byteCount = pageByteCount + CallRecorder.byteCount(ticket, reads, result)
    guard byteCount <= CallRecorder.bytesPerCall else { return }
    let app = ticket.release.key.app
    if shelves[app] == nil, shelves.count >= CallRecorder.appLimit,
      let oldest = shelves.min(by: { $0.value.latest < $1.value.latest })?.key
    {
      shelves[oldest] = nil
    }
    let record = Record(
      ticket: ticket, trace: trace, reads: reads, result: result, milliseconds: milliseconds,
      byteCount: byteCount)
    shelves[app, default: CallRecorder.shelf].append(record, byteCount: byteCount, now: now)
  }

  private static var shelf: BoundedShelf<Record> {
    BoundedShelf(limit: callsPerApp, byteLimit: bytesPerApp, ageMilliseconds: ageMilliseconds)
  }

  /// The calls of an app, the latest first.
  mutating func list(_ app: AppID, now: MonotonicTime) -> [RecordedCall] {
    shelves[app]?.forget(now: now)
    return shelves[app]?.items.reversed().map(\.view) ?? []
  }

  /// A call of an app by its identity, its latest attempt.
  mutating func find(_ app: AppID, _ call: String, now: MonotonicTime) -> Record? {
    shelves[app]?.forget(now: now)
    return shelves[app]?.items.last { $0.ticket.context.id == call }
  }

  /// Bytes of everything but the page.
  private static func byteCount(
    _ ticket: CallTicket, _ reads: [CallRead], _ result: Result<CallResult, Refusal>
  ) -> Int {
    var count = ticket.arguments.byteCount + ticket.stateByteCount
    for read in reads { count += read.byteCount }
    if case .success(let answer) = result {
      count += answer.state?.byteCount ?? 0
      for effect in answer.effects ?? [] { count += effect.byteCount }
    }
    return count
  }
}
