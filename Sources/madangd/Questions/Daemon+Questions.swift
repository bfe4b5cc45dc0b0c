import JSONRPC
import Platform
import Wire

/// What programs ask people in the middle of a call.
extension Daemon where Core == Platform {
  /// Registers the methods about questions.
  func handleQuestions(_ flow: CallFlow) {
    endQuestions = { flow.desk.endAll() }
    dispatcher.handle(SessionQuestionsMethod.self) { _, caller, reply in
      guard let person = caller.person else { return reply.refuse(Refusal(AuthError.personOnly)) }
      reply.ok(SessionQuestionsMethod.Result(questions: flow.desk.questions(of: person)))
    }
    dispatcher.handle(SessionAnswerMethod.self) { params, caller, reply in
      guard let person = caller.person else { return reply.refuse(Refusal(AuthError.personOnly)) }
      let finish = { (result: Result<JSON, Refusal>) in
        reply.finish(
          result.map { ["page": $0["kind"]?.string == "page" ? $0["page"] ?? $0 : $0] })
      }
      do throws(Refusal) {
        // An agent's call goes on without whoever answered.
        if try flow.desk.answer(params, of: person, done: finish) {
          reply.ok(SessionAnswerMethod.Result())
        }
      } catch { reply.refuse(error) }
    }
  }
}
