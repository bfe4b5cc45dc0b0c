import JSONRPC
import Loop
import Wire

/// The running side of one release: carries out what its machine decides.
///
/// Confined to the loop's thread.
final class Program {
  typealias Completion = (Result<MCP.CallResult, ProgramFailure>) -> Void

  /// One call on its way through its rounds.
  final class Job {
    var rounds: CallRounds
    let signature: CallSignature
    let ask: Supervisor.Ask
    let withdrawn: () -> Void
    let progress: Supervisor.Progress
    let completion: Completion
    /// The round that waits for a process.
    var pending: (params: MCP.CallParams, deadline: MonotonicTime)?
    /// The round that a process works on.
    var underWay: UnderWay?
    /// What the process asks by itself meanwhile.
    var questions = ServerQuestions()

    /// A round that was sent.
    struct UnderWay {
      let request: RequestID
      let client: MCPClient
      /// When it is too late; while a person thinks, what was left of the time instead.
      var deadline: MonotonicTime
      var leftMilliseconds: Int64?
    }

    init(
      rounds: CallRounds, signature: CallSignature, ask: @escaping Supervisor.Ask,
      withdrawn: @escaping () -> Void, progress: @escaping Supervisor.Progress,
      completion: @escaping Completion
    ) {
      self.rounds = rounds
      self.signature = signature
      self.ask = ask
      self.withdrawn = withdrawn
      self.progress = progress
      self.completion = completion
    }
  }

  let release: AppRelease
  /// Whether the process that was started last takes answers before it asks.
  private(set) var takesReadsAhead = false
  private(set) var machine: ProgramMachine
  let loop: EventLoop
  private let source: any ChildSource
  private let client: MCP.Implementation
  let log: Supervisor.Log
  var processes: [ProgramMachine.Process: ProgramProcess] = [:]
  private(set) var jobs: [ProgramMachine.Call: Job] = [:]
  private var lastCall: ProgramMachine.Call = 0
  private var timer: (at: MonotonicTime, timer: EventLoop.Timer)?
  /// The last stderr of a process that crashed, and all it ever wrote.
  private(set) var lastErrors: (bytes: [UInt8], total: Int64) = ([], 0)
  /// What happened to its processes.
  var counters = ProgramCounters()
  /// Learns that something changed which must outlive the daemon.
  var onRecord: (ProgramRecord) -> Void = { _ in }
  /// Learns that a process' memory was looked at.
  var onMemory: () -> Void = {}
  private let memory: MemoryPressure?
  private var toldRevision = 0
  var cpuTimer: EventLoop.Timer?
  /// Learns after an event that no process is left.
  var onEmpty: () -> Void = {}

  init(
    _ loop: EventLoop, _ release: AppRelease, source: any ChildSource,
    client: MCP.Implementation, record: ProgramRecord? = nil, memory: MemoryPressure? = nil,
    log: @escaping Supervisor.Log
  ) {
    self.memory = memory
    machine = ProgramMachine(record)
    self.loop = loop
    self.release = release
    self.source = source
    self.client = client
    self.log = log
  }

  var processCount: Int { processes.count }
  var layers: SandboxLayers? { processes.values.first?.layers }
  var hasProcesses: Bool { !machine.processes.isEmpty }
  var isForgettable: Bool { !hasProcesses && jobs.isEmpty && machine.crashCount == 0 }

  func call(
    _ params: MCP.CallParams, deadlineMilliseconds: Int64, ask: @escaping Supervisor.Ask,
    withdrawn: @escaping () -> Void = {},
    progress: @escaping Supervisor.Progress = { _ in },
    completion: @escaping Completion
  ) {
    lastCall += 1
    let job = Job(
      rounds: CallRounds(params, deadlineMilliseconds: deadlineMilliseconds),
      signature: CallSignature(feature: params.name, arguments: params.arguments ?? [:]),
      ask: ask, withdrawn: withdrawn, progress: progress, completion: completion)
    jobs[lastCall] = job
    let step = job.rounds.begin(now: .now)
    follow(step, of: lastCall, isContinuation: false)
  }

