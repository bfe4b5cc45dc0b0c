import Glibc
import JSONRPC
import Loop
package import Wire

/// What the supervisor remembers, tells and is told about its programs.
extension Supervisor {
  /// Half of the machine's memory, in bytes.
  package static var defaultMemoryBudgetBytes: Int64 {
    Int64(sysconf(Int32(_SC_PHYS_PAGES))) * Int64(sysconf(Int32(_SC_PAGESIZE))) / 2
  }

  /// The most calls that are run again at the same time.
  package static let rehearsalLimit = 4

  /// Takes over what the last daemon wrote down; before anything is called.
  package func restore(_ record: ProgramRecord, of key: AppRelease.Key) {
    precondition(programs[key] == nil, "restored before its first call")
    records[key] = record
  }

  /// An operator's word ends the quarantine of a release and switches its calls on again.
  package func pardon(_ key: AppRelease.Key) {
    records[key] = nil
    programs[key]?.handle(.pardon)
  }

  /// Ends every process of an app at once; its calls are refused, nothing counts as a crash.
  package func kill(_ app: AppID) {
    for program in programs.values where program.release.key.app == app {
      program.handle(.killAll)
    }
  }

  /// Has a process of a release ready before anybody calls it.
  package func warm(_ release: AppRelease) {
    guard !isStopping else { return }
    program(release).handle(.warm)
  }

  /// What happened to all processes.
  package var counters: ProgramCounters {
    programs.values.reduce(into: ProgramCounters()) { $0.add($1.counters) }
  }

  /// Resident memory of all programs when each was last looked at, in bytes.
  package var residentBytes: Int64 { programs.values.reduce(0) { $0 + $1.residentBytes } }

  /// Calls that wait or run, over all programs.
  package var callCount: Int { programs.values.reduce(0) { $0 + $1.machine.inFlightCount } }

  /// What the programs of an app wrote to stderr, by version; untrusted bytes.
  package func errorLogs(_ app: AppID) -> [(version: Int64, words: [ProgramWords])] {
    programs.values.filter { $0.release.key.app == app }
      .map { ($0.release.key.version, $0.errorLogs) }
      .sorted { $0.0 > $1.0 }
  }

  /// Stops what idles longest until the rest fits; what works is never stopped for its memory.
  func keepWithinMemory() {
    while residentBytes > memory.budgetBytes {
      let idle = programs.values.compactMap { program in
        program.idlest.map { (program: program, process: $0.process, since: $0.since) }
      }
      guard let oldest = idle.min(by: { $0.since < $1.since }) else {
        memory.isShort = true
        return
      }
      oldest.program.evict(oldest.process)
    }
    memory.isShort = false
  }

  /// Makes a call in a process of its own, which ends afterwards: whatever comes of it touches
  /// no other call of the program, counts as no crash and is written down nowhere.
  package func rehearse(
    _ release: AppRelease, tool: String, arguments: JSON, context: JSON?,
    deadlineMilliseconds: Int64, ask: @escaping Ask,
    completion: @escaping (Result<MCP.CallResult, ProgramFailure>) -> Void
  ) {
    guard !isStopping else {
      return completion(.failure(.unavailable(retryAfterMilliseconds: nil)))
    }
    guard rehearsals.count < Self.rehearsalLimit else { return completion(.failure(.busy)) }
    lastRehearsal += 1
    let number = lastRehearsal
    let program = Program(loop, release, source: source, client: client, log: log)
    rehearsals[number] = program
    program.call(
      MCP.CallParams(name: tool, arguments: arguments, meta: Self.meta(context, nil)),
      deadlineMilliseconds: deadlineMilliseconds, ask: ask
    ) { [weak self] result in
      guard let program = self?.rehearsals[number] else { return }
      program.onEmpty = { [weak self] in
        // Not while the program itself is still on the stack.
        self?.loop.schedule(afterMilliseconds: 0) { self?.rehearsals[number] = nil }
      }
      program.handle(.killAll)
      completion(result)
    }
  }

  /// `_meta` of a call: our extension's part, and the trace as W3C Trace Context writes it.
  static func meta(_ context: JSON?, _ trace: TraceID?) -> JSON? {
    guard context != nil || trace != nil else { return nil }
    var meta = JSONObject()
    if let context { meta[HostExtension.callKey] = context }
    if let trace { meta[TraceID.metaKey] = .string(trace.parent) }
    return .object(meta)
  }
}
