import JSONRPC
package import Loop
package import Wire

/// Runs mini-programs: starts them with their first call, restarts them after crashes, stops
/// them when they idle, and keeps apart what one of them can do to the others.
///
/// Confined to the loop's thread, where every closure runs.
package final class Supervisor {
  /// Answers a call's input requests: one value for each name, at once or later; nil gives the
  /// call up.
  package typealias Ask = (
    _ requests: [NamedInputRequest], _ reply: @escaping (JSONObject?) -> Void
  ) -> Void
  /// Takes what a program says about how far a call is.
  package typealias Progress = (MCP.Progress) -> Void
  /// Takes an event and a word about it, for the operator's log.
  package typealias Log = (_ release: AppRelease.Key?, _ event: String, _ detail: String) -> Void

  /// One program as `admin.status` shows it.
  package struct Status: Equatable, Sendable {
    /// Which version of which app.
    package let key: AppRelease.Key
    /// Where it stands.
    package let state: ProgramLifeState
    /// Its processes now.
    package let processCount: Int
    /// Its crashes since the daemon started.
    package let crashCount: Int
  }

  let loop: EventLoop
  let source: any ChildSource
  let client: MCP.Implementation
  let log: Log
  var programs: [AppRelease.Key: Program] = [:]
  private var inspections: [Int: ProgramProcess] = [:]
  private var lastInspection = 0
  var isStopping = false
  /// What the last daemon wrote down about programs that were not called yet.
  var records: [AppRelease.Key: ProgramRecord] = [:]
  var rehearsals: [Int: Program] = [:]
  var lastRehearsal = 0
  let memory: MemoryPressure
  /// Learns of everything about a program that must outlive the daemon.
  package var onRecord: (AppRelease.Key, ProgramRecord) -> Void = { _, _ in }
  /// The layers that contained the program started last.
  package private(set) var lastLayers: SandboxLayers?

  /// A supervisor that names itself `client` to programs.
  package init(
    _ loop: EventLoop, source: any ChildSource, client: MCP.Implementation,
    memoryBudgetBytes: Int64 = Supervisor.defaultMemoryBudgetBytes,
    log: @escaping Log = { _, _, _ in }
  ) {
    memory = MemoryPressure(budgetBytes: memoryBudgetBytes)
    self.loop = loop
    self.source = source
    self.client = client
    self.log = log
  }

  /// Calls a feature of a release; `context` is `_meta`'s part of our extension.
  ///
  /// Only the program's own time counts towards the deadline, in milliseconds; the time that
  /// `ask` takes does not. Of what it asks, the program may take back the last by itself
  /// (`withdrawn`); it is answered nevertheless. The completion runs exactly once. `ahead` answers
  /// what the program is known to ask, by its own names; one that does not take that is not told.
  package func call(
    _ release: AppRelease, tool: String, arguments: JSON, context: JSON?,
    ahead: JSONObject? = nil, trace: TraceID? = nil, deadlineMilliseconds: Int64,
    ask: @escaping Ask, withdrawn: @escaping () -> Void = {},
    progress: @escaping Progress = { _ in },
    completion: @escaping (Result<MCP.CallResult, ProgramFailure>) -> Void
  ) {
    guard !isStopping else {
      return completion(.failure(.unavailable(retryAfterMilliseconds: nil)))
    }
    var params = MCP.CallParams(
      name: tool, arguments: arguments, meta: Self.meta(context, trace))
    params.inputResponses = ahead.map(JSON.object)
    program(release).call(
      params, deadlineMilliseconds: deadlineMilliseconds, ask: ask, withdrawn: withdrawn,
      progress: progress, completion: completion)
  }

  /// Whether a release's program takes answers before it asks; false where it never ran.
  package func takesReadsAhead(_ key: AppRelease.Key) -> Bool {
    programs[key]?.takesReadsAhead ?? false
  }

  /// Starts a bundle once and asks what it offers, for publishing; the process ends afterwards.
  package func inspect(
    _ bundle: Bundle, entry: ProgramEntry, limits: SandboxLimits,
    completion: @escaping (Result<[MCP.Tool], ProgramFailure>) -> Void
  ) {
    source.start(bundle, entry: entry, limits: limits) { [weak self] outcome in
      guard let self else { return }
      switch outcome {
      case .failure(let failure): completion(.failure(failure))
      case .success(let started): inspect(started, entry, completion)
      }
    }
  }

  /// Where every program that was called stands.
  package var statuses: [Status] {
    programs.values.map { program in
      Status(
        key: program.release.key, state: program.machine.lifeState,
        processCount: program.processCount, crashCount: program.machine.crashCount)
    }
  }

  /// All processes running now.
  package var processCount: Int { programs.values.reduce(0) { $0 + $1.processCount } }

  /// Stops all processes, at once or after `ProgramMachine.drainMilliseconds`, then calls back.
  package func stop(_ completion: @escaping () -> Void) {
    isStopping = true
    for process in inspections.values { process.kill() }
    for program in rehearsals.values { program.handle(.killAll) }
    let running = programs.values.filter(\.hasProcesses)
    guard !running.isEmpty else { return completion() }
    var left = Set(running.map(\.release.key))
    for program in running {
      program.onEmpty = {
        guard left.remove(program.release.key) != nil, left.isEmpty else { return }
        completion()
      }
      program.handle(.stop)
    }
  }

  func program(_ release: AppRelease) -> Program {
    if let program = programs[release.key] { return program }
    let program = Program(
      loop, release, source: source, client: client,
      record: records.removeValue(forKey: release.key), memory: memory,
      log: { [weak self] in
        self?.noteLayers()
        self?.log($0, $1, $2)
      })
    program.onRecord = { [weak self] in self?.onRecord(release.key, $0) }
    program.onMemory = { [weak self] in self?.keepWithinMemory() }
    programs[release.key] = program
    return program
  }

  private func noteLayers() {
    lastLayers = programs.values.lazy.compactMap(\.layers).first ?? lastLayers
  }

  private func inspect(
    _ started: StartedChild, _ entry: ProgramEntry,
    _ completion: @escaping (Result<[MCP.Tool], ProgramFailure>) -> Void
  ) {
    let process: ProgramProcess
    do {
      process = try ProgramProcess(loop, started, client: client)
    } catch {
      started.child.process.kill()
      started.ended()
      return completion(.failure(.unavailable(retryAfterMilliseconds: nil)))
    }
    lastLayers = process.layers
    lastInspection += 1
    let number = lastInspection
    inspections[number] = process
    var result = Result<[MCP.Tool], ProgramFailure>.failure(.crashed)
    process.onBroken = { [unowned process] failure in
      if case .failure(.crashed) = result { result = .failure(failure) }
      process.kill()
    }
    process.onExit = { [weak self, unowned process] _ in
      self?.inspections[number] = nil
      if case .failure(.crashed) = result {
        result = .failure(.endedEarly(lastWords: process.errorBytes))
      }
      completion(result)
    }
    process.client.discover(
      deadlineMilliseconds: entry.startMilliseconds
    ) { [unowned process] outcome in
      guard case .success = outcome else {
        result = .failure(Self.failure(outcome))
        return process.kill()
      }
      process.client.listTools { outcome in
        result = outcome.mapError(Program.failure)
        process.kill()
      }
    }
  }

  private static func failure<Value>(_ outcome: Result<Value, MCPFailure>) -> ProgramFailure {
    if case .failure(let failure) = outcome { return Program.failure(failure) }
    return .crashed
  }
}
