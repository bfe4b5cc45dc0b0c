import Host
import JSONRPC
import Loop
import Platform
import Wire

/// The flow of every request that calls a program (architecture.md): prepare on the core, call the
/// program, commit what it came to on the core, and call again where something changed meanwhile.
///
/// Confined to the loop's thread. Nothing is answered before its commit is durable.
final class CallFlow {
  /// How often one call is made on changed ground before the caller is told to try again.
  static let attemptLimit = 3

  /// Decides on the core whether and what to call.
  typealias Prepare = @Sendable (Platform, Instant) throws -> CallStep
  /// Takes the answer, on the loop.
  typealias Done = (Result<JSON, Refusal>) -> Void

  private let core: CoreThread<Platform>
  private let programs: Programs
  private let metrics: Metrics
  /// The latest calls, for replay.
  var recorder = CallRecorder()
  /// Tells people and starts deliveries after a commit.
  private let publish: (_ notices: [Notice], _ owesCalls: Bool) -> Void
  /// What programs ask people.
  let desk: QuestionDesk
  private var lanes = Lanes()
  /// The pages that features drew last.
  private var pages = PageShelf()
  /// Keys whose first request is under way, with those that wait for its answer.
  private var keysUnderWay: [String: [() -> Void]] = [:]
  /// What those were told whose keys wait for their person's answer.
  private var asked: [String: JSON] = [:]
  /// Calls that came to nothing, until they are asked for again.
  private var attempts = CallAttempts()
  /// Calls under way, for the drain.
  private(set) var runningCount = 0

  init(
    core: CoreThread<Platform>, programs: Programs, metrics: Metrics, desk: QuestionDesk,
    publish: @escaping (_ notices: [Notice], _ owesCalls: Bool) -> Void
  ) {
    self.core = core
    self.programs = programs
    self.metrics = metrics
    self.desk = desk
    self.publish = publish
  }

  /// Runs a request; the same key again waits for the first one's answer.
  func run(
    key: String?, trace: TraceID? = nil, prepare: @escaping Prepare, done: @escaping Done
  ) {
    guard let key else { return begin(trace, prepare, nil, done) }
    if let question = asked[key] { return done(.success(question)) }
    if keysUnderWay[key] != nil {
      guard keysUnderWay[key]?.count ?? 0 < Lanes.queueLimit else {
        return done(.failure(Refusal(SessionError.busy)))
      }
      keysUnderWay[key]?.append { [self] in
        run(key: key, trace: trace, prepare: prepare, done: done)
      }
      return
    }
    keysUnderWay[key] = []
    begin(trace, prepare, key, done)
  }

  private func begin(
    _ trace: TraceID?, _ prepare: @escaping Prepare, _ key: String?, _ done: @escaping Done
  ) {
    runningCount += 1
    decide(Run(trace: trace, prepare: prepare, key: key, done: done))
  }

  private func end(_ run: Run, _ result: Result<JSON, Refusal>) {
    runningCount -= 1
    let waiting = run.key.flatMap { keysUnderWay.removeValue(forKey: $0) } ?? []
    run.done(result)
    for turn in waiting { turn() }
  }

  /// One request on its way; touched on the loop only.
  final class Run {
    let trace: TraceID?
    let prepare: Prepare
    let key: String?
    /// Who gets the outcome; after a question, whoever answered it.
    var done: Done
    var lane: SessionID?
    /// What its person said to the questions of the call so far.
    var answers: [ProgramAsk.Question: JSON] = [:]
    /// What its person is asked now.
    var question: QuestionID?
    /// Calls of the program that are over: what waits for one of them is stale.
    var callsOver = 0
    /// How often the program said that it is still at work.
    var progressCount = 0
    /// How often the call was made on changed ground.
    var conflictCount = 0

    init(
      trace: TraceID?, prepare: @escaping Prepare, key: String?, done: @escaping Done
    ) {
      self.trace = trace
      self.prepare = prepare
      self.key = key
      self.done = done
    }
  }

  /// The call waits for its person: whoever asks with its key again is told the same question.
  func suspend(_ run: Run, told question: JSON) {
    let done = run.done
    // Who answers takes the rest; where nobody does, the outcome lies under the call's key.
    run.done = { _ in }
    if let key = run.key {
      asked[key] = question
      let waiting = keysUnderWay.updateValue([], forKey: key) ?? []
      for turn in waiting { turn() }
    }
    done(.success(question))
  }

  /// The call goes on; its outcome goes to whoever answered, where that is its caller.
  func resume(_ run: Run, for next: Done?) {
    if let key = run.key { asked[key] = nil }
    if let next { run.done = next }
  }

  /// Gives up the session's lane while a person thinks.
  func leaveLane(of run: Run) {
    let turn = run.lane.flatMap { lanes.leave($0) }
    run.lane = nil
    turn?()
  }