  func handle(_ event: ProgramMachine.Event) {
    let now = MonotonicTime.now
    perform(machine.handle(event, now: now))
    armTimer(now)
    if machine.recordRevision != toldRevision {
      toldRevision = machine.recordRevision
      onRecord(machine.record(now: now))
    }
    if !hasProcesses { onEmpty() }
  }

  private func perform(_ actions: [ProgramMachine.Action]) {
    for action in actions {
      switch action {
      case .start(let process): start(process)
      case .send(let call, let process): send(call, process)
      case .refuse(let call, let failure): finish(call, .failure(failure))
      case .closeInput(let process): processes[process]?.closeInput()
      case .kill(let process): kill(process)
      }
    }
  }

  private func armTimer(_ now: MonotonicTime) {
    // One that rings too early costs an idle look; moving it with every call costs more.
    guard let next = machine.nextTimer(now: now), timer.map({ next < $0.at }) ?? true else {
      return
    }
    if let timer { loop.cancel(timer.timer) }
    let timer = loop.schedule(at: next) { [weak self] in
      self?.timer = nil
      self?.handle(.timer)
    }
    self.timer = (next, timer)
  }
}

extension Program {
  private func follow(_ step: CallRounds.Step, of call: Int, isContinuation: Bool) {
    guard let job = jobs[call] else { return }
    switch step {
    case .send(let params, let milliseconds):
      let deadline = MonotonicTime.now + milliseconds
      job.pending = (params, deadline)
      handle(
        .call(call, job.signature, expires: deadline, isContinuation: isContinuation))
    case .ask(let requests):
      // The reply may come at once or much later, and is taken once.
      var isOpen = true
      job.ask(requests) { [weak self] answers in
        guard let self, isOpen else { return }
        isOpen = false
        guard let answers else { return finish(call, .failure(.cancelled)) }
        guard let job = jobs[call] else { return }
        let step = job.rounds.answered(answers, now: .now)
        follow(step, of: call, isContinuation: true)
      }
    case .finished(let result): finish(call, .success(result))
    case .failed(let failure): finish(call, .failure(failure))
    }
  }

  func finish(_ call: Int, _ result: Result<MCP.CallResult, ProgramFailure>) {
    guard let job = jobs.removeValue(forKey: call) else { return }
    // What is still asked waits for nobody any more.
    for question in job.questions.waiting {
      job.underWay?.client.answer(question.id, .success(MCPClient.nobody))
    }
    job.completion(result)
  }

  private func send(_ call: Int, _ number: ProgramMachine.Process) {
    guard let job = jobs[call], let (params, deadline) = job.pending,
      let process = processes[number]
    else { return }
    job.pending = nil
    watchCPU()
    var told = params
    if job.rounds.isFirst, !process.client.takesReadsAhead { told.inputResponses = nil }
    let request = process.client.call(
      told, deadlineMilliseconds: max(1, deadline - .now), progress: job.progress
    ) { [weak self] outcome in self?.took(outcome, call, number) }
    job.underWay = request.map {
      Job.UnderWay(request: $0, client: process.client, deadline: deadline)
    }
  }

  private func took(
    _ outcome: Result<MCPClient.Round, MCPFailure>, _ call: Int,
    _ number: ProgramMachine.Process
  ) {
    // What it still says counts no more: its end tells the call why.
    if case .ending(call, _, _) = machine.processes[number] { return }
    switch outcome {
    case .success(let round):
      let step = jobs[call]?.rounds.took(round, now: .now)
      let seen = processes[number]?.residentBytes
      let isWorn = processes[number]?.answered(cpuSecondsLimit: release.limits.cpuSeconds)
      let isNews = processes[number]?.residentBytes != seen
      answered(number)
      if isWorn == true { handle(.worn(number)) }
      if isNews || memory?.isShort == true { onMemory() }
      if let step { follow(step, of: call, isContinuation: true) }
    case .failure(let failure):
      switch failure {
      // Its end says more about the reason; the machine settles the call then.
      case .ended: return
      case .deadline, .cancelled: handle(.overdue(number))
      case .refused, .busy, .tooLong, .versionUnsupported, .invalid, .resultSchema:
        answered(number)
      }
      finish(call, .failure(Self.failure(failure)))
    }
  }

