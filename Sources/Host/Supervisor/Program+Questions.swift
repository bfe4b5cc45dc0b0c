import JSONRPC
import Loop
import Wire

/// What a server of the older era asks its person by itself in the middle of a call: one question
/// after another, each like one of `input_required`. While the person thinks, the call's time
/// stands still and its process counts as none of those that work.
extension Program {
  /// How long a call waits for one answer, in milliseconds; whoever asks the person gives up
  /// sooner.
  static let questionMilliseconds: Int64 = 600_000

  /// From now on takes what a process asks.
  func watchQuestions(_ number: ProgramMachine.Process, _ process: ProgramProcess) {
    process.client.onQuestion = { [weak self, weak process] id, request in
      guard let self, let process else { return }
      asked(id, request, number, process)
    }
    process.client.onQuestionWithdrawn = { [weak self] in self?.withdrew($0, number) }
  }

  private func asked(
    _ id: RequestID, _ request: MCP.InputRequest, _ number: ProgramMachine.Process,
    _ process: ProgramProcess
  ) {
    // Without a call there is nobody to ask.
    guard let call = machine.call(of: number), let job = jobs[call] else {
      return process.client.answer(id, .success(MCPClient.nobody))
    }
    guard job.questions.take(id, request) else {
      process.client.answer(id, .failure(.invalidRequest("it asked too often in one call")))
      return giveUp(call, .askedTooOften)
    }
    if job.questions.waiting.count == 1 { askNext(call, number) }
  }

  private func askNext(_ call: ProgramMachine.Call, _ number: ProgramMachine.Process) {
    guard let job = jobs[call], let question = job.questions.current else { return }
    guard pause(job, number) else {
      job.underWay?.client.answer(
        question.id, .failure(.internalError("too many people are asked at the same time")))
      job.questions.end(question.id)
      return askNext(call, number)
    }
    // The reply may come at once or much later, and is taken once.
    var isOpen = true
    job.ask([question.request]) { [weak self] answers in
      guard let self, isOpen else { return }
      isOpen = false
      answered(question, answers?[question.request.name], call, number)
    }
  }

  private func answered(
    _ question: ServerQuestions.Question, _ answer: JSON?, _ call: ProgramMachine.Call,
    _ number: ProgramMachine.Process
  ) {
    guard let job = jobs[call] else { return }
    guard let answer else { return giveUp(call, .cancelled) }
    guard job.questions.count(answer) else { return giveUp(call, .readTooMuch) }
    job.questions.end(question.id)
    job.underWay?.client.answer(question.id, .success(answer))
    guard job.questions.current == nil else { return askNext(call, number) }
    resume(job, number)
  }

  /// The process no longer waits for an answer.
  private func withdrew(_ id: RequestID, _ number: ProgramMachine.Process) {
    guard let call = machine.call(of: number), let job = jobs[call] else { return }
    guard job.questions.current?.id == id else { return job.questions.end(id) }
    job.withdrawn()
  }

  /// The call's time stands still; false where too many wait already.
  private func pause(_ job: Job, _ number: ProgramMachine.Process) -> Bool {
    guard var round = job.underWay, round.leftMilliseconds == nil else { return true }
    guard machine.askingCount < ProgramMachine.askingLimit else { return false }
    round.leftMilliseconds = max(1, round.deadline - .now)
    job.underWay = round
    round.client.postpone(round.request, milliseconds: Self.questionMilliseconds)
    handle(.asks(number))
    return true
  }

  private func resume(_ job: Job, _ number: ProgramMachine.Process) {
    guard var round = job.underWay, let left = round.leftMilliseconds else { return }
    round.leftMilliseconds = nil
    round.deadline = .now + left
    job.underWay = round
    round.client.postpone(round.request, milliseconds: left)
    handle(.resumes(number))
  }

  /// Ends a call whose questions were not answered, and tells its process.
  private func giveUp(_ call: ProgramMachine.Call, _ failure: ProgramFailure) {
    let round = jobs[call]?.underWay
    finish(call, .failure(failure))
    if let round { round.client.cancel(round.request, reason: "its questions are not answered") }
  }
}