  /// Takes the lane again; false where too many wait for it.
  func enterLane(of run: Run, _ ticket: CallTicket, _ then: @escaping (Bool) -> Void) {
    guard let lane = ticket.lane else { return then(true) }
    let callsOver = run.callsOver
    let entry = lanes.enter(lane) { [self] in
      // Its program did not wait, and ended the call meanwhile: the turn is the next one's.
      guard run.callsOver == callsOver else {
        lanes.leave(lane)?()
        return
      }
      run.lane = lane
      then(true)
    }
    switch entry {
    case .entered:
      run.lane = lane
      then(true)
    case .waits: break
    case .full: then(false)
    }
  }

  /// Tells a person's shells something that needs no commit.
  func notify(_ person: PersonID, _ method: String, _ params: JSON) {
    publish([Notice(person: person, method: method, params: params)], false)
  }

  private func decide(_ run: Run) {
    let bound = LoopBound((self, run))
    let (prepare, habits) = (run.prepare, programs.habits)
    let decide: CoreThread<Platform>.Run = { core, now in
      switch try prepare(core, now) {
      case .answer(let outcome):
        return { bound.value.0.finish(bound.value.1, outcome) }
      case .call(let ticket):
        let ahead = try ReadsAhead(ticket, habits, core, now: now)
        return {
          let (flow, run) = bound.value
          flow.enter(run, flow.attempts.numbered(ticket), ahead)
        }
      }
    }
    let failed: @Sendable (Refusal) -> Void = {
      bound.value.0.finish(bound.value.1, .failure($0))
    }
    // Where others are under way too, the core's thread works beside the loop's.
    if runningCount == 1, let next = core.runAtOnce(decide, failed: failed) {
      return next()
    }
    core.submit(run: decide, failed: failed)
  }

  /// Takes the session's lane where the call needs it. Who had to wait is decided anew: the
  /// session may have changed, or ended.
  private func enter(_ run: Run, _ ticket: CallTicket, _ ahead: ReadsAhead) {
    guard run.lane == nil, let lane = ticket.lane else { return call(run, ticket, ahead) }
    let entry = lanes.enter(lane) { [self] in
      run.lane = lane
      decide(run)
    }
    switch entry {
    case .entered:
      run.lane = lane
      call(run, ticket, ahead)
    case .waits: break
    case .full: finish(run, .failure(Refusal(SessionError.busy)))
    }
  }

  private func call(_ run: Run, _ ticket: CallTicket, _ ahead: ReadsAhead) {
    let reads = ReadsOfCall(ahead)
    let began = MonotonicNanoseconds.now
    programs.call(
      ticket, reads, trace: run.trace,
      answer: { [self] asks, reply in answerAll(asks, ticket, run, reads, reply) },
      withdrawn: { [self] in withdrawQuestion(of: run) },
      progress: { [self] in noteProgress($0, ticket, run) },
      done: { [self] result in
        closeQuestion(of: run)
        note(ticket, run.trace, reads, result, began)
        do throws(Refusal) {
          let program = try result.get()
          try take(program, of: ticket, reads: reads.set, run)
        } catch { refuse(run, ticket, error) }
      })
  }

  /// Whether a call that ended so may have reached its program.
  private static func wasSent(_ refusal: Refusal) -> Bool {
    refusal.code != SessionError.busy && refusal.code != ProgramError.unavailable
  }

  /// Counts a call and keeps it for replay; one that no program saw is not kept.
  private func note(
    _ ticket: CallTicket, _ trace: TraceID?, _ reads: ReadsOfCall,
    _ result: Result<CallResult, Refusal>, _ began: Int64
  ) {
    let nanoseconds = MonotonicNanoseconds.now - began
    var isFailed = false
    if case .failure(let refusal) = result {
      isFailed = true
      guard CallFlow.wasSent(refusal) else {
        return metrics.noteCall(ticket.kind, nanoseconds: nanoseconds, isFailed: true)
      }
    }
    metrics.noteCall(ticket.kind, nanoseconds: nanoseconds, isFailed: isFailed)
    var pageByteCount = 0
    if case .success(let answer) = result, let page = answer.page {
      pageByteCount = pages.byteCount(of: page, ReadHabits.Feature(ticket))
    }
    recorder.note(
      ticket, trace: trace, reads: reads.reads, pageByteCount: pageByteCount, result,
      milliseconds: nanoseconds / 1_000_000, now: .now)
  }

  /// Answers what a program reads while it works. A round repeats all reads of the one before, so
  /// the last round is one snapshot and the whole read set.
  func answer(
    _ requests: [(name: String, request: DataRequest)], _ ticket: CallTicket,
    _ reads: ReadsOfCall,
    _ reply: @escaping (Result<[(name: String, read: CallRead)], Refusal>) -> Void
  ) {
    let bound = LoopBound((reads, reply))
    core.submit { core, now in
      var set = ReadSet()
      let answers = try requests.map { name, request in
        (name: name, read: CallRead(request, try core.answer(request, ticket, &set, now: now)))
      }
      let done = set
      return {
        bound.value.0.take(answers, done)
        bound.value.1(.success(answers))
      }
    } failed: {
      bound.value.1(.failure($0))
    }
  }