  static func failure(_ failure: MCPFailure) -> ProgramFailure {
    switch failure {
    case .refused(let error): .refused(error)
    case .deadline: .deadline
    case .cancelled: .cancelled
    case .ended: .crashed
    case .busy: .busy
    case .tooLong: .resultInvalid(reason: "the call is longer than a frame")
    case .versionUnsupported: .versionUnsupported
    case .invalid(let reason): .resultInvalid(reason: reason)
    case .resultSchema(let pointer, let reason): .resultSchema(pointer: pointer, reason: reason)
    }
  }
}

extension Program {
  private func start(_ number: ProgramMachine.Process) {
    counters.starts += 1
    source.start(release) { [weak self] outcome in
      guard let self else { return }
      switch outcome {
      case .failure(let failure):
        log(release.key, "program.start_failed", "\(failure)")
        handle(.startFailed(number, failure))
      case .success(let started): begin(number, started)
      }
    }
  }

  private func begin(_ number: ProgramMachine.Process, _ started: StartedChild) {
    let process: ProgramProcess
    do {
      process = try ProgramProcess(loop, started, client: client)
    } catch {
      started.child.process.kill()
      started.ended()
      return handle(.startFailed(number, .unavailable(retryAfterMilliseconds: nil)))
    }
    processes[number] = process
    process.onBroken = { [weak self] in
      self?.log(self?.release.key, "program.broken", "\($0)")
      self?.handle(.broken(number, $0))
    }
    process.onLateAnswer = { [weak self] in
      self?.counters.lateAnswers += 1
      self?.answered(number)
    }
    process.onExit = { [weak self] in self?.exited(number, $0) }
    // Stopped while it came up.
    guard machine.processes[number] == .starting else { return process.kill() }
    process.client.discover(
      deadlineMilliseconds: release.entry.startMilliseconds
    ) { [weak self] outcome in
      switch outcome {
      case .success:
        self?.takesReadsAhead = process.client.takesReadsAhead
        self?.compareTools(number, process)
      case .failure(let failure): self?.startFailed(number, failure)
      }
    }
  }

  private func compareTools(_ number: ProgramMachine.Process, _ process: ProgramProcess) {
    process.client.listTools { [weak self] outcome in
      guard let self else { return }
      switch outcome {
      case .failure(let failure): startFailed(number, failure)
      case .success(let tools):
        if let difference = release.tools.difference(to: FrozenTools(tools)) {
          return handle(.startFailed(number, .toolsDiffer(difference)))
        }
        watchTools(number, process)
        watchQuestions(number, process)
        log(release.key, "program.ready", process.layers.names.joined(separator: " "))
        handle(.started(number))
      }
    }
  }

  private func startFailed(_ number: ProgramMachine.Process, _ failure: MCPFailure) {
    // Its end, or what it said, has been told by the connection.
    if failure == .ended { return }
    handle(.startFailed(number, Self.failure(failure)))
  }

  private func kill(_ number: ProgramMachine.Process) {
    counters.kills += 1
    if let process = processes[number] { return process.kill() }
    // It never came to life: nothing will tell of its end.
    loop.schedule(afterMilliseconds: 0) { [weak self] in
      self?.handle(.exited(number, isClean: true))
    }
  }

  private func exited(_ number: ProgramMachine.Process, _ exit: ProcessExit) {
    if let process = processes.removeValue(forKey: number) {
      if exit != .exited(status: 0), process.errorByteCount > 0 {
        lastErrors = (process.errorBytes, process.errorByteCount)
      }
    }
    log(release.key, "program.exit", "\(exit)")
    handle(.exited(number, isClean: exit == .exited(status: 0)))
  }
}
