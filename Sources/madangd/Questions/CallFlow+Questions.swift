import Crypto
import Platform
import Wire

/// Questions in the middle of a call. While a person thinks, the call holds neither its session's
/// lane nor a process: others go on, and what they change makes the call run again.
extension CallFlow {
  /// Different questions that one call may ask.
  static let questionLimit = 8

  /// Answers everything a program asks in one round: people first, then data, so that what was
  /// read is as it is now.
  func answerAll(
    _ asks: [(name: String, ask: ProgramAsk)], _ ticket: CallTicket, _ run: Run,
    _ reads: ReadsOfCall,
    _ reply: @escaping (Result<[(name: String, answer: JSON)], Refusal>) -> Void
  ) {
    var data: [(name: String, request: DataRequest)] = []
    var questions: [(name: String, question: ProgramAsk.Question)] = []
    for (name, ask) in asks {
      switch ask {
      case .data(let request): data.append((name, request))
      case .question(let elicitation, let occurrence):
        questions.append(
          (name, ProgramAsk.Question(elicitation: elicitation, occurrence: occurrence)))
      }
    }
    askNext(questions[...], [], ticket, run) { [self] result in
      switch result {
      case .failure(let refusal): reply(.failure(refusal))
      case .success(let told):
        guard !data.isEmpty else { return reply(.success(told)) }
        answer(data, ticket, reads) { answers in
          reply(answers.map { told + $0.map { ($0.name, $0.read.wire) } })
        }
      }
    }
  }

  private func askNext(
    _ questions: ArraySlice<(name: String, question: ProgramAsk.Question)>,
    _ told: [(name: String, answer: JSON)], _ ticket: CallTicket, _ run: Run,
    _ done: @escaping (Result<[(name: String, answer: JSON)], Refusal>) -> Void
  ) {
    guard let (name, question) = questions.first else { return done(.success(told)) }
    ask(question, ticket, run) { [self] result in
      switch result {
      case .failure(let refusal): done(.failure(refusal))
      case .success(let answer):
        askNext(questions.dropFirst(), told + [(name, answer)], ticket, run, done)
      }
    }
  }

  /// Asks one question, once a call: asked again in a later round or attempt, it has its answer.
  private func ask(
    _ question: ProgramAsk.Question, _ ticket: CallTicket, _ run: Run,
    _ done: @escaping (Result<JSON, Refusal>) -> Void
  ) {
    if let known = run.answers[question] { return done(.success(known)) }
    // Nobody looks on when the platform itself calls.
    guard let caller = ticket.caller else {
      return done(.success(QuestionDesk.Answer.cancelled.wire))
    }
    guard run.answers.count < CallFlow.questionLimit else {
      return done(
        .failure(Refusal(QuestionError.invalid, ["reason": "it asked too often in one call"])))
    }
    var random = SystemRandom()
    let isNew = ticket.context.session.rev == 0
    let view = QuestionView(
      question: QuestionID("q_" + Hex.encode(random.bytes(10))),
      session: isNew ? nil : ticket.context.session.id, app: ticket.release.key.app,
      name: ticket.release.manifest.name, message: question.elicitation.message,
      fields: question.elicitation.fields)
    leaveLane(of: run)
    let isOpen = desk.ask(
      caller.person, view, question.elicitation, isOfAgent: caller.agent != nil
    ) { [self] answer in
      run.question = nil
      resume(run, for: answer.done)
      run.answers[question] = answer.wire
      enterLane(of: run, ticket) { isIn in
        done(isIn ? .success(answer.wire) : .failure(Refusal(SessionError.busy)))
      }
    }
    guard isOpen else { return done(.failure(Refusal(QuestionError.limit))) }
    run.question = view.question
    tell(view, caller, ticket, run)
  }

  /// The program took its question back: the call goes on as if nobody had answered.
  func withdrawQuestion(of run: Run) {
    if let question = run.question { desk.withdraw(question) }
  }

  /// The call is over while its person still thinks: there is nothing to answer any more.
  func closeQuestion(of run: Run) {
    run.callsOver += 1
    guard let question = run.question else { return }
    run.question = nil
    desk.close(question)
    resume(run, for: nil)
  }

  /// The caller learns of the question as the answer to the call; an agent's person is told.
  private func tell(
    _ view: QuestionView, _ caller: Person, _ ticket: CallTicket, _ run: Run
  ) {
    if caller.agent != nil {
      return notify(
        caller.person, ServerNotification.sessionAsked, ["question": JSON(encoding: view)])
    }
    suspend(run, told: asking(view, ticket))
  }

  /// The answer to a call that waits for its person.
  func asking(_ view: QuestionView, _ ticket: CallTicket) -> JSON {
    let session = ticket.context.session
    let reply = JSON(
      encoding: PageReply(
        session: session.id, app: view.app, name: view.name, place: nil, rev: session.rev,
        people: session.people.count, page: nil, question: view))
    return ticket.wasScanned ? ["kind": "page", "page": reply] : reply
  }

  /// Notices of one call's progress that its person is told.
  static let progressLimit = 50

  /// Tells whoever called that the program is still at work; a chatty one is told so often.
  func noteProgress(_ progress: MCP.Progress, _ ticket: CallTicket, _ run: Run) {
    guard let caller = ticket.caller, run.progressCount < CallFlow.progressLimit else { return }
    run.progressCount += 1
    var params: JSONObject = [
      "app": .string(ticket.release.key.app.text),
      "session": .string(ticket.context.session.id.text),
      "feature": .string(ticket.feature.name), "progress": .double(progress.progress),
    ]
    params["total"] = progress.total.map(JSON.double)
    params["message"] = progress.message.map { .string($0) }
    notify(caller.person, ServerNotification.sessionProgress, .object(params))
  }
}