  private func take(
    _ program: CallResult, of ticket: CallTicket, reads: ReadSet, _ run: Run
  ) throws(Refusal) {
    let answer = try ProgramAnswer(
      reading: program, of: ReadHabits.Feature(ticket), &pages)
    if ticket.isRead {
      guard answer.state == nil, answer.effects.isEmpty else {
        throw Refusal(ProgramError.queryChanged)
      }
      return finishRead(run, ticket, answer.drawn)
    }
    if ticket.feature.isQuery, answer.state != nil || !answer.effects.isEmpty {
      throw Refusal(ProgramError.queryChanged)
    }
    let bound = LoopBound((self, run))
    core.submit { core, now in
      let commit = try core.commit(
        ticket, reads: reads, page: answer.drawn?.page, state: answer.state,
        effects: answer.effects,
        now: now)
      return {
        let (flow, run) = bound.value
        switch commit {
        case .done(let outcome) where ticket.isUpdate: flow.updated(run, outcome)
        case .done(let outcome): flow.finish(run, outcome)
        case .conflict(let conflict): flow.again(run, ticket, after: conflict)
        }
      }
    } failed: {
      guard !ticket.isUpdate else { return bound.value.0.refuse(bound.value.1, ticket, $0) }
      bound.value.0.finish(bound.value.1, .failure($0))
    }
  }

  /// The session runs on the newer version now: the call that was asked for comes next.
  private func updated(_ run: Run, _ outcome: Outcome<JSON>) {
    metrics.noteUpdate()
    publish(outcome.notices, outcome.owesCalls)
    decide(run)
  }

  /// Answers a call that changed nothing: at once, unless the core knows more of its page.
  private func finishRead(_ run: Run, _ ticket: CallTicket, _ drawn: PageShelf.Drawn?) {
    if drawn?.isFilledIn != true, let answer = ticket.readAnswer(page: drawn?.json) {
      return finish(run, .success(answer))
    }
    let (bound, page) = (LoopBound((self, run)), drawn?.page)
    core.submit { core, _ in
      let reply = try core.finishRead(ticket, page: page)
      return { bound.value.0.finish(bound.value.1, .success(reply)) }
    } failed: {
      bound.value.0.finish(bound.value.1, .failure($0))
    }
  }

  /// Makes the same call again on what is there now, or gives up and says so.
  private func again(_ run: Run, _ ticket: CallTicket, after conflict: CallContext.Conflict) {
    run.conflictCount += 1
    guard run.conflictCount < CallFlow.attemptLimit else {
      let refusal =
        conflict.effect == nil
        ? Refusal(SessionError.conflict)
        : Refusal(
          ProgramError.effectRefused,
          ["code": .string(conflict.code), "reason": .object(conflict.details)])
      return refuse(run, ticket, refusal)
    }
    let (bound, habits) = (LoopBound((self, run)), programs.habits)
    core.submit { core, now in
      let again = try core.prepareAgain(ticket, after: conflict, now: now)
      let ahead = try ReadsAhead(again, habits, core, now: now)
      return { bound.value.0.enter(bound.value.1, again, ahead) }
    } failed: {
      bound.value.0.finish(bound.value.1, .failure($0))
    }
  }

  /// Ends a request whose program refused or failed; a final refusal sticks to its key.
  private func refuse(_ run: Run, _ ticket: CallTicket, _ refusal: Refusal) {
    let bound = LoopBound((self, run))
    let trace = run.trace
    if ticket.body != nil, CallFlow.wasSent(refusal) {
      attempts.noteFailed(ticket.context.id, attempt: ticket.context.attempt)
    }
    guard !ticket.isUpdate else {
      // The session stays on its version and the call goes on there.
      return core.submit { core, now in
        try core.refuseUpdate(ticket, refusal, trace: trace, now: now)
        return { bound.value.0.decide(bound.value.1) }
      } failed: {
        bound.value.0.finish(bound.value.1, .failure($0))
      }
    }
    core.submit { core, now in
      let outcome = try core.refuse(ticket, refusal, trace: trace, now: now)
      return { bound.value.0.finish(bound.value.1, outcome) }
    } failed: {
      bound.value.0.finish(bound.value.1, .failure($0))
    }
  }

  private func finish(_ run: Run, _ outcome: Outcome<JSON>) {
    // Others hear first: whoever is answered may look at their screens next.
    publish(outcome.notices, outcome.owesCalls)
    finish(run, outcome.result)
  }

  private func finish(_ run: Run, _ result: Result<JSON, Refusal>) {
    let turn = run.lane.flatMap { lanes.leave($0) }
    run.lane = nil
    end(run, result)
    turn?()
  }
}

extension CallTicket {
  /// What the call is made for, for the metrics.
  fileprivate var kind: Metrics.Kind {
    if isUpdate { return .update }
    if owed != nil { return .event }
    return feature.isQuery ? .query : .change
  }
}
